import fc from 'fast-check';
import {
  type ComparisonPlan,
  type ObservedUnit,
  type UsersEffect,
  compareArms,
  usersEffect,
} from '../../../src/statistics/index.js';
import { golden, largestRelativeError } from '../golden.js';

interface Expected {
  readonly data: readonly ObservedUnit[];
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly interval: readonly number[];
  readonly firstStage: { readonly estimate: number; readonly standardError: number; readonly f: number };
  readonly use: { readonly control: number; readonly pilot: number };
  readonly andersonRubin: { readonly low: number; readonly high: number };
}

/** AER 1.2.10, clubSandwich 0.5.8 and estimatr 1.0.0 on R 4.2.2; the Anderson-Rubin ends by uniroot on lm. */
const EXPECTED =
  golden<Readonly<Record<'log' | 'raw' | 'ratio' | 'teams' | 'pairs' | 'rays' | 'everything', Expected>>>(
    'users-effect',
  );

const AUTO: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };

function only(rows: readonly ObservedUnit[], plan: Partial<ComparisonPlan> = {}): UsersEffect {
  const found = usersEffect(rows, { ...AUTO, ...plan });
  if ('kind' in found) throw new Error(found.code);
  expect(found).toHaveLength(1);
  return found[0];
}

/** Twenty salespeople; each test changes one thing. */
function people(change: (row: ObservedUnit, i: number) => Partial<ObservedUnit> = () => ({})): ObservedUnit[] {
  return Array.from({ length: 20 }, (_, i) => {
    const arm = i % 2 === 0 ? 'control' : 'pilot';
    const used = arm === 'pilot' ? 0.5 + ((i * 7) % 10) / 20 : 0;
    const row = {
      unit: `rep ${i}`,
      arm,
      outcome: 100 + ((i * 37) % 23) + 20 * used,
      baseline: 90 + ((i * 13) % 19),
      used,
    };
    return { ...row, ...change(row, i) };
  });
}

describe('what using the play changed, held against R', () => {
  it.each([
    ['log', 'auto'],
    ['raw', 'raw'],
    ['ratio', 'auto'],
    ['teams', 'auto'],
    ['pairs', 'auto'],
  ] as const)('%s: two-stage least squares with HC2 or CR2, and Satterthwaite degrees of freedom', (name, scale) => {
    const expected = EXPECTED[name];
    const found = only(expected.data, { scale });
    expect(found.refusal).toBeNull();
    const actual = [found.estimate, found.standardError, found.degreesOfFreedom, ...(found.interval ?? [])] as number[];
    const wanted = [expected.estimate, expected.standardError, expected.degreesOfFreedom, ...expected.interval];
    expect(largestRelativeError(actual, wanted)).toBeLessThan(1e-8);
    const { estimate, standardError, f } = found.firstStage ?? {};
    expect(
      largestRelativeError([estimate, standardError, f] as number[], Object.values(expected.firstStage)),
    ).toBeLessThan(1e-9);
    expect(found.use?.control).toBeCloseTo(expected.use.control, 12);
    expect(found.use?.pilot).toBeCloseTo(expected.use.pilot, 12);
  });

  it.each([
    ['log', 'auto', 'INTERVAL'],
    ['raw', 'raw', 'INTERVAL'],
    ['ratio', 'auto', 'INTERVAL'],
    ['teams', 'auto', 'INTERVAL'],
    ['pairs', 'auto', 'INTERVAL'],
    ['rays', 'raw', 'TWO_RAYS'],
  ] as const)('%s: the Anderson-Rubin set', (name, scale, shape) => {
    const { data, andersonRubin } = EXPECTED[name];
    const found = only(data, { scale }).andersonRubin;
    expect(found?.shape).toBe(shape);
    // uniroot stops at an absolute width of 1e-14, which leaves an end near 0 fewer digits.
    expect(Math.abs((found?.low ?? NaN) - andersonRubin.low)).toBeLessThan(
      1e-8 * Math.max(1, Math.abs(andersonRubin.low)),
    );
    expect(Math.abs((found?.high ?? NaN) - andersonRubin.high)).toBeLessThan(1e-8 * Math.max(1, andersonRubin.high));
  });

  it('where next to nobody used it, no best estimate is given, and the set that is left is everything', () => {
    const { data, firstStage } = EXPECTED.everything;
    const found = only(data, { scale: 'raw' });
    expect(found).toMatchObject({
      estimate: null,
      standardError: null,
      interval: null,
      andersonRubin: { shape: 'EVERYTHING', low: null, high: null },
      refusal: { code: 'WEAK_FIRST_STAGE', arm: 'pilot', column: 'used' },
    });
    expect(found.firstStage?.f).toBeCloseTo(firstStage.f, 10);
  });

  it('where it was hardly used and yet the arms differ, what lies between two rays is rejected', () => {
    const found = only(EXPECTED.rays.data, { scale: 'raw' });
    expect(found).toMatchObject({ estimate: null, refusal: { code: 'WEAK_FIRST_STAGE' } });
    expect(found.absolute).toMatchObject({ estimate: null, interval: null, andersonRubin: { shape: 'TWO_RAYS' } });
  });
});

