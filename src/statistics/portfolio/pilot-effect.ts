import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import { normalQuantile, tUpperQuantile } from '../numbers/distributions.js';

/** What one pilot came to, on a scale that pilots share: a log coefficient, or a difference as a share of the control mean. */
export interface PilotEffect {
  /** What a refusal calls it. */
  readonly label: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** An estimate with a variance that is taken as known. */
export interface KnownEffect {
  readonly estimate: number;
  readonly variance: number;
}

const TAIL = 0.025;

/**
 * The same with a normal variance: that of few degrees of freedom is enlarged until its 95 % interval is as wide as
 * Student's, v (t/z)^2. Without it small pilots would weigh more than they know.
 */
export function knownEffect({ estimate, standardError, degreesOfFreedom }: Omit<PilotEffect, 'label'>): KnownEffect {
  const wider = tUpperQuantile(TAIL, degreesOfFreedom) / -normalQuantile(TAIL);
  return { estimate, variance: (standardError * wider) ** 2 };
}

/** NOT_FINITE with the pilot whose numbers are none, or whose standard error is not above 0. */
export function effectRefusal(effects: readonly PilotEffect[]): StatisticalRefusal | null {
  for (const { label, estimate, standardError, degreesOfFreedom } of effects) {
    if (!Number.isFinite(estimate)) return refused('NOT_FINITE', { unit: label, column: COLUMN.outcome });
    if (!(standardError > 0 && Number.isFinite(standardError) && degreesOfFreedom > 0))
      return refused('NOT_FINITE', { unit: label, column: COLUMN.standardError });
  }
  return null;
}
