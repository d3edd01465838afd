import {
  type ArmComparisons,
  type ComparisonPlan,
  type ObservedUnit,
  type StatisticalRefusal,
  compareArms,
} from '../../../src/statistics/index.js';

const PLAN: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };

/** Twelve sound units, six an arm, in two strata; each test spoils one thing. */
function units(change: (row: ObservedUnit, i: number) => Partial<ObservedUnit> = () => ({})): ObservedUnit[] {
  const outcomes = [10, 14, 12, 17, 11, 19, 13, 18, 15, 16, 21, 20];
  return outcomes.map((outcome, i) => {
    const row: ObservedUnit = {
      unit: `rep ${i + 1}`,
      arm: i % 2 === 0 ? 'control' : 'pilot',
      outcome,
      baseline: 20 + ((i * 5) % 12),
    };
    return { ...row, ...change(row, i) };
  });
}

function answerTo(rows: readonly ObservedUnit[], plan: Partial<ComparisonPlan> = {}): ArmComparisons {
  return compareArms(rows, { ...PLAN, ...plan });
}

function comparisonRefusal(
  rows: readonly ObservedUnit[],
  plan: Partial<ComparisonPlan> = {},
): StatisticalRefusal | null {
  const { comparisons, refusal } = answerTo(rows, plan);
  expect(refusal).toBeNull();
  expect(comparisons).toHaveLength(1);
  expect(comparisons[0]).toMatchObject({
    significant: false,
    estimate: null,
    pValue: null,
    interval: null,
    relative: null,
  });
  return comparisons[0].refusal;
}

describe('a roster that is no roster of the design is refused as a whole', () => {
  it('sound units are not refused', () => {
    expect(answerTo(units())).toMatchObject({ refusal: null, comparisons: [{ refusal: null }] });
  });

  it('a unit in two arms', () => {
    const twice: ObservedUnit = { unit: 'rep 1', arm: 'pilot', outcome: 5 };
    expect(answerTo([...units(), twice])).toMatchObject({
      comparisons: [],
      refusal: { kind: 'refused', code: 'UNIT_IN_TWO_ARMS', unit: 'rep 1' },
    });
  });

  it('a cluster in two arms', () => {
    const rows = units((_, i) => ({ cluster: i < 2 ? 'north' : `team ${i}` }));
    expect(answerTo(rows)).toMatchObject({ comparisons: [], refusal: { code: 'CLUSTER_IN_TWO_ARMS', unit: 'north' } });
  });

  it('a cluster in two strata', () => {
    const rows = units((_, i) => ({ cluster: `team ${i % 4}`, stratum: i < 8 ? 'a' : 'b' }));
    expect(answerTo(rows)).toMatchObject({
      comparisons: [],
      refusal: { code: 'CLUSTER_IN_TWO_STRATA', unit: 'team 0' },
    });
  });

  it('control alone', () => {
    expect(answerTo(units(() => ({ arm: 'control' })))).toMatchObject({
      comparisons: [],
      refusal: { code: 'TOO_FEW_UNITS' },
    });
  });
});

