import fc from 'fast-check';
import { compareSwitches } from '../../../src/statistics/designs/compare-switches.js';
import {
  SWITCH_DESIGNS,
  type SwitchDesign,
  type SwitchPlan,
  type SwitchRow,
} from '../../../src/statistics/designs/switch-finding.js';

const plan = (design: SwitchDesign): SwitchPlan => ({ design, scale: 'raw', alpha: 0.05, seed: 5, draws: 99 });

/** Eight clusters over four periods (two in a crossover), two to a wave. */
const anyRollout = fc
  .tuple(
    fc.constantFrom(...SWITCH_DESIGNS),
    fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 32, maxLength: 32 }),
  )
  .map(([design, outcomes]) => {
    const isCrossover = design === 'CROSSOVER';
    const rows = outcomes
      .map((outcome, i): SwitchRow => {
        const g = Math.floor(i / 4);
        const wave = isCrossover ? 1 + (g % 2) : [2, 3, 4, null][g % 4];
        return { unit: `unit ${g}`, period: 1 + (i % 4), wave, outcome };
      })
      .filter(({ period }) => !isCrossover || period <= 2);
    return { design, rows };
  });

const close = (actual: number | null | undefined, expected: number): boolean =>
  Math.abs((actual ?? NaN) - expected) <= 1e-7 * (1 + Math.abs(expected));

describe('a rollout', () => {
  test('is told alike in whatever order its rows come, and whatever its periods are numbered', () => {
    fc.assert(
      fc.property(anyRollout, fc.integer({ min: 1, max: 12 }), ({ design, rows }, step) => {
        const renumbered = rows.map((row) => ({
          ...row,
          period: 100 + step * row.period,
          wave: row.wave === null ? null : 100 + step * row.wave,
        }));
        const first = compareSwitches(rows, plan(design)).headline;
        expect(compareSwitches([...renumbered].reverse(), plan(design)).headline).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  test('gains exactly what is added to every outcome with the play', () => {
    fc.assert(
      fc.property(anyRollout, fc.integer({ min: -500, max: 500 }), ({ design, rows }, gain) => {
        const hasPlay = ({ wave, period }: SwitchRow): boolean =>
          wave !== null && (design === 'CROSSOVER' ? period === wave : period >= wave);
        const better = rows.map((row) => ({ ...row, outcome: (row.outcome ?? 0) + (hasPlay(row) ? gain : 0) }));
        const before = compareSwitches(rows, plan(design)).headline;
        const after = compareSwitches(better, plan(design)).headline;
        fc.pre(before?.estimate != null);
        expect(close(after?.estimate, before.estimate + gain)).toBe(true);
        expect(close(after?.standardError, before.standardError!)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('does not care for what all clusters of a period share, nor for what a cluster always has', () => {
    fc.assert(
      fc.property(
        anyRollout,
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 12, maxLength: 12 }),
        ({ design, rows }, shifts) => {
          const shifted = rows.map((row) => ({
            ...row,
            outcome: (row.outcome ?? 0) + shifts[row.period - 1] + shifts[4 + Number(row.unit.slice(5))],
          }));
          const before = compareSwitches(rows, plan(design)).headline;
          const after = compareSwitches(shifted, plan(design)).headline;
          fc.pre(before?.pValue != null);
          expect(close(after?.pValue, before.pValue)).toBe(true);
          expect(after?.randomisation?.pValue).toEqual(before.randomisation?.pValue);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('has an interval without 0 exactly where its p-value is below alpha, in every view', () => {
    fc.assert(
      fc.property(anyRollout, ({ design, rows }) => {
        const { headline } = compareSwitches(rows, plan(design));
        fc.pre(headline?.pValue != null);
        const excludes = (interval: readonly [number | null, number | null] | null | undefined): boolean =>
          (interval?.[0] ?? -Infinity) > 0 || (interval?.[1] ?? Infinity) < 0;
        expect(excludes(headline.interval)).toBe(headline.pValue <= 0.05);
        if (headline.relative) expect(excludes(headline.relative.interval)).toBe(headline.pValue <= 0.05);
        const drawn = headline.randomisation;
        if (drawn) expect(excludes(drawn.interval)).toBe(drawn.pValue <= 0.05);
      }),
      { numRuns: 100 },
    );
  });
});

test('the p-value of drawing the order again is uniform where the play changes nothing', () => {
  // 400 rollouts of 6 clusters: the exact p is at most q in at most a share q of them. qbinom(.9999, 400, q), R 4.2.2.
  const limits = new Map([
    [0.05, 38],
    [0.2, 111],
    [0.5, 237],
  ]);
  const pValues = Array.from({ length: 400 }, (_, run) => {
    const rows = Array.from({ length: 24 }, (__, i): SwitchRow => {
      const g = Math.floor(i / 4);
      const noise = Math.sin(run * 97.13 + i * 12.9898) * 43758.5453;
      return { unit: `u${g}`, period: 1 + (i % 4), wave: [2, 2, 3, 3, 4, 4][g], outcome: noise - Math.floor(noise) };
    });
    return compareSwitches(rows, plan('STEPPED_WEDGE')).headline?.randomisation?.pValue ?? NaN;
  });
  for (const [q, most] of limits) expect(pValues.filter((p) => p <= q).length).toBeLessThanOrEqual(most);
});
