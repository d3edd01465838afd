import type { FoundNote } from '../imports/import-target.js';
import type { Deal } from './opportunity-row.rules.js';

interface Seen {
  readonly deal: Pick<Deal, 'ownerId' | 'createdOn' | 'closedOn' | 'outcome' | 'valueMinor'>;
  readonly accountId: string | null;
  readonly accountKey: string | null;
}

/** What may be accepted and still deserves a look. Codes are a closed list; docs/imports.md explains each. */
const NOTES: readonly { readonly code: string; readonly message: string; readonly applies: (row: Seen) => boolean }[] =
  [
    {
      code: 'UNDATED',
      message: 'Deals without a creation date are kept, and stand outside every window.',
      applies: ({ deal }) => deal.createdOn === null,
    },
    {
      code: 'WITHOUT_OWNER',
      message: 'Deals without an owner are kept, and belong to no unit.',
      applies: ({ deal }) => deal.ownerId === null,
    },
    {
      code: 'WITHOUT_ACCOUNT',
      message: 'Deals without a customer are kept, and count for no metric about customers.',
      applies: ({ accountKey }) => accountKey === null,
    },
    {
      code: 'ACCOUNT_NOT_IN_ROSTER',
      message:
        'The customer is not among the accounts (or two have that name): the deal is kept with what the file calls the customer.',
      applies: ({ accountKey, accountId }) => accountKey !== null && accountId === null,
    },
    {
      code: 'WON_WITHOUT_VALUE',
      message: 'Won deals without a value are kept, and add nothing to revenue.',
      applies: ({ deal }) => deal.outcome === 'WON' && deal.valueMinor === null,
    },
    {
      code: 'CLOSED_BEFORE_CREATED',
      message:
        'Deals that were closed before they were created are kept as the CRM has them: probably entered afterwards.',
      applies: ({ deal: { createdOn, closedOn } }) => createdOn !== null && closedOn !== null && closedOn < createdOn,
    },
  ];

export class OpportunityNotes {
  private readonly counts = NOTES.map(() => 0);

  see(row: Seen): void {
    NOTES.forEach(({ applies }, at) => {
      if (applies(row)) this.counts[at] += 1;
    });
  }

  all(): FoundNote[] {
    return NOTES.map(({ code, message }, at) => ({ code, message, count: this.counts[at] })).filter(
      ({ count }) => count > 0,
    );
  }
}