describe('a comparison is refused with the place, never answered with a number', () => {
  it('fewer than two units with an outcome in an arm', () => {
    const rows = units(({ arm }, i) => ({ outcome: arm === 'pilot' && i > 1 ? null : 5 + i }));
    expect(comparisonRefusal(rows)).toEqual({ kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'pilot' });
  });

  it('an arm that nobody was assigned to under the name given for control', () => {
    const { comparisons } = answerTo(units(), { control: 'contrl' });
    expect(comparisons.map(({ refusal }) => refusal)).toEqual([
      { kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'contrl' },
      { kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'contrl' },
    ]);
  });

  it('one cluster in an arm, however many rows it has', () => {
    const rows = units(({ arm }, i) => ({ cluster: arm === 'pilot' ? 'the only team' : `team ${i}` }));
    expect(comparisonRefusal(rows)).toEqual({ kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'pilot' });
  });

  it.each([
    ['outcome', { outcome: Infinity }],
    ['outcome', { outcome: NaN }],
    ['baseline', { baseline: NaN }],
    ['denominator', { denominator: -Infinity }],
    ['baselineDenominator', { baselineDenominator: NaN }],
    ['visits', { covariates: { visits: NaN } }],
  ])('a number that is not finite: %s', (column, broken) => {
    const extras =
      column === 'visits' ? { covariates: { visits: 1 } } : column === 'denominator' ? { denominator: 9 } : {};
    const rows = units((_, i) => ({ ...extras, ...(i === 3 ? broken : {}) }));
    expect(comparisonRefusal(rows)).toEqual({
      kind: 'refused',
      code: 'NOT_FINITE',
      arm: 'pilot',
      unit: 'rep 4',
      column,
    });
  });

  it('a number whose powers a computer cannot hold', () => {
    const rows = units((_, i) => (i === 3 ? { outcome: 1e180 } : {}));
    expect(comparisonRefusal(rows)).toMatchObject({ code: 'NOT_FINITE', unit: 'rep 4', column: 'outcome' });
  });

  it('a covariate that a unit does not have', () => {
    const rows = units((_, i): Partial<ObservedUnit> => ({ covariates: i === 5 ? {} : { visits: (i * i) % 7 } }));
    expect(comparisonRefusal(rows)).toMatchObject({ code: 'NOT_FINITE', unit: 'rep 6', column: 'visits' });
  });

  it.each([
    ['the same everywhere', () => ({ outcome: 12 })],
    ['the same within each arm', ({ arm }: ObservedUnit) => ({ outcome: arm === 'pilot' ? 13 : 12 })],
    ['a multiple of the baseline', ({ baseline }: ObservedUnit) => ({ outcome: 2 * (baseline ?? 0) })],
    ['the same but for rounding', (_: ObservedUnit, i: number) => ({ outcome: i % 3 === 0 ? 0.3 : 0.1 + 0.2 })],
  ])('an outcome that does not vary: %s', (_, change) => {
    expect(comparisonRefusal(units(change), { scale: 'raw' })).toMatchObject({
      code: 'NO_VARIANCE',
      column: 'outcome',
    });
    const plain = units(change).map((row) => ({ ...row, baseline: null }));
    if (plain[0].outcome !== 40)
      expect(comparisonRefusal(plain)).toMatchObject({ code: 'NO_VARIANCE', column: 'outcome' });
  });

  it('a baseline that is the arm in disguise', () => {
    const rows = units(({ arm }) => ({ baseline: arm === 'pilot' ? 7 : 5 }));
    expect(comparisonRefusal(rows)).toEqual({ kind: 'refused', code: 'COLLINEAR', column: 'baseline' });
  });

  it('no baseline that is the same for everybody: it is left out', () => {
    const [same, none] = [units(() => ({ baseline: 0 })), units(() => ({ baseline: null }))];
    for (const scale of ['raw', 'log'] as const) {
      const drawn = { scale, randomisation: { seed: 1, always: true } };
      expect(answerTo(same, drawn)).toEqual(answerTo(none, drawn));
    }
    const some = units((_, i) => ({ baseline: i < 4 ? null : 7 }));
    expect(answerTo(some, { scale: 'raw' }).comparisons[0]).toMatchObject({ method: 'ANCOVA_HC2', refusal: null });
  });

  it('a covariate that copies the baseline', () => {
    const many = [
      ...units(),
      ...units().map((row) => ({ ...row, unit: `${row.unit} too`, outcome: (row.outcome ?? 0) + 3 })),
    ];
    const rows = many.map((row) => ({ ...row, covariates: { copy: 3 * (row.baseline ?? 0) - 1 } }));
    expect(comparisonRefusal(rows, { scale: 'raw' })).toEqual({ kind: 'refused', code: 'COLLINEAR', column: 'copy' });
  });

  it('strata that each lie in one arm', () => {
    const rows = units(({ arm }) => ({ stratum: `all ${arm}` }));
    expect(comparisonRefusal(rows)).toEqual({ kind: 'refused', code: 'COLLINEAR', column: 'stratum' });
  });

  it('an arm whose denominators add up to nothing', () => {
    const rows = units(({ arm }) => (arm === 'pilot' ? { outcome: 0, denominator: 0 } : { denominator: 30 }));
    expect(comparisonRefusal(rows)).toEqual({
      kind: 'refused',
      code: 'ZERO_DENOMINATOR',
      arm: 'pilot',
      column: 'denominator',
    });
  });

  it('a unit that won without having had anything to win', () => {
    const rows = units((_, i) => ({ denominator: i === 4 ? 0 : 30 }));
    expect(comparisonRefusal(rows)).toEqual({
      kind: 'refused',
      code: 'ZERO_DENOMINATOR',
      arm: 'control',
      unit: 'rep 5',
      column: 'denominator',
    });
  });

  it('a baseline ratio with nothing under it', () => {
    const rows = units((_, i) => ({ denominator: 30, baselineDenominator: i === 4 ? 0 : 30 }));
    expect(comparisonRefusal(rows)).toMatchObject({
      code: 'ZERO_DENOMINATOR',
      unit: 'rep 5',
      column: 'baselineDenominator',
    });
  });

  it('the log of an outcome that is not positive, where the log scale was asked for by name', () => {
    const rows = units((_, i) => (i === 6 ? { outcome: 0 } : {}));
    expect(comparisonRefusal(rows, { scale: 'log' })).toEqual({
      kind: 'refused',
      code: 'NON_POSITIVE_LOG',
      arm: 'control',
      unit: 'rep 7',
      column: 'outcome',
    });
    expect(answerTo(rows).comparisons[0]).toMatchObject({ scale: 'raw', refusal: null });
  });

  it('an effect that hangs on one unit alone in its stratum', () => {
    // The pilot has two units, but the second one's stratum holds nobody else: only the first can be compared.
    const rows = units((_, i) => ({
      arm: i === 1 || i === 11 ? 'pilot' : 'control',
      stratum: i === 11 ? 'alone' : 'together',
      baseline: null,
    }));
    expect(comparisonRefusal(rows)).toEqual({
      kind: 'refused',
      code: 'NOT_IDENTIFIED_BY_REPLICATION',
      unit: 'rep 2',
    });
  });

  it('leaves the other arms alone', () => {
    const rows = units((_, i) => (i % 4 === 1 ? { arm: 'tool', outcome: i === 1 ? NaN : 4 } : {}));
    const { comparisons } = answerTo(rows);
    expect(comparisons.map(({ arm, refusal }) => [arm, refusal?.code ?? null])).toEqual([
      ['pilot', null],
      ['tool', 'NOT_FINITE'],
    ]);
  });
});

describe('a relative uplift without a control mean to relate it to', () => {
  it('is left out, the difference stays', () => {
    const rows = units((_, i) => ({ outcome: i % 4 < 2 ? -5 - i : 6 + i, baseline: null }));
    const { comparisons, checks } = answerTo(rows);
    expect(comparisons[0]).toMatchObject({ scale: 'raw', refusal: null, relative: null });
    expect(comparisons[0].absolute?.estimate).toEqual(comparisons[0].estimate);
    expect(checks).toContainEqual({ code: 'CONTROL_NEAR_ZERO', severity: 'WARN', arm: 'pilot' });
  });
});
