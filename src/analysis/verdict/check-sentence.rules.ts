import type { CheckCode, CheckFinding } from '../../statistics/index.js';
import { quotedName } from './quoted-name.rules.js';
import { plainColumnName, type ColumnName } from './refusal-sentence.rules.js';

/** A check of the statistics in words: what was seen, and what it means for the reader. */
export interface CheckSentence {
  readonly code: CheckCode;
  readonly severity: CheckFinding['severity'];
  readonly message: string;
}

export function checkSentence(finding: CheckFinding, columnName: ColumnName = plainColumnName): CheckSentence {
  const { code, severity, arm, unit, column, pair, values } = finding;
  const told: Told = {
    severity,
    arm: arm === undefined ? 'an arm' : `arm ${quotedName(arm)}`,
    unit: unit === undefined ? 'a unit' : `unit ${quotedName(unit)}`,
    column: column === undefined ? 'a column' : columnName(column),
    namesColumn: column !== undefined,
    pair: pair === undefined ? 'a pair' : `pair ${quotedName(pair)}`,
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
  readonly namesColumn: boolean;
  readonly pair: string;
  readonly values: Readonly<Record<string, number>>;
}

const many = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

const SENTENCES: Readonly<Record<CheckCode, (told: Told) => string>> = {
  LOG_SCALE_LEFT: ({ arm, unit, namesColumn }) =>
    `${unit} of ${arm} has ${namesColumn ? 'a baseline' : 'an outcome'} of 0 or less, so the arms are compared on the raw scale, not in percent of each unit's own level.`,
  COVARIATE_LEFT_OUT: ({ column }) =>
    `${column} was not used: the baseline needs 8 assigned units (drawn in pairs: 8 pairs), and every further covariate 10 more.`,
  OUTCOMES_MISSING: ({ arm, severity, values }) => {
    const { missing, assigned, share } = values;
    const whom = 'within' in values ? 'rows within its clusters' : 'assigned units';
    const seen = `${arm}: ${missing} of ${assigned} ${whom} (${percent(share)}) have no outcome.`;
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
  SIGNIFICANCE_HANGS_ON_METHOD: ({ arm, severity, values }) => {
    const { methods, notSignificant, opposite } = values;
    const others = `${arm}: of ${methods} other reasonable methods that use the same data`;
    if (severity === 'WARN') return `${others}, ${opposite} would give the uplift the opposite sign.`;
    return `${others}, ${notSignificant} would not call the uplift significant. What was registered before the data counts.`;
  },
  DEALS_OPEN: ({ arm, severity, values }) => {
    const seen = `${arm}: ${values.open} of ${values.deals} deals (${percent(values.share)}) are still open.`;
    if (severity === 'INFO') return seen;
    return `${seen} Losses close faster than wins: with more than 30 % open, or arms more than 10 points apart, it is too early to read.`;
  },
  BASELINE_UNKNOWN: ({ arm, values }) =>
    `${arm}: ${values.missing} of ${values.assigned} units have no baseline, so how they changed is not known; they are left out.`,
  NO_HISTORY: ({ arm }) =>
    `${arm}: the time before the baseline tells nothing, so nobody can say whether the arms were going apart already. They were chosen: a difference may have been on its way.`,
  PRE_TREND: ({ arm, severity, values }) => {
    const seen = `${arm}: over ${values.windows} windows before the pilot it moved against control ${perWindow(values)}.`;
    return severity === 'INFO'
      ? `${seen} A common trend is not rejected, which does not show that there was one.`
      : `${seen} A common trend is rejected (p of the slope ${Number(values.pValue.toPrecision(2))}${'jointP' in values ? `, of all windows together ${Number(values.jointP.toPrecision(2))}` : ''}): the arms were going apart before anything was tried.`;
  },
  PLACEBO_DATE: ({ arm, severity, values }) => {
    const seen = `${arm}: had the pilot begun one window earlier, when nothing was tried, its "uplift" would be ${ofBaseline(values)}.`;
    return severity === 'INFO'
      ? `${seen} That is not told from 0.`
      : `${seen} Chance hardly does that (p ${Number(values.pValue.toPrecision(2))}): the comparison shows differences that the play did not make.`;
  },
  TREND_BOUND: ({ arm, values }) =>
    'times' in values
      ? `${arm}: the uplift would no longer be told from 0 if, without the play, the arms had drifted apart during the pilot by ${Number(values.times.toPrecision(2))} times the largest drift before it.`
      : `${arm}: no multiple of the drifts seen before the pilot would bring the uplift to 0.`,
  PAIR_DROPPED: ({ arm, pair, severity }) => {
    const seen = `${arm}: ${pair} has no outcome of one of its members, so the other one was left out with it.`;
    if (severity === 'BLOCK') return `${seen} With more than 25 % of the pairs left out the comparison is not valid.`;
    if (severity === 'INFO') return seen;
    return `${seen} With more than 10 % of the pairs left out the result is promising at best.`;
  },
  TREND_BEFORE: ({ arm, values }) =>
    'windows' in values
      ? `${arm}: over ${values.windows} windows before, it had been changing ${perWindow(values)}. Read the change against that.`
      : `${arm}: the time before the baseline tells nothing, so the change may only have gone on as before.`,
  SEASON_NOT_TAKEN_OUT: ({ arm }) =>
    `${arm}: nobody worked otherwise at the same time, so season, market and prices are in this change as well.`,
  CARRY_OVER_ASSUMED: () =>
    `a crossover supposes that nothing of the play lasts after it is taken away. Whoever had it first cannot unlearn an argument: where that may be, the effect is told too small.`,
  OBSERVATIONS_MISSING: ({ severity, values }) => {
    const { missing, planned, share, withPlay } = values;
    const side = withPlay === 1 ? 'with the play' : 'without the play';
    const seen = `${side} ${missing} of ${planned} observations (${percent(share)}) have no outcome.`;
    if (severity === 'BLOCK') return `${seen} With more than 25 % missing the comparison is not valid.`;
    if (severity === 'INFO') return seen;
    return `${seen} With more than 10 % missing, or more than 10 points between with and without, the result is promising at best.`;
  },
  SWITCHED_BEFORE_THE_FIRST_PERIOD: ({ values }) =>
    `${many(values.number, 'cluster')} had the play from the first period on. What it changed there was never observed, so ${values.number === 1 ? 'it stands' : 'they stand'} aside.`,
  INCOMPLETE_LEFT_OUT: ({ severity, values }) => {
    const seen = `${values.number} of ${values.of} lack an outcome in some period and were left out: changes are only compared where all periods are known.`;
    return severity === 'BLOCK' ? `${seen} With more than 25 % left out the comparison is not valid.` : seen;
  },
  WAVES_OF_ONE_CLUSTER: ({ values }) =>
    `${many(values.number, 'wave')} of a single cluster ${values.number === 1 ? 'was' : 'were'} left out: nothing tells the chance of one cluster from its effect.`,
  PERIODS_WITHOUT_COMPARISON: ({ values }) =>
    `${many(values.number, 'wave-period')} with the play could not be used: by then no cluster was left that had not switched.`,
  EFFECT_BEFORE_SWITCH: ({ values }) =>
    `in ${many(values.periods, 'period')} before the switch the clusters about to switch already changed otherwise than the rest (p ${Number(values.pValue.toPrecision(2))}). What shows after it may have begun before it.`,
};

const WITHOUT_A_SIZE = 'by an amount that no share can be given of';

/** "by +1.2 % of the mean baseline a window (95 % interval -0.3 % to +2.7 %; 24 units)". */
function perWindow(values: Told['values']): string {
  return 'share' in values
    ? `by ${signed(values.share)} of the mean baseline a window (${interval95(values)}; ${values.units} units)`
    : `${WITHOUT_A_SIZE} (${values.units} units)`;
}

function ofBaseline(values: Told['values']): string {
  return 'share' in values
    ? `${signed(values.share)} of the mean baseline (${interval95(values)})`
    : 'of a size that no share can be given of';
}

function interval95({ low, high }: Told['values']): string {
  return `95 % interval ${signed(low)} to ${signed(high)}`;
}

function signed(share: number): string {
  const text = `${(100 * share).toFixed(1)} %`;
  return share > 0 ? `+${text}` : text;
}
