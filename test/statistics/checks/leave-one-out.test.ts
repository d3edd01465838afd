import { compareArms } from '../../../src/statistics/comparison/compare-arms.js';
import type { ComparisonPlan, ObservedUnit } from '../../../src/statistics/finding.js';

const plan: ComparisonPlan = { control: 'control', scale: 'raw', alpha: 0.05 };

function units(control: number[], pilot: number[]): ObservedUnit[] {
  const arm = (name: string, outcomes: number[]): ObservedUnit[] =>
    outcomes.map((outcome, i) => ({ unit: `${name} ${i}`, arm: name, outcome }));
  return [...arm('control', control), ...arm('pilot', pilot)];
}

function told(rows: ObservedUnit[], how: Partial<ComparisonPlan> = {}) {
  const { comparisons, checks } = compareArms(rows, { ...plan, ...how });
  const codes = checks.map(({ code }) => code).filter((code) => code.endsWith('_HANGS_ON_ONE_UNIT'));
  return { comparison: comparisons[0], codes };
}

describe('a significant uplift without any one of its units', () => {
  it('stands where all units carry it', () => {
    const { comparison, codes } = told(units([10, 11, 12, 13, 14, 15], [20, 21, 22, 23, 24, 25]));
    expect(comparison).toMatchObject({ significant: true, withheld: null });
    expect(codes).toEqual([]);
  });

  it('may keep its sign and lose its significance, which is told', () => {
    const { comparison, codes } = told(units([10, 12, 13, 11, 10, 12], [12, 13.4, 11.6, 14, 12.2, 14.2]));
    expect(comparison.significant).toBe(true);
    expect(codes).toEqual(['SIGNIFICANCE_HANGS_ON_ONE_UNIT']);
  });

  it('is not looked at where it is not significant anyway', () => {
    const { comparison, codes } = told(units([10, 12, 14, 16], [10, 12, 14, 60]));
    expect(comparison.pValue).toBeGreaterThan(0.05);
    expect(codes).toEqual([]);
  });

  it('loses the badge where its sign turns, whoever the unit is', () => {
    // The whole is significant only at this generous level; without the last pilot unit it points the other way.
    const rows = units([10, 12, 11, 13, 12, 11], [11, 10, 12, 11, 10, 40]);
    const { comparison, codes } = told(rows, { alpha: 0.45 });
    expect(comparison.pValue).toBeLessThan(0.45);
    expect(comparison).toMatchObject({ significant: false, withheld: 'SIGN_HANGS_ON_ONE_UNIT' });
    expect(codes).toEqual(['SIGN_HANGS_ON_ONE_UNIT']);
    expect(JSON.stringify(compareArms(rows, { ...plan, alpha: 0.45 }).checks)).not.toContain('pilot 5');
  });

  it('is judged with whole clusters left out where clusters were assigned', () => {
    const rows = units([10, 12, 11, 13, 12, 11, 12, 13], [11, 12, 12, 11, 10, 12, 40, 41]).map((row, i) => ({
      ...row,
      cluster: `${row.arm} ${Math.floor(i / 2)}`,
    }));
    expect(told(rows, { alpha: 0.45 })).toMatchObject({ codes: ['SIGN_HANGS_ON_ONE_UNIT'] });
  });
});
