import type { CheckFinding } from '../finding.js';

/** Losses close faster than wins: with more than this still open, or arms further apart than that, nothing can be read yet. */
const MOST_OPEN = 0.3;
const MOST_APART = 0.1;

export interface OpenDeals {
  readonly arm: string;
  readonly open: number;
  /** Deals that belong to the window, open or closed. */
  readonly deals: number;
}

/** Blocks the verdict for each arm with more than 30 % of its deals open, and for all where the arms differ by more than 10 points. */
export function openDealsCheck(arms: readonly OpenDeals[]): CheckFinding[] {
  const shares = arms.map(({ open, deals }) => (deals > 0 ? open / deals : 0));
  const apart = Math.max(...shares) - Math.min(...shares) > MOST_APART;
  return arms
    .map(({ arm, open, deals }, i): CheckFinding => {
      const blocks = apart || shares[i] > MOST_OPEN;
      return {
        code: 'DEALS_OPEN',
        severity: blocks ? 'BLOCK' : 'INFO',
        arm,
        values: { open, deals, share: shares[i] },
      };
    })
    .filter(({ severity, values }) => severity === 'BLOCK' || (values?.open ?? 0) > 0);
}
