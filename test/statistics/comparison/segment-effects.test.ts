import {
  type SegmentEffects,
  type SegmentPlan,
  segmentEffects,
} from '../../../src/statistics/comparison/segment-effects.js';
import { compareArms } from '../../../src/statistics/comparison/compare-arms.js';
import type { Interval, ObservedUnit } from '../../../src/statistics/finding.js';
import { golden, largestRelativeError } from '../golden.js';

type Row = ObservedUnit & { readonly segment: string };

interface Expected {
  readonly data: readonly Row[];
  readonly interaction: Readonly<Record<'f' | 'df1' | 'df2' | 'p', number>>;
  readonly segments: readonly (Readonly<
    Record<'estimate' | 'standardError' | 'degreesOfFreedom' | 'pValue', number>
  > & {
    readonly segment: string;
    readonly interval: readonly [number, number];
    readonly control: number;
    readonly pilot: number;
    readonly relative: { readonly estimate: number; readonly interval: readonly [number, number] };
  })[];
}

/** clubSandwich 0.5.8 on R 4.2.2. */
const EXPECTED = golden<Readonly<Record<'log' | 'strata' | 'ratio', Expected>>>('segment-effects');

const PLAN: SegmentPlan = { control: 'control', arm: 'pilot', scale: 'log', alpha: 0.05 };

function segmentsOf(rows: readonly Row[]): Map<string, string> {
  return new Map(rows.map(({ unit, segment }) => [unit, segment]));
}

function effects(rows: readonly Row[], change: Partial<SegmentPlan> = {}): SegmentEffects {
  return segmentEffects(rows, segmentsOf(rows), { ...PLAN, ...change });
}

function ends(interval: Interval | null | undefined): number[] {
  return (interval ?? []).map((end) => end ?? NaN);
}

/** The largest relative error of the joint test and of every uplift on the scale of the model. */
function errorOf(found: SegmentEffects, { interaction, segments }: Expected): number {
  const test = found.interaction;
  expect(found.segments.map(({ segment }) => segment)).toEqual(segments.map(({ segment }) => segment));
  return Math.max(
    largestRelativeError(
      [test?.fStatistic, test?.numeratorFreedom, test?.denominatorFreedom, test?.pValue].map((one) => one ?? NaN),
      [interaction.f, interaction.df1, interaction.df2, interaction.p],
    ),
    ...segments.map((expected, s) => {
      const own = found.segments[s];
      return largestRelativeError(
        [own.estimate, own.standardError, own.degreesOfFreedom, own.pValue, ...ends(own.interval)].map(Number),
        [expected.estimate, expected.standardError, expected.degreesOfFreedom, expected.pValue, ...expected.interval],
      );
    }),
  );
}

function errorOfMeans(found: SegmentEffects, { segments }: Expected): number {
  return Math.max(
    ...segments.map(({ control, pilot, relative }, s) => {
      const own = found.segments[s];
      return largestRelativeError(
        [
          own.adjustedMeans?.control,
          own.adjustedMeans?.pilot,
          own.relative?.estimate,
          ...ends(own.relative?.interval),
        ].map(Number),
        [control, pilot, relative.estimate, ...relative.interval],
      );
    }),
  );
}

