import {
  type Comparison,
  type SensitivityCode,
  type SensitivityRow,
  significanceHangsOnMethod,
} from '../../../src/statistics/index.js';

function row(code: SensitivityCode, estimate: number | null, pValue: number | null): SensitivityRow {
  const nothing = { standardError: null, degreesOfFreedom: null, interval: null, relative: null, refusal: null };
  return { code, scale: 'log', estimate, pValue, ...nothing };
}

const significant = { arm: 'pilot', significant: true, estimate: 0.2 } as Comparison;
const registered = row('REGISTERED', 0.2, 0.01);
const adjusted = [registered, row('HC3', 0.2, 0.02), row('WELCH', 0.15, 0.4), row('CUPED', 0.19, 0.03)];

describe('a significant uplift by the other reasonable methods', () => {
  it('is no matter where those that use the same data agree: that the plain means see less is no news', () => {
    expect(significanceHangsOnMethod(significant, adjusted, 0.05)).toEqual([]);
  });

  it('is remarked upon where some would not call it significant at the level of the look', () => {
    expect(significanceHangsOnMethod(significant, adjusted, 0.025)).toEqual([
      {
        code: 'SIGNIFICANCE_HANGS_ON_METHOD',
        severity: 'INFO',
        arm: 'pilot',
        values: { methods: 2, notSignificant: 1, opposite: 0 },
      },
    ]);
  });

  it('is a warning where one points the other way', () => {
    const rows = [...adjusted, row('RAW_SCALE', -0.1, 0.6), row('LIN_INTERACTED', null, null)];
    expect(significanceHangsOnMethod(significant, rows, 0.05)).toMatchObject([
      { severity: 'WARN', values: { methods: 3, notSignificant: 1, opposite: 1 } },
    ]);
  });

  it('counts the plain methods, too, where the registered one is plain', () => {
    const rows = [registered, row('HC3', 0.2, 0.02), row('MANN_WHITNEY', 0.15, 0.2)];
    expect(significanceHangsOnMethod(significant, rows, 0.05)).toMatchObject([{ values: { methods: 2 } }]);
  });

  it('is not asked for where it is not significant, whatever the others find', () => {
    expect(significanceHangsOnMethod({ ...significant, significant: false }, adjusted, 0.025)).toEqual([]);
  });
});
