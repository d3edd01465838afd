import { checkSentence } from '../../../src/analysis/verdict/check-sentence.rules.js';
import { CHECK_CODES, type CheckFinding } from '../../../src/statistics/index.js';

const CASES: readonly (readonly [CheckFinding, string])[] = [
  [
    { code: 'LOG_SCALE_LEFT', severity: 'INFO', arm: 'pilot', unit: 'Bo' },
    'Unit "Bo" of arm "pilot" has an outcome of 0 or less, so the arms are compared on the raw scale, not in percent of each unit\'s own level.',
  ],
  [
    { code: 'LOG_SCALE_LEFT', severity: 'INFO', arm: 'pilot', unit: 'Bo', column: 'baseline' },
    'Unit "Bo" of arm "pilot" has a baseline of 0 or less, so the arms are compared on the raw scale, not in percent of each unit\'s own level.',
  ],
  [
    { code: 'COVARIATE_LEFT_OUT', severity: 'WARN', arm: 'pilot', column: 'years' },
    '"years" was not used: the baseline needs 8 assigned units (drawn in pairs: 8 pairs), and every further covariate 10 more.',
  ],
  [
    { code: 'OUTCOMES_MISSING', severity: 'INFO', arm: 'pilot', values: { assigned: 20, missing: 1, share: 0.05 } },
    'Arm "pilot": 1 of 20 assigned units (5.0 %) have no outcome.',
  ],
  [
    { code: 'OUTCOMES_MISSING', severity: 'WARN', arm: 'pilot', values: { assigned: 20, missing: 3, share: 0.15 } },
    'Arm "pilot": 3 of 20 assigned units (15 %) have no outcome. With more than 10 % missing, or arms more than 10 points apart, the result is promising at best.',
  ],
  [
    { code: 'OUTCOMES_MISSING', severity: 'BLOCK', arm: 'pilot', values: { assigned: 20, missing: 6, share: 0.3 } },
    'Arm "pilot": 6 of 20 assigned units (30 %) have no outcome. With more than 25 % missing the comparison is not valid.',
  ],
  [
    {
      code: 'OUTCOMES_MISSING',
      severity: 'INFO',
      arm: 'pilot',
      values: { assigned: 60, missing: 3, share: 0.05, within: 1 },
    },
    'Arm "pilot": 3 of 60 rows within its clusters (5.0 %) have no outcome.',
  ],
  [
    { code: 'PAIR_DROPPED', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": a pair has no outcome of one of its members, so the other one was left out with it. With more than 10 % of the pairs left out the result is promising at best.',
  ],
  [
    { code: 'PAIR_DROPPED', severity: 'BLOCK', arm: 'pilot' },
    'Arm "pilot": a pair has no outcome of one of its members, so the other one was left out with it. With more than 25 % of the pairs left out the comparison is not valid.',
  ],
  [
    { code: 'SIGN_HANGS_ON_MISSING_OUTCOMES', severity: 'WARN', arm: 'pilot', values: { seen: 0.1, supposed: -0.1 } },
    'Arm "pilot": the sign of the uplift hangs on the outcomes that are missing. Had these turned out against it, it would be the opposite.',
  ],
  [
    { code: 'DENOMINATORS_DIFFER', severity: 'WARN', arm: 'pilot', values: { difference: 3, pValue: 0.0123 } },
    'Arm "pilot": the denominators themselves differ from control\'s (p 0.012). The ratio may have moved because of what is counted, not how well it went.',
  ],
  [
    { code: 'RANDOMISATION_REFUSED', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": the assignment could not be re-drawn, so nothing here can count as significant.',
  ],
  [
    { code: 'CONTROL_NEAR_ZERO', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": no relative uplift is given, because the control mean cannot be told from 0. Read the absolute difference.',
  ],
  [
    { code: 'SAMPLE_RATIO_MISMATCH', severity: 'BLOCK', values: { pValue: 0.00034 } },
    'Units with data are not in proportion to the units assigned (p 0.00034): data went missing by arm, so the comparison is not valid.',
  ],
  [
    {
      code: 'BASELINE_IMBALANCE',
      severity: 'INFO',
      arm: 'pilot',
      column: 'baseline',
      values: { standardisedDifference: -0.4 },
    },
    'Arm "pilot": the baseline already differed from control\'s before the pilot, by -0.40 standard deviations.',
  ],
  [
    { code: 'BASELINE_IMBALANCE', severity: 'INFO', arm: 'pilot', column: 'baseline' },
    'Arm "pilot": the baseline already differed from control\'s before the pilot, and varies in neither arm.',
  ],
  [
    { code: 'ONE_UNIT_DOMINATES', severity: 'WARN', arm: 'pilot', values: { share: 0.4 } },
    'Arm "pilot": one single unit holds 40 % of the arm\'s total, so that it decides for the arm.',
  ],
  [
    { code: 'SIGN_HANGS_ON_ONE_UNIT', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": without one single unit the uplift would have the opposite sign, so it does not count as significant.',
  ],
  [
    { code: 'SIGNIFICANCE_HANGS_ON_ONE_UNIT', severity: 'INFO', arm: 'pilot' },
    'Arm "pilot": without one single unit the uplift would keep its sign, but not be significant.',
  ],
  [
    {
      code: 'SIGNIFICANCE_HANGS_ON_METHOD',
      severity: 'INFO',
      arm: 'pilot',
      values: { methods: 7, notSignificant: 2, opposite: 0 },
    },
    'Arm "pilot": of 7 other reasonable methods that use the same data, 2 would not call the uplift significant. What was registered before the data counts.',
  ],
  [
    {
      code: 'SIGNIFICANCE_HANGS_ON_METHOD',
      severity: 'WARN',
      arm: 'pilot',
      values: { methods: 7, notSignificant: 2, opposite: 1 },
    },
    'Arm "pilot": of 7 other reasonable methods that use the same data, 1 would give the uplift the opposite sign.',
  ],
  [
    { code: 'DEALS_OPEN', severity: 'BLOCK', arm: 'pilot', values: { open: 7, deals: 20, share: 0.35 } },
    'Arm "pilot": 7 of 20 deals (35 %) are still open. Losses close faster than wins: with more than 30 % open, or arms more than 10 points apart, it is too early to read.',
  ],
  [
    { code: 'BASELINE_UNKNOWN', severity: 'INFO', arm: 'pilot', values: { assigned: 12, missing: 1 } },
    'Arm "pilot": 1 of 12 units have no baseline, so how they changed is not known; they are left out.',
  ],
  [
    { code: 'NO_HISTORY', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": the time before the baseline tells nothing, so nobody can say whether the arms were going apart already. They were chosen: a difference may have been on its way.',
  ],
  [
    {
      code: 'PRE_TREND',
      severity: 'INFO',
      arm: 'pilot',
      values: { units: 24, windows: 4, share: -0.0126, low: -0.0463, high: 0.0223, pValue: 0.46, jointP: 0.5 },
    },
    'Arm "pilot": over 4 windows before the pilot it moved against control by -1.3 % of the mean baseline a window (95 % interval -4.6 % to +2.2 %; 24 units). A common trend is not rejected, which does not show that there was one.',
  ],
  [
    {
      code: 'PRE_TREND',
      severity: 'WARN',
      arm: 'pilot',
      values: { units: 30, windows: 4, pValue: 0.00002, jointP: 0.00021 },
    },
    'Arm "pilot": over 4 windows before the pilot it moved against control by an amount that no share can be given of (30 units). A common trend is rejected (p of the slope 0.00002, of all windows together 0.00021): the arms were going apart before anything was tried.',
  ],
  [
    {
      code: 'PLACEBO_DATE',
      severity: 'INFO',
      arm: 'pilot',
      values: { units: 24, windows: 4, share: -0.067, low: -0.15, high: 0.023, pValue: 0.13 },
    },
    'Arm "pilot": had the pilot begun one window earlier, when nothing was tried, its "uplift" would be -6.7 % of the mean baseline (95 % interval -15.0 % to +2.3 %). That is not told from 0.',
  ],
  [
    {
      code: 'PLACEBO_DATE',
      severity: 'WARN',
      arm: 'pilot',
      values: { units: 24, windows: 4, share: 0.128, low: 0.025, high: 0.242, pValue: 0.0158 },
    },
    'Arm "pilot": had the pilot begun one window earlier, when nothing was tried, its "uplift" would be +12.8 % of the mean baseline (95 % interval +2.5 % to +24.2 %). Chance hardly does that (p 0.016): the comparison shows differences that the play did not make.',
  ],
  [
    { code: 'TREND_BOUND', severity: 'WARN', arm: 'pilot', values: { times: 0.5354 } },
    'Arm "pilot": the uplift would no longer be told from 0 if, without the play, the arms had drifted apart during the pilot by 0.54 times the largest drift before it.',
  ],
  [
    { code: 'TREND_BOUND', severity: 'INFO', arm: 'pilot' },
    'Arm "pilot": no multiple of the drifts seen before the pilot would bring the uplift to 0.',
  ],
  [
    { code: 'PAIR_DROPPED', severity: 'INFO', arm: 'pilot', pair: '7' },
    'Arm "pilot": pair "7" has no outcome of one of its members, so the other one was left out with it.',
  ],
  [
    {
      code: 'TREND_BEFORE',
      severity: 'INFO',
      arm: 'pilot',
      values: { units: 14, windows: 3, share: 0.031, low: -0.002, high: 0.064 },
    },
    'Arm "pilot": over 3 windows before, it had been changing by +3.1 % of the mean baseline a window (95 % interval -0.2 % to +6.4 %; 14 units). Read the change against that.',
  ],
  [
    { code: 'TREND_BEFORE', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": the time before the baseline tells nothing, so the change may only have gone on as before.',
  ],
  [
    { code: 'SEASON_NOT_TAKEN_OUT', severity: 'WARN', arm: 'pilot' },
    'Arm "pilot": nobody worked otherwise at the same time, so season, market and prices are in this change as well.',
  ],
  [
    { code: 'CARRY_OVER_ASSUMED', severity: 'WARN' },
    'A crossover supposes that nothing of the play lasts after it is taken away. Whoever had it first cannot unlearn an argument: where that may be, the effect is told too small.',
  ],
  [
    {
      code: 'OBSERVATIONS_MISSING',
      severity: 'INFO',
      values: { missing: 2, planned: 40, share: 0.05, withPlay: 0 },
    },
    'Without the play 2 of 40 observations (5.0 %) have no outcome.',
  ],
  [
    {
      code: 'OBSERVATIONS_MISSING',
      severity: 'WARN',
      arm: 'switched',
      values: { missing: 6, planned: 40, share: 0.15, withPlay: 1 },
    },
    'With the play 6 of 40 observations (15 %) have no outcome. With more than 10 % missing, or more than 10 points between with and without, the result is promising at best.',
  ],
  [
    { code: 'OBSERVATIONS_MISSING', severity: 'BLOCK', values: { missing: 12, planned: 40, share: 0.3, withPlay: 1 } },
    'With the play 12 of 40 observations (30 %) have no outcome. With more than 25 % missing the comparison is not valid.',
  ],
  [
    { code: 'SWITCHED_BEFORE_THE_FIRST_PERIOD', severity: 'INFO', values: { number: 1 } },
    '1 cluster had the play from the first period on. What it changed there was never observed, so it stands aside.',
  ],
  [
    { code: 'INCOMPLETE_LEFT_OUT', severity: 'WARN', values: { number: 3, of: 20 } },
    '3 of 20 lack an outcome in some period and were left out: changes are only compared where all periods are known.',
  ],
  [
    { code: 'INCOMPLETE_LEFT_OUT', severity: 'BLOCK', values: { number: 8, of: 20 } },
    '8 of 20 lack an outcome in some period and were left out: changes are only compared where all periods are known. With more than 25 % left out the comparison is not valid.',
  ],
  [
    { code: 'WAVES_OF_ONE_CLUSTER', severity: 'WARN', values: { number: 2 } },
    '2 waves of a single cluster were left out: nothing tells the chance of one cluster from its effect.',
  ],
  [
    { code: 'PERIODS_WITHOUT_COMPARISON', severity: 'INFO', values: { number: 8 } },
    '8 wave-periods with the play could not be used: by then no cluster was left that had not switched.',
  ],
  [
    { code: 'EFFECT_BEFORE_SWITCH', severity: 'WARN', values: { periods: 1, pValue: 0.0123 } },
    'In 1 period before the switch the clusters about to switch already changed otherwise than the rest (p 0.012). What shows after it may have begun before it.',
  ],
];

describe('a check of the statistics in words', () => {
  it('exists for every code', () => {
    expect(new Set(CASES.map(([{ code }]) => code))).toEqual(new Set(CHECK_CODES));
  });

  it.each(CASES)('$code', (finding, message) => {
    const { code, severity } = finding;
    expect(checkSentence(finding)).toEqual({ code, severity, message });
  });
});
