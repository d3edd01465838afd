import { compareArms } from '../comparison/compare-arms.js';
import type { ComparisonPlan, ComparisonScale, ObservedUnit } from '../finding.js';
import { type RowHead, type SensitivityRow, comparisonRow, refusedRow } from './sensitivity-row.js';
import { unitRatios } from './unit-ratios.js';

/** A comparison that was registered, to be asked again in other words. */
export interface RegisteredQuestion {
  readonly rows: readonly ObservedUnit[];
  /** Without re-draws. */
  readonly plan: ComparisonPlan;
  readonly arm: string;
  readonly scale: ComparisonScale;
}

/** The front door asked again: without the pairs, by changes or by levels, on another scale, by each unit's own ratio. */
export function otherComparisons(question: RegisteredQuestion): SensitivityRow[] {
  const { rows, plan, scale } = question;
  const kept = scale === 'ratio' ? 'auto' : scale;
  const isPaired = !plan.chosen && rows.some(({ pair }) => pair !== undefined);
  const hasBaseline = rows.some(({ baseline }) => typeof baseline === 'number');
  return [
    ...(isPaired ? [asked(question, { code: 'UNPAIRED', scale }, { scale: kept }, rows.map(drawnAlone))] : []),
    ...(hasBaseline
      ? [
          plan.chosen
            ? asked(question, { code: 'ANCOVA', scale }, { scale: kept, chosen: false })
            : asked(question, { code: 'DIFFERENCE_IN_DIFFERENCES', scale }, { scale: kept, chosen: true }),
        ]
      : []),
    otherScale(question),
  ];
}

function otherScale(question: RegisteredQuestion): SensitivityRow {
  if (question.scale === 'log') return asked(question, { code: 'RAW_SCALE', scale: 'raw' }, { scale: 'raw' });
  if (question.scale === 'raw') return asked(question, { code: 'LOG_SCALE', scale: 'log' }, { scale: 'log' });
  return asked(question, { code: 'MEAN_OF_RATIOS', scale: 'raw' }, { scale: 'raw' }, unitRatios(question.rows));
}

function asked(
  { rows, plan, arm }: RegisteredQuestion,
  head: RowHead,
  change: Pick<ComparisonPlan, 'scale' | 'chosen'>,
  changed: readonly ObservedUnit[] = rows,
): SensitivityRow {
  const { comparisons, refusal } = compareArms(changed, { ...plan, ...change });
  if (refusal) return refusedRow(head, refusal);
  const comparison = comparisons.find((one) => one.arm === arm);
  return comparison
    ? comparisonRow(head.code, comparison)
    : refusedRow(head, { kind: 'refused', code: 'TOO_FEW_UNITS', arm });
}

function drawnAlone(row: ObservedUnit): ObservedUnit {
  return { ...row, pair: undefined };
}
