import {
  type CheckFinding,
  type Comparison,
  type Sensitivity,
  type SensitivityCode,
  significanceHangsOnMethod,
} from '../../statistics/index.js';

/** Whether the significance of the comparison the verdict is about hangs on the method that was registered. */
export function hangsOnMethod(comparison: Comparison, tables: readonly Sensitivity[], level: number): CheckFinding[] {
  const table = tables.find(({ arm }) => arm === comparison.arm);
  return table ? significanceHangsOnMethod(comparison, table.rows, level) : [];
}

/** Who was in the way of a method is not told: results are not about people. */
export function withoutNames(table: Sensitivity): Sensitivity {
  return {
    ...table,
    rows: table.rows.map((row) => ({ ...row, refusal: row.refusal && { ...row.refusal, unit: undefined } })),
  };
}

/** What each method is called where there is room for a few words. */
export const METHOD_NAMES: Readonly<Record<SensitivityCode, string>> = {
  REGISTERED: 'as registered',
  HC3: 'HC3 variance',
  CR3: 'CR3 variance by cluster',
  CLUSTER_MEANS: 'one mean a cluster',
  WILD_CLUSTER_BOOTSTRAP: 'wild cluster bootstrap',
  UNPAIRED: 'without the pairs',
  SIGNED_RANK: 'signed ranks of pairs',
  WELCH: 'plain means (Welch)',
  MANN_WHITNEY: 'ranks (Mann-Whitney)',
  LIN_INTERACTED: 'own slope an arm (Lin)',
  CUPED: 'CUPED',
  DIFFERENCE_IN_DIFFERENCES: 'difference in differences',
  ANCOVA: 'baseline as covariate',
  LOG_SCALE: 'log scale',
  RAW_SCALE: 'raw scale',
  MEAN_OF_RATIOS: 'mean of the ratios',
  RATIO_OF_MEANS: 'ratio of plain means',
  WINSORISED: 'winsorised at 95 %',
};
