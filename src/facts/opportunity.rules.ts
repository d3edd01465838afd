/** How an opportunity stands. EXCLUDED ones (duplicates, tests, withdrawn tenders) count nowhere. */
export const Outcome = { OPEN: 'OPEN', WON: 'WON', LOST: 'LOST', EXCLUDED: 'EXCLUDED' } as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];
