import { pValueOf } from '../../../src/statistics/comparison/fitted-arms.js';
import type { ArmsHistory } from '../../../src/statistics/designs/arms-history.js';
import { leadsTest } from '../../../src/statistics/designs/leads-test.js';
import { placeboDate } from '../../../src/statistics/designs/placebo-date.js';
import { preTrend } from '../../../src/statistics/designs/pre-trend.js';
import { trendBound } from '../../../src/statistics/designs/trend-bound.js';
import { type StatisticalRefusal, compareArms } from '../../../src/statistics/index.js';
import type { ContrastEstimate } from '../../../src/statistics/numbers/robust-variance.js';
import type { WaldTest } from '../../../src/statistics/numbers/wald-test.js';
import { largestRelativeError } from '../golden.js';
import { type Before, CHOSEN, type Contrast, type Leads, pastOf } from './chosen-arms.js';

const { log, raw, apart, ratio, teams } = CHOSEN;

const PASTS: readonly (readonly [string, ArmsHistory, Before])[] = [
  ['per cent', pastOf(log.data, 'log'), log.before],
  ['amounts', pastOf(log.data, 'raw'), raw.before],
  ['arms that were going apart', pastOf(apart.data, 'log'), apart.before],
  ['a ratio', pastOf(ratio.data, 'ratio'), ratio.before],
];

function expectContrast(found: ContrastEstimate | StatisticalRefusal, expected: Contrast): void {
  if (found.kind === 'refused') throw new Error(found.code);
  const { estimate, standardError, degreesOfFreedom } = found;
  const actual = [estimate, standardError, degreesOfFreedom, pValueOf(found)];
  const wanted = [expected.estimate, expected.standardError, expected.degreesOfFreedom, expected.pValue];
  expect(largestRelativeError(actual, wanted)).toBeLessThan(1e-8);
}

function expectLeads(found: WaldTest | StatisticalRefusal, expected: Leads): void {
  if (found.kind === 'refused') throw new Error(found.code);
  const { fStatistic, numeratorFreedom, denominatorFreedom, pValue } = expected;
  const wanted = [fStatistic, numeratorFreedom, denominatorFreedom, pValue];
  expect(
    largestRelativeError([found.fStatistic, found.numeratorFreedom, found.denominatorFreedom, found.pValue], wanted),
  ).toBeLessThan(1e-8);
}

describe.each(PASTS)('the time before a pilot whose arms were chosen, in %s', (_, past, expected) => {
  it('gives the differential trend of Welch on the slopes of units', () => {
    expectContrast(preTrend(past), expected.trend);
  });

  it('gives the joint test of all leads of an event study with two-way fixed effects', () => {
    expectLeads(leadsTest(past), expected.leads);
  });

  it('gives the placebo of a pilot that began one window early', () => {
    expectContrast(placeboDate(past), expected.placebo);
  });

  it('gives the drift that would bring the uplift to zero, as a multiple of the largest seen', () => {
    const bound = trendBound(past, 0.05);
    if (bound.kind === 'refused') throw new Error(bound.code);
    expect(bound.times).toBeCloseTo(expected.bound.times, 9);
    expect(bound.largestDrift).toBeCloseTo(expected.bound.largestDrift, 9);
  });
});

describe('the time before a pilot whose teams were chosen', () => {
  it('tests the leads robust to the salespeople of a team resembling each other', () => {
    expectLeads(leadsTest(pastOf(teams.data, 'raw')), teams.leads);
  });
});

describe('the drift that would explain an uplift away', () => {
  it('is no multiple of a drift that never was', () => {
    const still = log.data.map((row) => ({ ...row, history: [row.baseline ?? 0, row.baseline ?? 0] }));
    expect(trendBound(pastOf(still, 'log'), 0.05)).toEqual({ kind: 'bound', times: Infinity, largestDrift: 0 });
    const { checks } = compareArms(still, { control: 'control', scale: 'auto', alpha: 0.05, chosen: true });
    // every unit stood still: a trend of nothing has no variance to hold it against
    expect(checks.map(({ code }) => code)).toContain('NO_HISTORY');
  });

  it('is 0 where the interval holds zero anyway', () => {
    expect(trendBound(pastOf(ratio.data, 'ratio'), 0.05)).toMatchObject({ times: 0 });
  });
});
