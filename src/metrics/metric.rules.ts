import type { Outcome } from '../facts/opportunity.rules.js';

export const MetricUnit = { SHARE: 'SHARE', MONEY: 'MONEY', COUNT: 'COUNT', DAYS: 'DAYS' } as const;
export type MetricUnit = (typeof MetricUnit)[keyof typeof MetricUnit];

export const Direction = { UP: 'UP', DOWN: 'DOWN' } as const;
export type Direction = (typeof Direction)[keyof typeof Direction];

export const MetricForm = { PER_UNIT: 'PER_UNIT', RATIO: 'RATIO' } as const;
export type MetricForm = (typeof MetricForm)[keyof typeof MetricForm];

/** Both days included. */
export interface DayWindow {
  readonly from: string;
  readonly to: string;
}

/** Outcomes a definition may speak of; EXCLUDED deals are never there. */
type CountedOutcome = Exclude<Outcome, 'EXCLUDED'>;

/** Of one deal. Money in minor units; `discount` is list value less value; `daysToClose` counts from created to closed. */
export type DealAmount = 'value' | 'listValue' | 'cost' | 'discount' | 'daysToClose';

/** What must hold of a deal. An amount that is not known holds nothing. */
export type Condition =
  /** How the deal stood at the cut-off. */
  | { readonly outcome: readonly CountedOutcome[] }
  | { readonly known: DealAmount }
  | { readonly amount: DealAmount; readonly atLeast: number }
  /** The account's first won deal of the window, with none in so many years before it. */
  | { readonly firstWinInYears: number };

/** What a deal adds: an amount (nothing where it is not known) or one, where all conditions hold. */
export type Quantity =
  | { readonly sum: DealAmount; readonly where?: readonly Condition[] }
  | { readonly count: 'DEALS'; readonly where?: readonly Condition[] };

/** The date by which a deal falls into a window. CLOSED takes only deals that were won or lost by the cut-off. */
export type DealDate = 'CREATED' | 'CLOSED';

/** Adds up the deals of the window that meet the filter; each belongs to its owner. */
interface DealFormula {
  readonly fact: 'OPPORTUNITY';
  readonly dateField: DealDate;
  readonly filter: readonly Condition[];
  readonly numerator: Quantity;
  readonly denominator: Quantity | null;
}

/** Accounts with one or more deals of the window that meet the filter, of all accounts; each belongs to its owner. */
interface AccountFormula {
  readonly fact: 'ASSIGNED_ACCOUNT';
  readonly dateField: DealDate;
  readonly filter: readonly Condition[];
}

export type MetricFormula = DealFormula | AccountFormula;

export interface MetricDefinition {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly nameDe: string;
  readonly description: string;
  /** Where good lies. */
  readonly direction: Direction;
  readonly unit: MetricUnit;
  /** A total per unit, or a ratio of sums. */
  readonly form: MetricForm;
  readonly definition: MetricFormula;
}

/** How plans and results name a metric: a version once used never changes its meaning. */
export function metricRef({ key, version }: Pick<MetricDefinition, 'key' | 'version'>): string {
  return `${key}@${String(version)}`;
}

interface Sums {
  readonly numerator: number;
  readonly denominator: number | null;
}

/** What the sums of a unit come to: the total, or the ratio of sums; null where there is nothing to divide by. */
export function metricValue(form: MetricForm, { numerator, denominator }: Sums): number | null {
  if (form === MetricForm.PER_UNIT) return numerator;
  return denominator === null || denominator === 0 ? null : numerator / denominator;
}
