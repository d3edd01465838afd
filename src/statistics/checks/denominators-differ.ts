import { pValueOf } from '../comparison/fitted-arms.js';
import type { CheckFinding, StatisticalRefusal } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';

/** A ratio may have moved because its denominators did: told by the difference of the denominators themselves. */
export function denominatorsDiffer(
  contrast: ContrastEstimate | StatisticalRefusal,
  arm: string,
  alpha: number,
): CheckFinding[] {
  if (contrast.kind === 'refused') return [];
  const pValue = pValueOf(contrast);
  if (!(pValue <= alpha)) return [];
  return [{ code: 'DENOMINATORS_DIFFER', severity: 'WARN', arm, values: { difference: contrast.estimate, pValue } }];
}
