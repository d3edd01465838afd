/** What a file can be imported as. A room registers each of these it is the home of. */
export const ImportTargetName = {
  OPPORTUNITIES: 'OPPORTUNITIES',
  SALESPEOPLE: 'SALESPEOPLE',
  ACCOUNTS: 'ACCOUNTS',
  ADOPTION: 'ADOPTION',
} as const;
export type ImportTargetName = (typeof ImportTargetName)[keyof typeof ImportTargetName];

export const ImportPreset = {
  SALESFORCE_REPORT: 'SALESFORCE_REPORT',
  SALESFORCE_DATA_LOADER: 'SALESFORCE_DATA_LOADER',
  FREE: 'FREE',
} as const;
export type ImportPreset = (typeof ImportPreset)[keyof typeof ImportPreset];

export const ImportState = {
  UPLOADED: 'UPLOADED',
  RUNNING: 'RUNNING',
  COMMITTED: 'COMMITTED',
  FAILED: 'FAILED',
  DISCARDED: 'DISCARDED',
} as const;
export type ImportState = (typeof ImportState)[keyof typeof ImportState];
