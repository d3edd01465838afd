/** What the user asked of `fieldproof analyze`, already validated. */
export interface AnalyzeRequest {
  readonly file: string;
  readonly columns: AnalyzeColumns;
  readonly control: string;
  readonly rows: RowsPerUnit;
  readonly scale: 'auto' | 'log' | 'raw';
  readonly alpha: number;
  readonly draws?: number;
  readonly seed: number;
  readonly json: boolean;
}

/** How several rows of one unit become what is analysed. */
export type RowsPerUnit = 'sum' | 'mean' | 'keep';

export interface AnalyzeColumns {
  readonly unit: string;
  readonly arm: string;
  readonly outcome: string;
  readonly denominator?: string;
  readonly baseline?: string;
  readonly baselineDenominator?: string;
  readonly cluster?: string;
  readonly stratum?: string;
  readonly pair?: string;
  readonly covariates: readonly string[];
}

export type NumberRole = 'outcome' | 'denominator' | 'baseline' | 'baselineDenominator' | 'covariate';
export interface NumberColumn {
  readonly role: NumberRole;
  readonly name: string;
}

/** The number columns in the order in which a row carries them. */
export function numberColumns(columns: AnalyzeColumns): NumberColumn[] {
  const { outcome, denominator, baseline, baselineDenominator, covariates } = columns;
  const named = { outcome, denominator, baseline, baselineDenominator };
  const single = Object.entries(named).filter(([, name]) => name !== undefined) as [NumberRole, string][];
  return [
    ...single.map(([role, name]) => ({ role, name })),
    ...covariates.map((name) => ({ role: 'covariate' as const, name })),
  ];
}