describe('how it stands to the comparison of the arms as assigned', () => {
  it('is that comparison where everybody did as assigned', () => {
    const rows = people(({ arm }) => ({ used: arm === 'pilot' ? 1 : 0 }));
    const [assigned] = compareArms(rows, AUTO).comparisons;
    const found = only(rows);
    expect(found.firstStage).toMatchObject({ standardError: 0, f: null });
    expect(found.firstStage?.estimate).toBeCloseTo(1, 12);
    const own = [found.estimate, found.standardError, found.degreesOfFreedom, ...(found.interval ?? [])] as number[];
    const itt = [assigned.estimate, assigned.standardError, assigned.degreesOfFreedom, ...(assigned.interval ?? [])];
    expect(largestRelativeError(own, itt as number[])).toBeLessThan(1e-9);
    const { low, high } = found.andersonRubin ?? {};
    expect(largestRelativeError([low, high] as number[], assigned.interval as readonly number[])).toBeLessThan(1e-9);
  });

  it('is that comparison within matched pairs, too', () => {
    const rows = people(({ arm }, i) => ({ used: arm === 'pilot' ? 1 : 0, pair: `pair ${Math.floor(i / 2)}` }));
    const [assigned] = compareArms(rows, AUTO).comparisons;
    const found = only(rows);
    expect(assigned.method).toBe('PAIRED_ANCOVA');
    expect(found).toMatchObject({ refusal: null, firstStage: { f: null } });
    const own = [found.estimate, found.standardError, found.degreesOfFreedom] as number[];
    const itt = [assigned.estimate, assigned.standardError, assigned.degreesOfFreedom] as number[];
    expect(largestRelativeError(own, itt)).toBeLessThan(1e-9);
  });

  it('takes the mean use of a team whose ratio is that of its sums', () => {
    const teams = people((_, i) => ({
      pair: `pair ${Math.floor(i / 4)}`,
      cluster: `team ${2 * Math.floor(i / 4) + (i % 2)}`,
      denominator: 200 + ((i * 11) % 13),
      baseline: null,
    }));
    const summed = [...new Set(teams.map(({ cluster }) => cluster))].map((unit): ObservedUnit => {
      const own = teams.filter(({ cluster }) => cluster === unit);
      const sum = (of: (row: ObservedUnit) => number | null | undefined) =>
        own.reduce((total, row) => total + (of(row) ?? NaN), 0);
      const { arm, pair } = own[0];
      const used = sum((row) => row.used) / own.length;
      return {
        unit: unit ?? '',
        arm,
        pair,
        used,
        outcome: sum((row) => row.outcome),
        denominator: sum((row) => row.denominator),
      };
    });
    expect(only(teams).estimate).toBeCloseTo(only(summed).estimate ?? NaN, 10);
  });

  it('is read in per cent on the log scale, in the unit of the metric otherwise', () => {
    const log = only(EXPECTED.log.data);
    expect(log.absolute).toBeNull();
    expect(log.relative?.estimate).toBeCloseTo(Math.expm1(EXPECTED.log.estimate), 10);
    expect(log.relative?.andersonRubin.high).toBeCloseTo(Math.expm1(EXPECTED.log.andersonRubin.high), 8);
    const raw = only(EXPECTED.raw.data, { scale: 'raw' });
    expect(raw.relative).toBeNull();
    expect(raw.absolute).toEqual({
      estimate: raw.estimate,
      interval: raw.interval,
      andersonRubin: raw.andersonRubin,
    });
  });

  it('takes the wider interval of an early look', () => {
    const { andersonRubin: whole, interval } = only(people());
    const { andersonRubin: early, interval: wide } = only(people(), { level: 0.001 });
    expect(early?.low).toBeLessThan(whole?.low ?? NaN);
    expect(wide?.[1]).toBeGreaterThan(interval?.[1] ?? NaN);
  });

  it('leaves out those of whom nobody knows, and counts who is left', () => {
    const rows = people((_, i) => ({ used: i < 4 ? null : undefined, ...(i < 4 ? {} : { used: i % 2 ? 0.7 : 0.1 }) }));
    expect(only(rows).units).toEqual({ control: 8, pilot: 8 });
    const without = rows.filter((_, i) => i >= 4);
    expect(only(rows)).toEqual(only(without));
  });

  const outcomes = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 16, maxLength: 16 });
  const shares = fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 16, maxLength: 16 });
  const rowsOf = (values: readonly number[], uses: readonly number[]): ObservedUnit[] =>
    values.map((outcome, i) => ({
      unit: `u${i}`,
      arm: i % 2 ? 'pilot' : 'control',
      outcome,
      baseline: 10 + ((i * 7) % 11),
      used: uses[i] + (i % 2 ? 0.5 : 0),
    }));

  it('leaves 0 out exactly where the arms as assigned differ significantly', () => {
    fc.assert(
      fc.property(outcomes, shares, (values, uses) => {
        const rows = rowsOf(values, uses);
        const [{ pValue }] = compareArms(rows, { ...AUTO, scale: 'raw' }).comparisons;
        const { andersonRubin } = only(rows, { scale: 'raw' });
        if (andersonRubin === null || pValue === null) return;
        const { shape, low, high } = andersonRubin;
        const inside = (low ?? -Infinity) <= 0 && 0 <= (high ?? Infinity);
        const holdsZero =
          shape === 'EVERYTHING' || (shape === 'INTERVAL' ? inside : (low ?? 0) >= 0 || (high ?? 0) <= 0);
        expect(holdsZero).toBe(pValue > 0.05);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of the rows, and follows the unit of money', () => {
    fc.assert(
      fc.property(outcomes, shares, fc.integer({ min: 1, max: 15 }), (values, uses, turn) => {
        const rows = rowsOf(values, uses);
        const plain = only(rows, { scale: 'raw' });
        expect(only([...rows.slice(turn), ...rows.slice(0, turn)], { scale: 'raw' })).toEqual(plain);
        const cents = rows.map((row) => ({ ...row, outcome: 128 * (row.outcome ?? 0) }));
        const larger = only(cents, { scale: 'raw' });
        if (plain.estimate === null) expect(larger.estimate).toBeNull();
        else expect(larger.estimate).toBeCloseTo(128 * plain.estimate, 6);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is refused, with the place', () => {
  it('a share of use that is none', () => {
    for (const used of [-0.1, 1.01, NaN, Infinity])
      expect(
        usersEffect(
          people((_, i) => (i === 5 ? { used } : {})),
          AUTO,
        ),
      ).toEqual({
        kind: 'refused',
        code: 'NOT_A_SHARE',
        arm: 'pilot',
        unit: 'rep 5',
        column: 'used',
      });
  });

  it('a use that does not differ between any two', () => {
    expect(only(people(() => ({ used: 0 }))).refusal).toEqual({
      kind: 'refused',
      code: 'NO_VARIANCE',
      arm: 'pilot',
      column: 'used',
    });
  });

  it('a pilot arm that used it less than control', () => {
    const rows = people(({ arm }, i) => ({ used: arm === 'pilot' ? 0.1 : 0.8 + (i % 3) / 20 }));
    expect(only(rows)).toMatchObject({ estimate: null, refusal: { code: 'WEAK_FIRST_STAGE', arm: 'pilot' } });
  });

  it('an arm of whose use too little is known', () => {
    const rows = people(({ arm }, i) => ({ used: arm === 'control' && i > 1 ? null : 0.5 }));
    expect(only(rows).refusal).toEqual({ kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'control' });
  });

  it('an outcome that does not vary', () => {
    expect(only(people(() => ({ outcome: 7 }))).refusal).toMatchObject({ code: 'NO_VARIANCE', column: 'outcome' });
  });

  it('an effect that hangs on one unit', () => {
    // Only the first two share a stratum: all others are compared with nobody.
    const rows = people(({ arm }, i) => ({ stratum: i < 2 ? 'both' : arm, baseline: null }));
    expect(only(rows).refusal).toMatchObject({ code: 'NOT_IDENTIFIED_BY_REPLICATION', arm: 'pilot', unit: 'rep 0' });
  });

  it('a roster that is none, or has no pilot arm', () => {
    const twice = { unit: 'rep 1', arm: 'control', outcome: 5, used: 0 };
    expect(usersEffect([...people(), twice], AUTO)).toMatchObject({ code: 'UNIT_IN_TWO_ARMS', unit: 'rep 1' });
    expect(
      usersEffect(
        people(() => ({ arm: 'control' })),
        AUTO,
      ),
    ).toEqual({
      kind: 'refused',
      code: 'TOO_FEW_UNITS',
      arm: 'control',
    });
  });
});
