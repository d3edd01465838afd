import type { CheckCode, CheckFinding } from '../statistics/index.js';
import { quotedName } from './quoted-name.rules.js';
import { plainColumnName, type ColumnName } from './refusal-sentence.rules.js';

/** A check of the statistics in words: what was seen, and what it means for the reader. */
export interface CheckSentence {
  readonly code: CheckCode;
  readonly severity: CheckFinding['severity'];
  readonly message: string;
}

export function checkSentence(finding: CheckFinding, columnName: ColumnName = plainColumnName): CheckSentence {
  const { code, severity, arm, unit, column, values } = finding;
  const told: Told = {
    severity,
    arm: arm === undefined ? 'an arm' : `arm ${quotedName(arm)}`,
    unit: unit === undefined ? 'a unit' : `unit ${quotedName(unit)}`,
    column: column === undefined ? 'a column' : columnName(column),
    values: values ?? {},
  };
  const message = SENTENCES[code](told);
  return { code, severity, message: message.charAt(0).toUpperCase() + message.slice(1) };
}

interface Told {
  readonly severity: CheckFinding['severity'];
  readonly arm: string;
  readonly unit: string;
  readonly column: string;
  readonly values: Readonly<Record<string, number>>;
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

const SENTENCES: Readonly<Record<CheckCode, (told: Told) => string>> = {
  LOG_SCALE_LEFT: ({ arm, unit }) =>
    `${unit} of ${arm} has an outcome of 0 or less, so the arms are compared on the raw scale, not in percent of each unit's own level.`,
  COVARIATE_LEFT_OUT: ({ column }) =>
    `${column} was not used: the baseline needs 8 assigned units, and every further covariate 10 more.`,
  OUTCOMES_MISSING: ({ arm, severity, values }) => {
    const { missing, assigned, share } = values;
    const seen = `${arm}: ${missing} of ${assigned} assigned units (${percent(share)}) have no outcome.`;
    if (severity === 'BLOCK') return `${seen} With more than 25 % missing the comparison is not valid.`;
    if (severity === 'INFO') return seen;
    return `${seen} With more than 10 % missing, or arms more than 10 points apart, the result is promising at best.`;
  },
  SIGN_HANGS_ON_MISSING_OUTCOMES: ({ arm }) =>
    `${arm}: the sign of the uplift hangs on the outcomes that are missing. Had these turned out against it, it would be the opposite.`,
  DENOMINATORS_DIFFER: ({ arm, values }) =>
    `${arm}: the denominators themselves differ from control's (p ${Number(values.pValue.toPrecision(2))}). The ratio may have moved because of what is counted, not how well it went.`,
  RANDOMISATION_REFUSED: ({ arm }) =>
    `${arm}: the assignment could not be re-drawn, so nothing here can count as significant.`,
  CONTROL_NEAR_ZERO: ({ arm }) =>
    `${arm}: no relative uplift is given, because the control mean cannot be told from 0. Read the absolute difference.`,
  SAMPLE_RATIO_MISMATCH: ({ values }) =>
    `units with data are not in proportion to the units assigned (p ${Number(values.pValue.toPrecision(2))}): data went missing by arm, so the comparison is not valid.`,
  BASELINE_IMBALANCE: ({ arm, column, values }) =>
    'standardisedDifference' in values
      ? `${arm}: ${column} already differed from control's before the pilot, by ${values.standardisedDifference.toFixed(2)} standard deviations.`
      : `${arm}: ${column} already differed from control's before the pilot, and varies in neither arm.`,
  ONE_UNIT_DOMINATES: ({ arm, values }) =>
    `${arm}: one single unit holds ${'share' in values ? percent(values.share) : 'more than a quarter'} of the arm's total, so that it decides for the arm.`,
  SIGN_HANGS_ON_ONE_UNIT: ({ arm }) =>
    `${arm}: without one single unit the uplift would have the opposite sign, so it does not count as significant.`,
  SIGNIFICANCE_HANGS_ON_ONE_UNIT: ({ arm }) =>
    `${arm}: without one single unit the uplift would keep its sign, but not be significant.`,
  DEALS_OPEN: ({ arm, severity, values }) => {
    const seen = `${arm}: ${values.open} of ${values.deals} deals (${percent(values.share)}) are still open.`;
    if (severity === 'INFO') return seen;
    return `${seen} Losses close faster than wins: with more than 30 % open, or arms more than 10 points apart, it is too early to read.`;
  },
};