describe('the uplift by segment', () => {
  it('on the log scale with a baseline is that of one model with interactions, as clubSandwich tests it', () => {
    const found = effects(EXPECTED.log.data);
    expect(errorOf(found, EXPECTED.log)).toBeLessThan(1e-9);
    expect(found.segments.map(({ units }) => units)).toEqual([
      { control: 12, pilot: 12 },
      { control: 9, pilot: 9 },
      { control: 6, pilot: 6 },
    ]);
  });

  it('within strata that partly tell the segments apart: Fieller at each ratio', () => {
    const found = effects(EXPECTED.strata.data, { scale: 'raw' });
    expect(errorOf(found, EXPECTED.strata)).toBeLessThan(1e-9);
    expect(errorOfMeans(found, EXPECTED.strata)).toBeLessThan(1e-8);
  });

  it('of a ratio with teams assigned: every segment and arm has its ratio of sums', () => {
    const { data } = EXPECTED.ratio;
    const found = effects(data, { scale: 'ratio', alpha: 0.1 });
    expect(errorOf(found, EXPECTED.ratio)).toBeLessThan(1e-9);
    expect(errorOfMeans(found, EXPECTED.ratio)).toBeLessThan(1e-8);
    const hunters = data.filter(({ segment, arm }) => segment === 'hunter' && arm === 'control');
    const sum = (values: readonly (number | null | undefined)[]): number =>
      values.reduce<number>((total, value) => total + (value ?? NaN), 0);
    expect(found.segments[1].adjustedMeans?.control).toBeCloseTo(
      sum(hunters.map(({ outcome }) => outcome)) / sum(hunters.map(({ denominator }) => denominator)),
      10,
    );
  });

  it('on the log scale has its relative and its absolute view from the same coefficient', () => {
    for (const { estimate, relative, absolute, adjustedMeans } of effects(EXPECTED.log.data).segments) {
      expect(relative?.estimate).toBeCloseTo(Math.expm1(estimate ?? NaN), 12);
      expect(absolute?.estimate).toBeCloseTo((adjustedMeans?.pilot ?? NaN) - (adjustedMeans?.control ?? NaN), 8);
    }
  });

  it('does not depend on the order of the rows, and keeps to the interval of the look', () => {
    const rows = EXPECTED.log.data;
    expect(effects([...rows].reverse())).toEqual(effects(rows));
    const [wide] = effects(rows, { level: 0.001 }).segments;
    const [narrow] = effects(rows).segments;
    expect(ends(wide.interval)[0]).toBeLessThan(ends(narrow.interval)[0]);
    expect(wide.pValue).toBe(narrow.pValue);
  });

  it('without covariates is in each segment the difference of its own means', () => {
    const rows: Row[] = EXPECTED.log.data.map((row) => ({ ...row, baseline: null }));
    const [north] = effects(rows).segments;
    const alone = compareArms(
      rows.filter(({ segment }) => segment === 'north'),
      { control: 'control', scale: 'log', alpha: 0.05 },
    ).comparisons[0];
    expect(north.estimate).toBeCloseTo(alone.estimate ?? NaN, 12);
    expect(north.standardError).toBeCloseTo(alone.standardError ?? NaN, 12);
  });

  it('leaves out who belongs to no segment, and other pilot arms', () => {
    const rows = EXPECTED.log.data;
    const stranger = { unit: 'zz', arm: 'pilot', segment: '', outcome: 1e6, baseline: 1 };
    const found = segmentEffects([...rows, stranger, { ...stranger, unit: 'zy', arm: 'tool' }], segmentsOf(rows), PLAN);
    expect(found).toEqual(effects(rows));
  });
});

describe('segments that cannot be told apart', () => {
  const { data } = EXPECTED.log;
  const without = (arm: string, segment: string, left: number): Row[] => {
    const own = data.filter((row) => row.arm === arm && row.segment === segment);
    return data.filter((row) => !own.slice(left).includes(row));
  };

  it('a segment with one unit in an arm is refused, with the arm, and the others are compared without it', () => {
    const found = effects(without('pilot', 'west', 1));
    expect(found.segments[2]).toMatchObject({
      segment: 'west',
      units: { control: 6, pilot: 1 },
      estimate: null,
      refusal: { code: 'TOO_FEW_UNITS', arm: 'pilot' },
    });
    const rest = effects(data.filter(({ segment }) => segment !== 'west'));
    expect(found.interaction).toEqual(rest.interaction);
    expect(found.segments.slice(0, 2)).toEqual(rest.segments);
  });

  it('with a single segment left there is nothing to compare between', () => {
    const found = effects(data.filter(({ segment }) => segment === 'north'));
    expect(found).toMatchObject({
      interaction: null,
      refusal: { code: 'TOO_FEW_GROUPS', column: 'segment' },
      segments: [{ segment: 'north', estimate: null, refusal: { code: 'TOO_FEW_GROUPS' } }],
    });
    expect(effects([])).toEqual({
      interaction: null,
      refusal: { kind: 'refused', code: 'TOO_FEW_GROUPS', column: 'segment' },
      segments: [],
    });
  });

  it('a ratio without anything to divide by is refused for its segment alone', () => {
    const rows = EXPECTED.ratio.data.map((row) =>
      row.segment === 'hunter' && row.arm === 'pilot' ? { ...row, outcome: 0, denominator: 0 } : row,
    );
    const found = effects([...rows, ...rows.map((row) => ({ ...row, unit: `${row.unit}x`, segment: 'other' }))], {
      scale: 'ratio',
    });
    expect(found.segments.map(({ segment, refusal }) => [segment, refusal?.code ?? null, refusal?.arm])).toEqual([
      ['farmer', null, undefined],
      ['hunter', 'ZERO_DENOMINATOR', 'pilot'],
      ['other', null, undefined],
    ]);
  });

  it('an outcome that never varies is refused for all of them', () => {
    const found = effects(data.map((row) => ({ ...row, outcome: 5 })));
    expect(found.refusal).toMatchObject({ code: 'NO_VARIANCE', column: 'outcome' });
    expect(found.segments.every(({ refusal }) => refusal?.code === 'NO_VARIANCE')).toBe(true);
  });

  it('more segments than the teams can carry have effects, and no test between them', () => {
    const rows: Row[] = EXPECTED.ratio.data.map((row, i) => ({
      ...row,
      denominator: null,
      cluster: `team ${String(Number(row.arm === 'pilot') + 2 * (i % 2))}`,
      segment: `s${String(i % 7)}`,
    }));
    const found = effects(rows, { scale: 'raw' });
    expect(found.interaction).toBeNull();
    expect(found.refusal).toMatchObject({ code: 'TOO_FEW_GROUPS', column: 'segment' });
  });
});
