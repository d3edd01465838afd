import type { CheckFinding, ComparisonScale } from '../finding.js';
import { UPLIFT, pValueOf } from '../comparison/fitted-arms.js';
import { type MatchedPairs, pairName } from '../comparison/matched-pairs.js';
import type { ArmPair } from '../comparison/arm-pair.js';
import { type PairedArms, pairedArms } from '../comparison/paired-arms.js';
import { pairedFit } from '../comparison/paired-fit.js';

/** Only pairs that differ most in favour of the uplift can turn its sign; so many of them are left out in turn. */
const REFITTED = 8;

/**
 * Whether a significant uplift of matched pairs stands when any one unit is left out, and its partner with it. Answers sign and
 * verdict only, never who it was: results are not about people.
 */
export function leaveOnePairOut(
  pairs: MatchedPairs,
  armPair: ArmPair,
  { scale, level }: { readonly scale: ComparisonScale; readonly level: number },
): CheckFinding[] {
  const paired = pairedArms(pairs, armPair, scale);
  const whole = uplift(paired);
  if (paired.kind === 'refused' || whole === null) return [];
  const { arm } = armPair;
  const without = mostFavourable(paired, Math.sign(whole.estimate)).map((left) => {
    const complete = pairs.complete.filter((row) => pairName(row) !== left);
    const names = pairs.names.filter((name) => name !== left);
    return uplift(pairedArms({ complete, names }, armPair, scale));
  });
  if (without.some((rest) => rest !== null && Math.sign(rest.estimate) !== Math.sign(whole.estimate)))
    return [{ code: 'SIGN_HANGS_ON_ONE_UNIT', severity: 'WARN', arm }];
  return without.some((rest) => rest !== null && rest.pValue > level)
    ? [{ code: 'SIGNIFICANCE_HANGS_ON_ONE_UNIT', severity: 'INFO', arm }]
    : [];
}

function uplift(paired: ReturnType<typeof pairedArms>): { estimate: number; pValue: number } | null {
  const fitted = paired.kind === 'refused' ? paired : pairedFit(paired);
  const contrast = fitted.kind === 'refused' ? fitted : fitted.combine(UPLIFT);
  return contrast.kind === 'refused' ? null : { estimate: contrast.estimate, pValue: pValueOf(contrast) };
}

function mostFavourable({ names, pilot, control }: PairedArms, sign: number): string[] {
  const favour = pilot.map((value, pair) => sign * (value - control[pair]));
  return [...names.keys()]
    .sort((a, b) => favour[b] - favour[a])
    .slice(0, REFITTED)
    .map((pair) => names[pair]);
}
