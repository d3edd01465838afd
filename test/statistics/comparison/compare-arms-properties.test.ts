import fc from 'fast-check';
import { compareArms } from '../../../src/statistics/comparison/compare-arms.js';
import type { Comparison, ComparisonPlan, Interval, ObservedUnit } from '../../../src/statistics/finding.js';

const plan: ComparisonPlan = {
  control: 'control',
  scale: 'auto',
  alpha: 0.1,
  randomisation: { seed: 9, draws: 99, interval: true, always: true },
};

/** Rosters of 8 to 12 units in two arms: totals or ratios, with or without baseline, strata, or two rows to a cluster. */
const rosters = fc
  .record({
    units: fc.integer({ min: 8, max: 12 }),
    kind: fc.constantFrom('positive', 'any', 'ratio'),
    baseline: fc.boolean(),
    strata: fc.boolean(),
    clusters: fc.boolean(),
    effect: fc.integer({ min: 0, max: 30 }),
    values: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 96, maxLength: 96 }),
  })
  .map(({ units, kind, baseline, strata, clusters, effect, values }) =>
    Array.from({ length: clusters ? 2 * units : units }, (_, row): ObservedUnit => {
      const assigned = row % units;
      const pilot = assigned % 2 === 1;
      return {
        unit: `unit ${row + 10}`,
        arm: pilot ? 'pilot' : 'control',
        outcome: values[row] + (pilot ? effect : 0) - (kind === 'any' ? 20 : 0),
        ...(kind === 'ratio' && { denominator: values[24 + row] + 40, baselineDenominator: values[48 + row] }),
        ...(baseline && { baseline: values[72 + row] }),
        ...(strata && { stratum: assigned < units / 2 ? 'North' : 'South' }),
        ...(clusters && { cluster: `team ${assigned + 10}` }),
      };
    }),
  );

function compared(rows: readonly ObservedUnit[], how: ComparisonPlan = plan): Comparison {
  const { comparisons, refusal } = compareArms(rows, how);
  expect(refusal).toBeNull();
  return comparisons[0];
}

function expectClose(actual: Interval | null | undefined, wanted: readonly (number | null)[] | null | undefined): void {
  if (!actual || !wanted) expect(actual ?? null).toBe(wanted ?? null);
  else
    actual.forEach((end, side) => {
      const want = wanted[side];
      if (end === null || want === null) expect(end).toBe(want);
      else expect(Math.abs(end - want)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(want)));
    });
}

const mirrored = (interval: Interval | null): (number | null)[] | null =>
  interval && [interval[1] && -interval[1], interval[0] && -interval[0]];

describe('whatever two arms brought in', () => {
  it('the order of the rows changes not a single digit', () => {
    fc.assert(
      fc.property(rosters, fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), (rows, keys) => {
        const shuffled = rows
          .map((row, i) => ({ row, key: keys[i] }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        expect(compareArms(shuffled, plan)).toEqual(compareArms(rows, plan));
      }),
    );
  });

  it('the names of arms, strata and teams do not matter', () => {
    fc.assert(
      fc.property(rosters, (rows) => {
        const renamed = rows.map(({ stratum, ...row }) => ({
          ...row,
          arm: row.arm === 'control' ? 'zz' : 'aa',
          ...(stratum !== undefined && { stratum: `x${stratum}` }),
        }));
        expect(compared(renamed, { ...plan, control: 'zz' })).toEqual({ ...compared(rows), arm: 'aa' });
      }),
    );
  });

  it('money in cents says what money in euros says', () => {
    fc.assert(
      fc.property(rosters, fc.constantFrom(100, 0.001, 1e7), (rows, unit) => {
        const inUnit = rows.map((row) => ({
          ...row,
          outcome: row.outcome && row.outcome * unit,
          ...(row.baseline != null && { baseline: row.baseline * unit }),
        }));
        const before = compared(rows);
        const after = compared(inUnit);
        expect(after.refusal?.code).toBe(before.refusal?.code);
        expect(after.randomisation?.pValue).toBe(before.randomisation?.pValue);
        expect(after.significant).toBe(before.significant);
        if (before.pValue !== null) expect(after.pValue).toBeCloseTo(before.pValue, 9);
        expectClose(after.relative?.interval, before.relative?.interval);
        const counted = before.absolute?.interval.map((end) => end && end * unit) ?? null;
        expectClose(after.absolute?.interval, counted);
      }),
    );
  });

  it('losses are gains the other way round', () => {
    fc.assert(
      fc.property(rosters, (rows) => {
        const raw: ComparisonPlan = { ...plan, scale: 'raw' };
        const before = compared(rows, raw);
        const after = compared(
          rows.map((row) => ({
            ...row,
            outcome: row.outcome && -row.outcome,
            ...(row.baseline != null && { baseline: -row.baseline }),
          })),
          raw,
        );
        expect(after.randomisation?.pValue).toBe(before.randomisation?.pValue);
        if (before.pValue !== null) expect(after.pValue).toBeCloseTo(before.pValue, 9);
        expectClose(after.interval, mirrored(before.interval));
        expectClose(after.randomisation?.interval, mirrored(before.randomisation?.interval ?? null));
      }),
    );
  });

  it('swapping the arms turns the sign around and keeps both p-values', () => {
    fc.assert(
      fc.property(rosters, (rows) => {
        const before = compared(rows);
        const after = compared(rows, { ...plan, control: 'pilot' });
        expect(after.refusal?.code).toBe(before.refusal?.code);
        expect(after.randomisation?.pValue).toBe(before.randomisation?.pValue);
        if (before.pValue !== null) expect(after.pValue).toBeCloseTo(before.pValue, 9);
        expectClose(after.interval, mirrored(before.interval));
        expectClose(after.randomisation?.interval, mirrored(before.randomisation?.interval ?? null));
      }),
    );
  });

  it('p and interval never contradict each other, by the model or by the re-drawn assignments', () => {
    let judged = 0;
    fc.assert(
      fc.property(rosters, (rows) => {
        const { pValue, interval, randomisation, significant, withheld } = compared(rows);
        if (pValue === null) return;
        const leavesOut = ([low, high]: Interval) => (low ?? -Infinity) > 0 || (high ?? Infinity) < 0;
        if (Math.abs(pValue - plan.alpha) > 1e-9)
          expect(leavesOut(interval ?? [null, null])).toBe(pValue <= plan.alpha);
        if (randomisation?.interval) expect(leavesOut(randomisation.interval)).toBe(randomisation.pValue <= plan.alpha);
        const both = Math.max(pValue, randomisation?.pValue ?? 1) <= plan.alpha;
        expect(significant).toBe(both && withheld === null);
        judged += significant ? 1 : 0;
      }),
    );
    expect(judged).toBeGreaterThan(5);
  });
});
