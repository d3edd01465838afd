import type { SwitchComparison, SwitchRow } from '../../statistics/index.js';
import type { MetricInputs } from '../analysis-inputs.js';
import type { AnalysisResult, SwitchesResult } from './analysis-result.js';

/** What stands behind the one number of waves: whether it holds as time passes, and what others would have computed. */
export function switchesResult(
  seen: MetricInputs['switches'],
  found: SwitchComparison | undefined,
): Pick<AnalysisResult, 'switches'> {
  if (!seen || !found) return {};
  const switches = {
    sinceSwitch: found.sinceSwitch.map(({ since, clusters, estimate, interval }) => ({
      since,
      units: clusters,
      people: peopleSince(seen.rows, since),
      estimate,
      interval,
    })),
    otherEstimates: found.sensitivity.map(({ code, estimate, interval, pValue }) => ({
      code,
      estimate,
      interval,
      pValue,
    })),
  };
  return { switches };
}

/** What a reader may see: where fewer people stand behind a time since the switch, it is left out. */
export function shownSwitches({ sinceSwitch, ...rest }: SwitchesResult, minimumCohort: number): SwitchesResult {
  return { ...rest, sinceSwitch: sinceSwitch.filter(({ people }) => people >= minimumCohort) };
}

function peopleSince(rows: readonly SwitchRow[], since: number): number {
  const there = rows.filter(
    ({ outcome, period, wave }) => outcome !== null && wave !== null && period - wave === since,
  );
  return new Set(there.map(({ unit }) => unit)).size;
}
