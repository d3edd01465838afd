import type { TargetField } from '../imports/import-target.js';

export const OPPORTUNITY_FIELDS: readonly TargetField[] = [
  {
    key: 'externalId',
    kind: 'KEY',
    description: 'the id of the deal in the CRM; without it account and name together',
  },
  { key: 'owner', kind: 'KEY', description: 'key or name of the salesperson who owns the deal' },
  { key: 'account', kind: 'KEY', description: 'key or name of the customer' },
  { key: 'name', kind: 'TEXT', description: 'what the deal is called' },
  { key: 'stage', kind: 'KEY', description: 'the stage, which the stage map turns into an outcome' },
  {
    key: 'isClosed',
    kind: 'FLAG',
    description: 'whether the deal is decided, where the CRM says so apart from the stage',
  },
  { key: 'isWon', kind: 'FLAG', description: 'whether the deal is won, where the CRM says so apart from the stage' },
  { key: 'createdOn', kind: 'DAY', description: 'day on which the deal was created' },
  { key: 'closedOn', kind: 'DAY', description: 'day on which the deal was won or lost' },
  { key: 'value', kind: 'MONEY', description: 'net value' },
  { key: 'listValue', kind: 'MONEY', description: 'value at list price' },
  { key: 'cost', kind: 'MONEY', description: 'what it costs us' },
  {
    key: 'currency',
    kind: 'KEY',
    description: 'currency of the amounts (ISO 4217), where it is not that of the workspace',
  },
  { key: 'product', kind: 'TEXT', description: 'what is sold' },
  { key: 'lostReason', kind: 'TEXT', description: 'why it was lost' },
  { key: 'isNewCustomer', kind: 'NEW_OR_EXISTING', description: 'whether the customer is new' },
];

/** What a mapping still lacks, beyond single fields. */
export function opportunityGaps(mapped: ReadonlySet<string>): string[] {
  const has = (...fields: string[]): boolean => fields.every((field) => mapped.has(field));
  return [
    !has('owner') && 'Say which column holds the field "owner": a deal without its salesperson belongs to no unit.',
    !has('externalId') &&
      !has('account', 'name') &&
      'Map the field "externalId", or "account" and "name" together: a deal must be told from the others.',
    !has('stage') &&
      !has('isClosed', 'isWon') &&
      'Map the field "stage", or "isClosed" and "isWon" together: a deal must be won, lost or open.',
    !has('closedOn') &&
      'Say which column holds the field "closedOn": won and lost deals need the day on which they were closed.',
  ].filter((gap) => gap !== false);
}
