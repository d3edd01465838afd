import type { StatisticalRefusal, StatisticalRefusalCode, WithholdingCode } from '../../statistics/index.js';
import { quotedName } from './quoted-name.rules.js';

/** A refusal of the statistics in words: what is wrong, then where and what to do about it. */
export interface RefusalSentence {
  readonly code: StatisticalRefusalCode;
  readonly message: string;
  readonly reasons: readonly string[];
}

/** Gives a column of the engine (`baseline`, a covariate's name) the name its readers know. */
export type ColumnName = (column: string) => string;

const PLAIN_COLUMNS: ReadonlyMap<string, string> = new Map([
  ['outcome', 'the outcome'],
  ['denominator', 'the denominator'],
  ['baseline', 'the baseline'],
  ['baselineDenominator', "the baseline's denominator"],
  ['history', 'an earlier window'],
  ['baselineMissing', 'the mark of units without a baseline'],
  ['arm', 'the arm'],
  ['stratum', 'the stratum'],
  ['period', 'the period'],
  ['used', 'the use of the play'],
  ['standardError', 'the standard error'],
  ['pair', 'the pair'],
]);

export const plainColumnName: ColumnName = (column) => PLAIN_COLUMNS.get(column) ?? quotedName(column);

export function refusalSentence(
  refusal: StatisticalRefusal,
  columnName: ColumnName = plainColumnName,
): RefusalSentence {
  const { message, where, remedy } = SENTENCES[refusal.code];
  const place = {
    arm: refusal.arm === undefined ? null : quotedName(refusal.arm),
    unit: refusal.unit === undefined ? null : quotedName(refusal.unit),
    column: refusal.column === undefined ? null : columnName(refusal.column),
  };
  return { code: refusal.code, message, reasons: [where(place), remedy] };
}

interface Place {
  readonly arm: string | null;
  readonly unit: string | null;
  readonly column: string | null;
}

interface Sentence {
  readonly message: string;
  readonly where: (place: Place) => string;
  readonly remedy: string;
}

