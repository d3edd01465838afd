import { countByArm } from '../comparison/assigned-units.js';
import { marginOf } from '../comparison/fitted-arms.js';
import { windowResponse } from '../comparison/response.js';
import type { CheckFinding, ComparisonScale, ObservedUnit, StatisticalRefusal } from '../finding.js';
import { mean } from '../numbers/least-squares.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { earlierWindows, isKnownThroughout, slopeWeights } from './earlier-windows.js';
import { meanChange } from './mean-change.js';
import { contrastShares, PAST_LEVEL } from './contrast-shares.js';

/** Shares of the units without an outcome above which a change is told with a warning, or not at all. */
const NOTABLE_SHARE = 0.1;
const LARGEST_SHARE = 0.25;

/** What stands against reading a change as anything but a change: who is missing, what was under way, and what season does. */
export function beforeAfterChecks(
  roster: readonly ObservedUnit[],
  seen: readonly ObservedUnit[],
  scale: ComparisonScale,
): CheckFinding[] {
  const { arm } = seen[0];
  return [
    ...missing(roster, seen),
    ...trendCheck(seen, scale),
    { code: 'SEASON_NOT_TAKEN_OUT', severity: 'WARN', arm },
  ];
}

function missing(roster: readonly ObservedUnit[], seen: readonly ObservedUnit[]): CheckFinding[] {
  const { arm } = seen[0];
  const [assigned, there] = [roster, seen].map((rows) => countByArm(rows)[arm]);
  if (there === assigned) return [];
  const share = (assigned - there) / assigned;
  const severity = share > LARGEST_SHARE ? 'BLOCK' : share > NOTABLE_SHARE ? 'WARN' : 'INFO';
  return [{ code: 'OUTCOMES_MISSING', severity, arm, values: { assigned, missing: assigned - there, share } }];
}

/** The change per window before the pilot: what would have gone on without it, if it went on. */
function trendCheck(seen: readonly ObservedUnit[], scale: ComparisonScale): CheckFinding[] {
  const { arm } = seen[0];
  const windows = earlierWindows(seen);
  const known = seen.filter((row) => isKnownThroughout(row, windows, scale));
  const trend = windows.length < 2 || known.length === 0 ? null : slope(known, windows.length, scale);
  if (trend === null || trend.contrast.kind === 'refused') return [{ code: 'TREND_BEFORE', severity: 'WARN', arm }];
  const { contrast, level } = trend;
  const shares = contrastShares(contrast, { level, scale });
  const isTold = Math.abs(contrast.estimate) > marginOf(contrast, PAST_LEVEL);
  const values = { units: known.length, windows: windows.length, ...shares };
  return [{ code: 'TREND_BEFORE', severity: isTold ? 'WARN' : 'INFO', arm, values }];
}

function slope(
  known: readonly ObservedUnit[],
  length: number,
  scale: ComparisonScale,
): { contrast: ContrastEstimate | StatisticalRefusal; level: number } {
  const { arm } = known[0];
  const weights = slopeWeights(length);
  const slopes = new Float64Array(known.length);
  let level = NaN;
  for (const [at, window] of earlierWindows(known).entries()) {
    const response = windowResponse(known, window, { pair: { control: arm, arm }, scale });
    if (!(response instanceof Float64Array)) return { contrast: response, level };
    response.forEach((value, row) => (slopes[row] += weights[at] * value));
    level = mean(response);
  }
  return { contrast: meanChange(known, slopes), level };
}
