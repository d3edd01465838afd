import type { SwitchDesign } from '../statistics/index.js';
import type { Asked } from './columns.js';

/** What the user asked of `fieldproof analyze --design`, already validated. */
export interface RolloutRequest {
  readonly file: string;
  readonly design: SwitchDesign;
  readonly columns: RolloutColumns;
  /** How several rows of one unit and period become one. */
  readonly rows: 'sum' | 'mean';
  readonly scale: 'auto' | 'log' | 'raw';
  readonly alpha: number;
  readonly draws?: number;
  readonly seed: number;
  readonly json: boolean;
}

export interface RolloutColumns {
  readonly unit: string;
  readonly period: string;
  /** The period of the switch; or else `treated`, 1 in rows with the play and 0 in rows without it. */
  readonly switch?: string;
  readonly treated?: string;
  readonly outcome: string;
  readonly denominator?: string;
  readonly cluster?: string;
  readonly stratum?: string;
}

/** The designs by the names they have on the command line. */
export const DESIGNS: Readonly<Record<string, SwitchDesign>> = {
  'stepped-wedge': 'STEPPED_WEDGE',
  crossover: 'CROSSOVER',
  staged: 'STAGED',
};

/** The options as the command line hands them over, each one valid by itself. */
export interface RolloutOptions extends RolloutColumns, Omit<RolloutRequest, 'file' | 'design' | 'columns' | 'json'> {
  readonly design: string;
  readonly json?: true;
}

export function rolloutRequest(file: string, options: RolloutOptions): RolloutRequest {
  const { design, rows, scale, alpha, draws, seed, json = false, ...columns } = options;
  const draw = { seed, ...(draws !== undefined && { draws }) };
  return { file, design: DESIGNS[design], columns, rows, scale, alpha, ...draw, json };
}

/** What is wrong with the options together, whatever the file holds. */
export function rolloutObstacles({ columns, scale }: RolloutRequest): string[] {
  const names = askedForRollout(columns).map(({ name }) => name);
  const { unit, cluster, treated } = columns;
  const mayRepeat = cluster === unit ? names.filter((name) => name !== unit) : names;
  return [
    names.includes('') && 'a column needs a name.',
    new Set(mayRepeat).size < mayRepeat.length && 'a column cannot be two things at once.',
    columns.switch === undefined &&
      treated === undefined &&
      '--switch is missing: the period from which on each unit has the play. Or give --treated, 0 or 1 in each row.',
    columns.switch !== undefined && treated !== undefined && '--switch and --treated say the same: give one of them.',
    columns.denominator !== undefined && scale === 'log' && '--denominator compares ratios, which have no log scale.',
  ].filter((obstacle) => obstacle !== false);
}

/** The columns that the options name, by option. */
export function askedForRollout(columns: RolloutColumns): Asked[] {
  const { unit, period, treated, outcome, denominator, cluster, stratum } = columns;
  const named = [
    ['--unit', unit],
    ['--period', period],
    ['--switch', columns.switch],
    ['--treated', treated],
    ['--outcome', outcome],
    ['--denominator', denominator],
    ['--cluster', cluster],
    ['--stratum', stratum],
  ] as const;
  return named.flatMap(([flag, name]) => (name === undefined ? [] : [{ flag, name }]));
}
