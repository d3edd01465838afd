import type { CellValues, Judged } from '../imports/import-target.js';
import { amountIn, faultAt, flagIn, type PlanMoney, textIn } from './cell-values.rules.js';
import type { RowFault } from '../imports/rejection.rules.js';
import { Outcome } from '../opportunity.rules.js';

/** What one row of a file says about a deal, owner and stage already understood. */
export interface Deal {
  readonly externalId: string;
  readonly ownerId: string | null;
  readonly name: string;
  readonly stage: string;
  readonly outcome: Outcome;
  readonly createdOn: string | null;
  readonly closedOn: string | null;
  readonly valueMinor: number | null;
  readonly listValueMinor: number | null;
  readonly costMinor: number | null;
  readonly currency: string;
  readonly product: string | null;
  readonly lostReason: string | null;
  readonly isNewCustomer: boolean | null;
}

export interface OpportunityRow {
  readonly deal: Deal;
  /** What the file calls the customer. Accounts are found later, many at a time. */
  readonly account: string | null;
  /** The id was built from account and name, because the file gives none. */
  readonly madeId: boolean;
}

/** The outcome: as the user mapped the stage, else from the CRM's own flags; null where neither tells. */
function outcomeOf(cells: CellValues, stages: ReadonlyMap<string, Outcome>): Outcome | null {
  const mapped = stages.get((textIn(cells, 'stage') ?? '').toLowerCase());
  if (mapped !== undefined) return mapped;
  const [isWon, isClosed] = [flagIn(cells, 'isWon'), flagIn(cells, 'isClosed')];
  if (isWon === true) return Outcome.WON;
  if (isClosed === null || isWon === null) return null;
  return isClosed ? Outcome.LOST : Outcome.OPEN;
}

/** The CRM's id, else account and name together; null where a row has neither. */
function identityOf(cells: CellValues): { readonly externalId: string; readonly madeId: boolean } | null {
  const id = textIn(cells, 'externalId');
  if (id !== null) return { externalId: id, madeId: false };
  const name = textIn(cells, 'name');
  // Where the file has an id column, an empty cell in it is a fault, not a reason to guess.
  if (cells.externalId === null || name === null) return null;
  return { externalId: `${textIn(cells, 'account') ?? ''} / ${name}`.slice(0, 500), madeId: true };
}

interface Understood {
  readonly ownerId: string | null;
  readonly stages: ReadonlyMap<string, Outcome>;
  readonly money: PlanMoney;
}

/** Puts a deal together from its cells. The owner has been found before, since that needs the roster. */
export function opportunityRow(cells: CellValues, { ownerId, stages, money }: Understood): Judged<OpportunityRow> {
  const identity = identityOf(cells);
  const outcome = outcomeOf(cells, stages);
  const closedOn = outcome === Outcome.OPEN ? null : textIn(cells, 'closedOn');
  const amounts = (['value', 'listValue', 'cost'] as const).map((field) => amountIn(cells, field, money));
  const faults = [
    ...(identity === null
      ? [faultAt('externalId', 'MISSING_CELL', 'The row has no id, nor a name to be told by: fill in one of them.')]
      : []),
    ...(outcome === null ? [stageFault(cells)] : []),
    ...((outcome === Outcome.WON || outcome === Outcome.LOST) && closedOn === null
      ? [faultAt('closedOn', 'CLOSED_WITHOUT_DATE', 'A deal that is won or lost needs the day on which it was closed.')]
      : []),
    ...amounts.filter((amount) => typeof amount === 'object' && amount !== null),
  ];
  const [first, ...more] = faults;
  if (identity === null || outcome === null || faults.length > 0) return { faults: [first, ...more] };
  const [valueMinor, listValueMinor, costMinor] = amounts.map((amount) => (typeof amount === 'number' ? amount : null));
  const { externalId, madeId } = identity;
  const deal: Deal = {
    externalId,
    ownerId,
    name: textIn(cells, 'name') ?? externalId,
    stage: textIn(cells, 'stage') ?? outcome,
    outcome,
    createdOn: textIn(cells, 'createdOn'),
    closedOn,
    valueMinor,
    listValueMinor,
    costMinor,
    currency: currencyOf(cells, money),
    product: textIn(cells, 'product'),
    lostReason: textIn(cells, 'lostReason'),
    isNewCustomer: flagIn(cells, 'isNewCustomer'),
  };
  return { row: { deal, account: textIn(cells, 'account'), madeId } };
}

function stageFault(cells: CellValues): RowFault {
  const stage = textIn(cells, 'stage');
  return stage === null
    ? faultAt('stage', 'MISSING_CELL', 'The row does not say how the deal stands: its stage is empty.')
    : faultAt(
        'stage',
        'UNKNOWN_STAGE',
        `Nobody has said yet what the stage "${stage}" means: map it to OPEN, WON, LOST or EXCLUDED.`,
      );
}

/** An unknown currency is no fault where there is no amount in it. */
function currencyOf(cells: CellValues, { currency, rates }: PlanMoney): string {
  const from = textIn(cells, 'currency')?.toUpperCase();
  return from !== undefined && rates.has(from) ? from : currency;
}
