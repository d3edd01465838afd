import { ImportPreset } from '../imports/import.rules.js';
import type { PresetDefinition } from '../imports/import-target.js';

/** The Opportunity object by its field names: owners and accounts by id, the outcome from two flags. */
export const SALESFORCE_DATA_LOADER: PresetDefinition = {
  preset: ImportPreset.SALESFORCE_DATA_LOADER,
  source: 'SALESFORCE',
  signature: ['Id', 'StageName', 'IsClosed', 'IsWon'],
  columns: {
    externalId: ['Id'],
    owner: ['OwnerId'],
    account: ['AccountId'],
    name: ['Name'],
    stage: ['StageName'],
    isClosed: ['IsClosed'],
    isWon: ['IsWon'],
    createdOn: ['CreatedDate'],
    closedOn: ['CloseDate'],
    value: ['Amount'],
    currency: ['CurrencyIsoCode'],
    isNewCustomer: ['Type'],
  },
  stages: {},
  salesforceIds: ['externalId', 'owner', 'account'],
  hasFooter: false,
};
