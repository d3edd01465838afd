import type { ObservedUnit } from '../../../src/statistics/index.js';
import { CONTROL, inputs, metric, PILOT, resultOf, rows } from '../observed-inputs.js';

describe('what is only looked at', () => {
  const looked = (uplift: number, seed: number) => metric('EXPLORATORY', { rows: rows({ pilot: uplift }, seed) });
  /** Every second salesperson of each arm is a hunter. */
  const profiles = (given: readonly ObservedUnit[]) => ({
    by: 'PROFILE' as const,
    of: Object.fromEntries(given.map(({ unit }, i) => [unit, i % 2 === 0 ? 'HUNTER' : 'FARMER'])),
    withheld: 0,
  });
  /** The play works for the first of two profiles only. */
  const halfway = rows({ pilot: 1 }).map((row, i) =>
    row.arm === 'pilot' && i % 2 === 0 ? { ...row, outcome: 1.3 * (row.outcome ?? NaN) } : row,
  );

  it('is never significant, and corrected for how much was looked at', () => {
    const alone = resultOf(inputs({ metrics: [metric('PRIMARY'), looked(1.04, 3)] })).exploratory?.[0];
    const p = Math.max(alone?.comparison.pValue ?? NaN, alone?.comparison.randomisation?.pValue ?? NaN);
    expect(p).toBeLessThan(0.05);
    expect(alone).toMatchObject({
      comparison: { significant: false },
      adjusted: [{ armKey: 'pilot', adjustedP: p, stands: true }],
    });
    const others = [5, 6, 7, 8, 9].map((seed) => looked(1, seed));
    const among = resultOf(inputs({ metrics: [metric('PRIMARY'), looked(1.04, 3), ...others] })).exploratory ?? [];
    expect(among).toHaveLength(6);
    expect(among[0].adjusted[0].adjustedP).toBeGreaterThan(p);
    expect(among.map(({ adjusted: [{ stands }] }) => stands)).toEqual([false, false, false, false, false, false]);
  });

  it('has both p-values also where the model alone says no', () => {
    const [nothing] = resultOf(inputs({ metrics: [metric('PRIMARY'), looked(1, 5)] })).exploratory ?? [];
    expect(nothing.comparison.randomisation?.draws).toBe(9_999);
  });

  it('tells segments apart where the uplift differs, and names them only then', () => {
    const differing = metric('PRIMARY', { rows: halfway });
    const [told] = resultOf(inputs({ metrics: [differing], segments: [profiles(halfway)] })).segments ?? [];
    expect(told).toMatchObject({ by: 'PROFILE', arm: 'pilot', differs: true, withheld: 0 });
    expect(told.effects.map(({ segment, people }) => [segment, ...people.map((arm) => arm.people)])).toEqual([
      ['FARMER', 10, 10],
      ['HUNTER', 10, 10],
    ]);
    expect(told.effects[1].relative?.estimate).toBeGreaterThan(0.2);
    expect(told.sentence).toMatch(/^Explored, not proven: the uplift differs by profile .*hunter: \+/);
    const same = metric('PRIMARY');
    const [untold] = resultOf(inputs({ metrics: [same], segments: [profiles(same.rows)] })).segments ?? [];
    expect(untold.differs).toBe(false);
    expect(untold.sentence).not.toMatch(/hunter|farmer/i);
  });

  it('has no test where only one segment may be shown', () => {
    const segments = [{ by: 'REGION' as const, of: {}, withheld: 3 }];
    const [refused] = resultOf(inputs({ metrics: [metric('PRIMARY')], segments })).segments ?? [];
    expect(refused).toMatchObject({ interaction: null, differs: false, effects: [], withheld: 3 });
    expect(refused.sentence).toContain('cannot be tested');
  });

  it('counts every pilot arm as a question of its own', () => {
    const arms = [CONTROL, PILOT, { ...PILOT, key: 'other', name: 'With half of the play' }];
    const both = { pilot: 1.3, other: 1 };
    const result = resultOf(
      inputs({
        arms,
        steps: [0.025, 0.05],
        metrics: [metric('PRIMARY', { rows: rows(both) }), metric('EXPLORATORY', { rows: rows(both, 3) })],
      }),
    );
    expect(result.exploratory?.[0].adjusted.map(({ armKey, stands }) => [armKey, stands])).toEqual([
      ['pilot', true],
      ['other', false],
    ]);
  });
});
