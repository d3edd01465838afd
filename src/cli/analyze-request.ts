/** What the user asked of `fieldproof analyze`, already validated. */
export interface AnalyzeRequest {
  readonly file: string;
  readonly columns: AnalyzeColumns;
  /** null where there is one arm only, compared with the time before. */
  readonly control: string | null;
  /** People chose the arms. */
  readonly chosen: boolean;
  readonly rows: RowsPerUnit;
  readonly scale: 'auto' | 'log' | 'raw';
  readonly alpha: number;
  readonly draws?: number;
  readonly seed: number;
  /** Whether other reasonable methods are asked, too. */
  readonly sensitivity: boolean;
  /** A zip archive to write. */
  readonly export?: string;
  readonly json: boolean;
}

/** How several rows of one unit become what is analysed. */
export type RowsPerUnit = 'sum' | 'mean' | 'keep';

export interface AnalyzeColumns {
  readonly unit: string;
  /** Without it everybody is in one arm. */
  readonly arm?: string;
  readonly outcome: string;
  readonly denominator?: string;
  readonly baseline?: string;
  readonly baselineDenominator?: string;
  readonly cluster?: string;
  readonly stratum?: string;
  readonly pair?: string;
  /** Share of use of the play, 0-1. */
  readonly used?: string;
  readonly covariates: readonly string[];
  /** Windows before the baseline, oldest first. */
  readonly history: readonly string[];
  readonly historyDenominators: readonly string[];
}

export type NumberRole =
  | 'outcome'
  | 'denominator'
  | 'baseline'
  | 'baselineDenominator'
  | 'used'
  | 'covariate'
  | 'history'
  | 'historyDenominator';
export interface NumberColumn {
  readonly role: NumberRole;
  readonly name: string;
}

/** The number columns in the order in which a row carries them. */
export function numberColumns(columns: AnalyzeColumns): NumberColumn[] {
  const { outcome, denominator, baseline, baselineDenominator, used } = columns;
  const { covariates, history, historyDenominators } = columns;
  const named = { outcome, denominator, baseline, baselineDenominator, used };
  const single = Object.entries(named).filter(([, name]) => name !== undefined) as [NumberRole, string][];
  return [
    ...single.map(([role, name]) => ({ role, name })),
    ...covariates.map((name) => ({ role: 'covariate' as const, name })),
    ...history.map((name) => ({ role: 'history' as const, name })),
    ...historyDenominators.map((name) => ({ role: 'historyDenominator' as const, name })),
  ];
}
