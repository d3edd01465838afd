import type { ArmPair } from '../comparison/arm-pair.js';
import { matchedPairs } from '../comparison/matched-pairs.js';
import { pairedArms } from '../comparison/paired-arms.js';
import { pairedFit } from '../comparison/paired-fit.js';
import type { Levels } from '../comparison/relative-uplift.js';
import type { ComparisonScale, ObservedUnit } from '../finding.js';
import { jackknifeEstimate } from '../numbers/robust-variance.js';
import { type SensitivityRow, fittedRow, shiftRow } from './sensitivity-row.js';
import { signedRank } from './signed-rank.js';

/** Matched pairs by another variance and by ranks. A roster in name order; none where the pairs cannot be compared. */
export function pairedFits(
  roster: readonly ObservedUnit[],
  { pair, scale }: { readonly pair: ArmPair; readonly scale: ComparisonScale },
  levels: Levels,
): SensitivityRow[] {
  const pairs = matchedPairs(roster, pair, scale);
  const paired = pairs.kind === 'refused' ? pairs : pairedArms(pairs, pair, scale);
  if (paired.kind === 'refused') return [];
  const differences = paired.pilot.map((value, i) => value - paired.control[i]);
  return [
    fittedRow({ code: 'HC3', scale }, pairedFit(paired, jackknifeEstimate), levels),
    shiftRow({ code: 'SIGNED_RANK', scale }, signedRank(differences, levels.level)),
  ];
}
