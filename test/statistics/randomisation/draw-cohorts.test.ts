import fc from 'fast-check';
import { type DrawnUnit, cohortSizes, drawCohorts } from '../../../src/statistics/randomisation/draw-cohorts.js';
import { golden } from '../golden.js';

interface Case {
  readonly seed: number;
  readonly roster: Record<string, string>;
  readonly sizes: Record<string, [arm: string, units: number][]>;
  readonly drawn: Record<string, string>;
}

const roster = (units: Record<string, string>) => Object.entries(units).map(([unit, stratum]) => ({ unit, stratum }));
const halves = [
  { arm: 'control', share: 0.5 },
  { arm: 'pilot', share: 0.5 },
];

function drawn(...question: Parameters<typeof drawCohorts>): DrawnUnit[] {
  const draw = drawCohorts(...question);
  if ('kind' in draw) throw new Error(`refused: ${draw.code}`);
  return draw;
}

describe('cohorts', () => {
  it('are the same that Python draws from the same seed and roster', () => {
    const { cases } = golden<{ cases: Case[] }>('draw-cohorts');
    expect(cases).toHaveLength(3);
    for (const { seed, roster: units, sizes, drawn: expected } of cases) {
      const names = Object.values(sizes)[0].map(([arm]) => arm);
      const arms = names.map((arm) => ({ arm, share: 1 / names.length }));
      const draw = drawn(roster(units).reverse(), arms, seed);
      expect(Object.fromEntries(draw.map(({ unit, arm }) => [unit, arm]))).toEqual(expected);
      expect(draw.every(({ unit, stratum }) => units[unit] === stratum)).toBe(true);
    }
  });

  it('without strata are one complete draw', () => {
    const units = ['Ada', 'Ben', 'Cem', 'Dag'].map((unit) => ({ unit }));
    const draw = drawn(units, halves, 8);
    expect(draw.map(({ stratum }) => stratum)).toEqual([null, null, null, null]);
    expect(draw.filter(({ arm }) => arm === 'pilot')).toHaveLength(2);
  });

  it('put every unit in the pilot equally often', () => {
    const units = ['Ada', 'Ben', 'Cem', 'Dag', 'Eva'].map((unit) => ({ unit }));
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 10_000; seed += 1) {
      for (const { unit, arm } of drawn(units, halves, seed))
        if (arm === 'pilot') counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    // Each is Binomial(10000, 2/5); drawn together they vary a little less. qchisq(.999, 4) = 18.47, R 4.2.2.
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 4_000) ** 2 / 2_400, 0);
    expect(counts.size).toBe(5);
    expect(chiSquare).toBeLessThan(18.47);
  });

  const anyRoster = fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 8, maxLength: 60 })
    .map((units) => units.map((unit, i) => ({ unit, stratum: ['North', 'South'][i % 2] })));
  const anyArms = fc
    .array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 4 })
    .map((weights) =>
      weights.map((weight, i) => ({ arm: `arm ${i}`, share: weight / weights.reduce((a, b) => a + b) })),
    );

  it('hold every unit once, in the sizes that were known before, whatever the order of the roster', () => {
    fc.assert(
      fc.property(anyRoster, anyArms, fc.nat(), (units, arms, seed) => {
        const draw = drawn(units, arms, seed);
        expect(draw.map(({ unit }) => unit).sort()).toEqual(units.map(({ unit }) => unit).sort());
        expect(drawn([...units].reverse(), arms, seed)).toEqual(draw);
        const sizes = cohortSizes(units, arms);
        if ('kind' in sizes) throw new Error(sizes.code);
        for (const { stratum, arms: counts } of sizes) {
          for (const { arm } of arms) {
            expect(draw.filter((one) => one.stratum === stratum && one.arm === arm)).toHaveLength(counts[arm]);
            expect(counts[arm]).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});

describe('the sizes of cohorts', () => {
  const sizesOf = (units: Record<string, number>, arms = halves) =>
    cohortSizes(
      Object.entries(units).flatMap(([stratum, count]) =>
        Array.from({ length: count }, (_, i) => ({ unit: `${stratum} ${i}`, stratum })),
      ),
      arms,
    );

  it('even out over odd strata', () => {
    expect(sizesOf({ East: 5, North: 5, South: 3 })).toEqual([
      { stratum: 'East', units: 5, arms: { control: 3, pilot: 2 } },
      { stratum: 'North', units: 5, arms: { control: 2, pilot: 3 } },
      { stratum: 'South', units: 3, arms: { control: 2, pilot: 1 } },
    ]);
  });

  it('follow unequal shares', () => {
    const arms = [
      { arm: 'control', share: 0.7 },
      { arm: 'pilot', share: 0.3 },
    ];
    expect(sizesOf({ all: 20 }, arms)).toEqual([{ stratum: 'all', units: 20, arms: { control: 14, pilot: 6 } }]);
    expect(sizesOf({ East: 2, West: 18 }, arms)).toEqual([
      { stratum: 'East', units: 2, arms: { control: 1, pilot: 1 } },
      { stratum: 'West', units: 18, arms: { control: 13, pilot: 5 } },
    ]);
  });

  it('are refused where a stratum cannot fill every arm, where a unit is listed twice, and for nobody', () => {
    expect(sizesOf({ East: 4, North: 1 })).toMatchObject({ kind: 'refused', code: 'TOO_FEW_UNITS', unit: 'North 0' });
    expect(drawCohorts([{ unit: 'Ada' }, { unit: 'Ada' }], halves, 1)).toMatchObject({
      code: 'UNIT_IN_TWO_ARMS',
      unit: 'Ada',
    });
    expect(drawCohorts([], halves, 1)).toMatchObject({ code: 'TOO_FEW_UNITS' });
  });
});