const armOr = ({ arm }: Place, otherwise: string): string => (arm === null ? otherwise : `arm ${arm}`);
const unitOr = ({ unit }: Place, otherwise: string): string => (unit === null ? otherwise : `unit ${unit}`);
const columnOr = ({ column }: Place, otherwise: string): string => column ?? otherwise;
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const SENTENCES: Readonly<Record<StatisticalRefusalCode, Sentence>> = {
  TOO_FEW_UNITS: {
    message: 'There are too few units to tell the play from chance.',
    where: (place) =>
      sentence(`${armOr(place, 'an arm')} has fewer than two assigned units (or clusters) with an outcome.`),
    remedy: 'Compare at least two units per arm; four or more are needed before anything can count as significant.',
  },
  NOT_FINITE: {
    message: 'A number is too large to compute with.',
    where: (place) =>
      sentence(`${unitOr(place, 'a unit')}: ${columnOr(place, 'a value')} is not a number of ordinary size.`),
    remedy: 'Correct the value, or give all values in a larger unit of money.',
  },
  NO_VARIANCE: {
    message: 'The outcome does not vary, so nothing can be said about chance.',
    where: (place) =>
      `Within ${armOr(place, 'the arms')} all units have the same ${place.column === null ? 'outcome' : `value of ${place.column}`}.`,
    remedy:
      'Check that the right column was taken as the outcome, and that the window is long enough for units to differ.',
  },
  COLLINEAR: {
    message: 'The columns cannot be told apart.',
    where: (place) =>
      sentence(`${columnOr(place, 'one of the columns')} is a combination of the arm and the other columns.`),
    remedy: 'Leave that column out: a copy, a constant, or a full set of marks that always add up to one adds nothing.',
  },
  ZERO_DENOMINATOR: {
    message: 'A ratio has nothing to divide by.',
    where: (place) =>
      place.unit === null
        ? sentence(`the denominators of ${armOr(place, 'an arm')} do not add up to more than 0.`)
        : sentence(`unit ${place.unit} has a numerator, but ${columnOr(place, 'its denominator')} is 0.`),
    remedy: 'Correct the denominator, or leave units out that had nothing to count, in both arms alike.',
  },
  NON_POSITIVE_LOG: {
    message: 'The log scale needs outcomes above zero.',
    where: (place) => sentence(`${unitOr(place, 'a unit')}: ${columnOr(place, 'the outcome')} is 0 or less.`),
    remedy:
      'Use the raw scale, or let the scale be chosen (auto). Adding 1 before the logarithm would distort the uplift.',
  },
  CLUSTER_IN_TWO_ARMS: {
    message: 'A cluster stands in two arms.',
    where: (place) => `What was assigned together, ${unitOr(place, 'a cluster')}, is in more than one arm.`,
    remedy: 'Correct the arm of these rows, or name the cluster that was really assigned.',
  },
  UNIT_IN_TWO_ARMS: {
    message: 'A unit stands in two arms.',
    where: (place) => sentence(`${unitOr(place, 'a unit')} is in more than one arm.`),
    remedy: 'A unit keeps the arm it was assigned to, also when it moves: correct the arm of its rows.',
  },
  CLUSTER_IN_TWO_STRATA: {
    message: 'A cluster stands in two strata.',
    where: (place) => `What was assigned together, ${unitOr(place, 'a cluster')}, is in more than one stratum.`,
    remedy: 'Give what was drawn together the one stratum it was drawn in.',
  },
  NOT_IDENTIFIED_BY_REPLICATION: {
    message: 'The effect hangs on one unit alone.',
    where: (place) =>
      place.unit === null && place.arm === null
        ? 'Without one of the units there would be no comparison left in its stratum, so its chance cannot be measured.'
        : sentence(
            `without ${unitOr(place, `a unit of ${armOr(place, 'an arm')}`)} there would be no comparison left in its stratum, so its chance cannot be measured.`,
          ),
    remedy: 'Merge small strata, leave out covariates that describe a single unit, or compare more units.',
  },
  CONTROL_NEAR_ZERO: {
    message: 'There is no relative uplift.',
    where: (place) => `The mean of ${armOr(place, 'the control arm')} cannot be told from 0.`,
    remedy: 'Read the absolute difference instead of the percentage.',
  },
  TOO_FEW_FOR_METHOD: {
    message: 'There are too few units for this method.',
    where: (place) => sentence(`${armOr(place, 'an arm')} has fewer than ten assigned units with an outcome.`),
    remedy: 'Read the registered estimator; this one would fit each arm to itself.',
  },
  TOO_FEW_GROUPS: {
    message: 'There are too few independent units for a joint test.',
    where: (place) =>
      sentence(`${columnOr(place, 'the effects asked about together')}: more effects than the units can tell apart.`),
    remedy: 'Ask about fewer groups at once, or compare more units (clusters).',
  },
  NO_BASELINE: {
    message: 'No unit has an outcome from before.',
    where: (place) => sentence(`${columnOr(place, 'the baseline')} is not known of any unit.`),
    remedy: 'Arms that were chosen are compared by how they changed: give the same number from before the pilot.',
  },
  UNEVEN_HISTORY: {
    message: 'Units have different numbers of earlier windows.',
    where: (place) => sentence(`${unitOr(place, 'a unit')} has more or fewer windows than the others.`),
    remedy: 'Give every unit the same earlier windows, and leave those empty that are not known.',
  },
  NOT_A_SHARE: {
    message: 'A share of use is no share.',
    where: (place) => sentence(`${unitOr(place, 'a unit')}: ${columnOr(place, 'the use')} is below 0 or above 1.`),
    remedy: 'Give the share of the opportunities in which the play was used, from 0 to 1.',
  },
  WEAK_FIRST_STAGE: {
    message: 'Too little hung on the assignment to tell what using the play changes.',
    where: (place) => sentence(`${armOr(place, 'the pilot arm')} hardly used the play more than control did.`),
    remedy:
      'Read the comparison of the arms as assigned, and the interval for those who used it, but no best estimate.',
  },
  TOO_FEW_RESULTS: {
    message: 'There are too few results to say something about all of them.',
    where: () => 'Fewer than three pilots have a result on the same scale.',
    remedy: 'Read each pilot by itself until there are three.',
  },
  PAIR_BROKEN: {
    message: 'A pair does not hold one unit of each arm.',
    where: (place) =>
      sentence(
        `${unitOr(place, 'a unit')} of ${armOr(place, 'an arm')} has no pair, or shares it with another one of its arm.`,
      ),
    remedy:
      'Give each unit the pair it was drawn in: one of control and one of the pilot arm. Leave out units without one.',
  },
  UNIT_IN_TWO_PAIRS: {
    message: 'A unit stands in two pairs.',
    where: (place) => `What was assigned as one, ${unitOr(place, 'a unit')}, is in more than one pair.`,
    remedy: 'Give what was drawn together the one pair it was drawn in.',
  },
  CLUSTER_IN_TWO_WAVES: {
    message: 'A cluster switches at two different times.',
    where: (place) => sentence(`the rows of ${unitOr(place, 'a cluster')} name more than one moment of the switch.`),
    remedy: 'Give all rows of what switched together the same moment, or name the cluster that really switched.',
  },
  UNIT_IN_TWO_CLUSTERS: {
    message: 'A unit stands in two clusters.',
    where: (place) => sentence(`${unitOr(place, 'a unit')} is in more than one cluster.`),
    remedy: 'A unit keeps the cluster it was in when the order was made, also when it moves: correct its rows.',
  },
  UNIT_TWICE_IN_A_PERIOD: {
    message: 'A unit has two rows in one period.',
    where: (place) => sentence(`${unitOr(place, 'a unit')} has several outcomes in the same period.`),
    remedy: 'Add them up or average them, so that each unit has one row for each period.',
  },
  NOT_A_CROSSOVER: {
    message: 'This is not a crossover of two periods.',
    where: (place) =>
      place.unit === null
        ? 'A crossover has exactly two periods.'
        : sentence(`${unitOr(place, 'a cluster')} does not have the play in exactly one of the two periods.`),
    remedy:
      'Every cluster has the play in one of two periods. Where clusters keep the play once they have it, it is a stepped wedge.',
  },
  NO_CONTRAST: {
    message: 'No period shows clusters with the play beside clusters without it.',
    where: () => 'All clusters that were observed switched at the same time, or none did.',
    remedy: 'Without a comparison at the same time a change cannot be told from what the season did.',
  },
  BALANCE_NOT_MET: {
    message: 'The draw is not one that its balance threshold accepts.',
    where: (place) =>
      place.unit === null
        ? 'The arms are further apart in what was balanced than was agreed.'
        : sentence(
            `of ${unitOr(place, 'a unit')} it is not known what was balanced (${columnOr(place, 'nothing is given')}).`,
          ),
    remedy: 'Give every unit the values and the threshold with which the arms were really drawn.',
  },
  TOO_FEW_ACCEPTABLE_ASSIGNMENTS: {
    message: 'Too few draws are balanced enough.',
    where: () => 'Hardly anything would be left to chance: fewer than 1,000 draws keep the arms within the threshold.',
    remedy: 'Take a larger threshold, balance fewer metrics, or take more units.',
  },
};

const WITHHELD: Readonly<Record<WithholdingCode, string>> = {
  FEWER_THAN_FOUR_UNITS: 'an arm has fewer than 4 assigned units',
  FEWER_THAN_FOUR_DEGREES_OF_FREEDOM: 'the variance rests on fewer than 4 degrees of freedom',
  SMALLEST_P_ABOVE_ALPHA: 'so few units can be assigned in so few ways that no result could be significant',
  SIGN_HANGS_ON_ONE_UNIT: 'without one single unit the uplift would have the opposite sign',
  BLOCKED_BY_A_CHECK: 'data went missing in a way that leaves the arms no longer comparable',
};

/** Why the word "significant" is withheld, to follow "because". */
export function withholdingReason(code: WithholdingCode): string {
  return WITHHELD[code];
}
