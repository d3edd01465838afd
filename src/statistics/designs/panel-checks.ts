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
      const values = { missing: lost, planned: all, share: lost / all, withPlay: arm === SWITCHED ? 1 : 0 };
      return { code: 'OBSERVATIONS_MISSING', severity: severityOf(lost, all, apart), arm, values };
    });
}

/** Those who lack an outcome in some period, where only changes between periods are compared: left out, and counted. */
export function incompleteCheck(lost: number, all: number): CheckFinding[] {
  if (lost === 0) return [];
  return [{ code: 'INCOMPLETE_LEFT_OUT', severity: severityOf(lost, all, false), values: { number: lost, of: all } }];
}

function severityOf(lost: number, all: number, apart: boolean): CheckFinding['severity'] {
  if (lost > INVALID_SHARE * all) return 'BLOCK';
  return apart || lost > CAPPED_SHARE * all ? 'WARN' : 'INFO';
}
