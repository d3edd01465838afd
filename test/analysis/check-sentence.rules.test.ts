import { checkSentence } from '../../src/analysis/check-sentence.rules.js';
import { CHECK_CODES, type CheckFinding } from '../../src/statistics/index.js';

const CASES: readonly (readonly [CheckFinding, string])[] = [
  [
    { code: 'LOG_SCALE_LEFT', severity: 'INFO', arm: 'pilot', unit: 'Bo' },
    'Unit "Bo" of arm "pilot" has an outcome of 0 or less, so the arms are compared on the raw scale, not in percent of each unit\'s own level.',
  ],
  [
    { code: 'COVARIATE_LEFT_OUT', severity: 'WARN', arm: 'pilot', column: 'years' },
    '"years" was not used: the baseline needs 8 assigned units, and every further covariate 10 more.',
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
    { code: 'DEALS_OPEN', severity: 'BLOCK', arm: 'pilot', values: { open: 7, deals: 20, share: 0.35 } },
    'Arm "pilot": 7 of 20 deals (35 %) are still open. Losses close faster than wins: with more than 30 % open, or arms more than 10 points apart, it is too early to read.',
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
