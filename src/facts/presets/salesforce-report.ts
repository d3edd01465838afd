import { ImportPreset } from '../imports/import.rules.js';
import type { PresetDefinition } from '../imports/import-target.js';
import { SALESFORCE_STAGES } from './salesforce-stages.js';

/** A report on opportunities, exported as details: readable names, often no id, a footer behind blank lines. */
export const SALESFORCE_REPORT: PresetDefinition = {
  preset: ImportPreset.SALESFORCE_REPORT,
  source: 'SALESFORCE',
  signature: ['Opportunity Name', 'Stage'],
  columns: {
    externalId: ['Opportunity ID'],
    owner: ['Opportunity Owner'],
    account: ['Account Name'],
    name: ['Opportunity Name'],
    stage: ['Stage'],
    createdOn: ['Created Date'],
    closedOn: ['Close Date'],
    value: ['Amount'],
    currency: ['Amount Currency'],
    lostReason: ['Loss Reason', 'Closed Lost Reason'],
    isNewCustomer: ['Type'],
  },
  stages: SALESFORCE_STAGES,
  salesforceIds: ['externalId'],
  hasFooter: true,
};
