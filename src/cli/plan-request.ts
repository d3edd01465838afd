import { InvalidArgumentError } from 'commander';
import type { AnalyzeColumns } from './analyze-request.js';
import { NUMBER } from './plain-number.js';

export type PlanColumns = Pick<
  AnalyzeColumns,
  'unit' | 'outcome' | 'denominator' | 'baseline' | 'baselineDenominator' | 'cluster' | 'stratum'
>;

/** What the user asked of `fieldproof plan`, already validated. */
export interface PlanRequest {
  readonly file: string;
  readonly columns: PlanColumns;
  readonly rows: 'sum' | 'mean';
  readonly scale: 'auto' | 'log' | 'raw';
  readonly pilotShare: number;
  readonly looks: number;
  /** The smallest relative change that would matter. */
  readonly effect: number;
  readonly alpha: number;
  readonly simulations: number;
  readonly seed: number;
  readonly json: boolean;
}

/** The options as the command line hands them over, each one valid by itself. */
export interface PlanOptions extends PlanColumns, Omit<PlanRequest, 'file' | 'columns' | 'json'> {
  readonly json?: true;
}

export function planRequest(file: string, options: PlanOptions): PlanRequest {
  const { rows, scale, pilotShare, looks, effect, alpha, simulations, seed, json = false, ...columns } = options;
  return { file, columns, rows, scale, pilotShare, looks, effect, alpha, simulations, seed, json };
}

/** What is wrong with the options together, whatever the file holds. */
export function planObstacles({ columns, scale }: PlanRequest): string[] {
  const { unit, outcome, denominator, baseline, baselineDenominator, cluster, stratum } = columns;
  const names = [unit, outcome, denominator, baseline, baselineDenominator, cluster, stratum];
  const ratio = denominator !== undefined;
  const ratioBefore = baselineDenominator !== undefined;
  return [
    names.includes('') && 'a column needs a name.',
    names.filter((name) => name === outcome).length > 1 && `"${outcome}" cannot be the outcome and something else.`,
    ratio && scale === 'log' && '--denominator plans for ratios, which have no log scale.',
    ratio && baseline !== undefined && !ratioBefore && '--baseline of a ratio needs --baseline-denominator.',
    ratioBefore && !(ratio && baseline !== undefined) && '--baseline-denominator needs --denominator and --baseline.',
  ].filter((obstacle) => obstacle !== false);
}

export function relativeChange(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (!(value > -1 && value !== 0 && value <= MOST_CHANGE))
    throw new InvalidArgumentError('It is a share above -1 and other than 0: 0.1 is 10 % more, -0.1 is 10 % less.');
  return value;
}

/** A hundredfold: beyond it percents were taken for shares. */
const MOST_CHANGE = 100;

export const PLAN_RULES = `
What the file holds
  A row for each unit (or several, see --rows) of a time in which nothing was tried: the outcome in a window as long as
  the measurement of the pilot will be, and the baseline in an equal window before. It is read as by fieldproof analyze.

What is told
  The smallest p the draw can ever give; the change that is found in four of five cases, by formula; the chance to find
  --effect, by formula and by trying: the units are drawn into arms as they will be, the outcome of each pilot unit is
  changed by --effect, and the analysis judges, again and again; the same without any change: the false alarms of these
  data; and what more units or longer windows would find.

Exit status: 0 with a result, 2 with a refusal (its code in brackets), 64 for wrong usage.

  fieldproof plan past.csv --unit salesperson --outcome revenue --baseline revenue_before --effect 0.1 --looks 6
  fieldproof plan past.csv --unit owner --outcome won --denominator closed --cluster team --effect 0.05 --json
`;
