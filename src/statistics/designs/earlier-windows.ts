import { BASELINE_WINDOW, historyWindow, isKnown, type MetricWindow } from '../comparison/response.js';
import type { ComparisonScale, ObservedUnit } from '../finding.js';

/** The windows before the pilot, oldest first, the baseline last; all units have equally many. */
export function earlierWindows(rows: readonly ObservedUnit[]): MetricWindow[] {
  const length = rows[0]?.history?.length ?? 0;
  return [...Array.from({ length }, (_, at) => historyWindow(at)), BASELINE_WINDOW];
}

/** Whether the row has a number in each of these windows that the scale can take. */
export function isKnownThroughout(
  row: ObservedUnit,
  windows: readonly MetricWindow[],
  scale: ComparisonScale,
): boolean {
  return windows.every(
    (window) => isKnown(row, window, scale) && (scale !== 'log' || (window.numerator(row) ?? 0) > 0),
  );
}

/** What gives the least-squares slope per window from the values of so many windows of equal distance. */
export function slopeWeights(windows: number): number[] {
  const middle = (windows - 1) / 2;
  const offsets = Array.from({ length: windows }, (_, at) => at - middle);
  const squares = offsets.reduce((sum, offset) => sum + offset * offset, 0);
  return offsets.map((offset) => offset / squares);
}
