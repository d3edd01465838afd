import type { CheckFinding } from '../finding.js';
import { NOT_SWITCHED, SWITCHED } from './switch-finding.js';
import type { SwitchPanel } from './switch-panel.js';

/** Shares of the observations without an outcome: above the first at most promising, above the second no result. */
const CAPPED_SHARE = 0.1;
const INVALID_SHARE = 0.25;

/** What a reader should know of the rows themselves: the scale they forced, and what is missing before and after the switch. */
export function panelChecks(panel: SwitchPanel): CheckFinding[] {
  const { notPositive } = panel;
  const scale: CheckFinding[] = notPositive
    ? [{ code: 'LOG_SCALE_LEFT', severity: 'INFO', unit: notPositive.unit }]
    : [];
  return [...scale, ...missingObservations(panel)];
}

function missingObservations({ rows, missing }: SwitchPanel): CheckFinding[] {
  const sides = [NOT_SWITCHED, SWITCHED].map((arm, treated) => {
    const lost = missing.filter((row) => row.treated === treated).length;
    const seen = rows.treated.filter((own) => own === treated).length;
    return { arm, lost, all: lost + seen };
  });
  const [before, after] = sides;
  // In whole numbers, for 40 % and 30 % are exactly 10 points apart only on paper.
  const apart = Math.abs(before.lost * after.all - after.lost * before.all) > CAPPED_SHARE * before.all * after.all;
  return sides
    .filter(({ lost }) => lost > 0)
    .map(({ arm, lost, all }): CheckFinding => {
      const isCapped = apart || lost > CAPPED_SHARE * all;
      const severity = lost > INVALID_SHARE * all ? 'BLOCK' : isCapped ? 'WARN' : 'INFO';
      return {
        code: 'OBSERVATIONS_MISSING',
        severity,
        arm,
        values: { missing: lost, planned: all, share: lost / all },
      };
    });
}
