import { InvalidArgumentError } from 'commander';
import type { AnalyzeColumns, AnalyzeRequest } from './analyze-request.js';
import { CsvReader } from '../facts/csv/csv-reader.rules.js';
import { NUMBER } from './plain-number.js';

/** The options as the command line hands them over, each one valid by itself. */
export interface AnalyzeOptions
  extends
    Omit<AnalyzeColumns, 'covariates' | 'history' | 'historyDenominators'>,
    Omit<AnalyzeRequest, 'file' | 'columns' | 'control' | 'chosen' | 'sensitivity' | 'json'> {
  readonly control?: string;
  readonly chosen?: true;
  readonly covariates?: readonly string[];
  readonly history?: readonly string[];
  readonly historyDenominators?: readonly string[];
  readonly sensitivity?: true;
  readonly json?: true;
}

export function analyzeRequest(file: string, options: AnalyzeOptions): AnalyzeRequest {
  const { control = null, chosen = false, sensitivity = false, export: archive, json = false, ...asked } = options;
  const { rows, scale, alpha, draws, seed, ...named } = asked;
  const { covariates = [], history = [], historyDenominators = [], ...columns } = named;
  return {
    file,
    columns: { ...columns, covariates, history, historyDenominators },
    control: control === null ? null : control.trim(),
    chosen,
    sensitivity,
    ...{ rows, scale, alpha, seed, json },
    ...(draws !== undefined && { draws }),
    ...(archive !== undefined && { export: archive }),
  };
}

/** What is wrong with the options together, whatever the file holds. */
export function usageObstacles({ columns, control, scale, chosen, sensitivity }: AnalyzeRequest): string[] {
  return [
    ...nameObstacles(columns),
    ...ratioObstacles(columns, scale),
    ...designObstacles(columns, { control, chosen }),
    ...(control === '' ? ['--control needs a value.'] : []),
    ...(sensitivity && control === null ? ['--sensitivity compares arms: it needs --arm and --control.'] : []),
  ];
}

function nameObstacles(columns: AnalyzeColumns): string[] {
  const { unit, arm, outcome, baseline, denominator, baselineDenominator, cluster, stratum, pair, used } = columns;
  const { covariates, history, historyDenominators } = columns;
  const single = [unit, arm, outcome, baseline, denominator, baselineDenominator, cluster, stratum, pair, used];
  const names = [...single, ...covariates, ...history, ...historyDenominators];
  const timesNamed = (name: string): number => names.filter((other) => other === name).length;
  return [
    names.includes('') && 'a column needs a name.',
    arm !== undefined && timesNamed(arm) > 1 && `"${arm}" cannot be the arm and something else.`,
    timesNamed(outcome) > 1 && `"${outcome}" cannot be the outcome and something else.`,
    used !== undefined && timesNamed(used) > 1 && `"${used}" cannot be the use and something else.`,
    new Set(covariates).size < covariates.length && '--covariates names a column twice.',
    baseline !== undefined && covariates.includes(baseline) && '--covariates repeats the baseline.',
    baseline !== undefined && history.includes(baseline) && '--history repeats the baseline.',
  ].filter((obstacle) => obstacle !== false);
}

type Design = Pick<AnalyzeRequest, 'control' | 'chosen'>;

/** Chosen arms are compared by their changes, one arm alone with its own past; both need a baseline. */
function designObstacles(columns: AnalyzeColumns, { control, chosen }: Design): string[] {
  const { arm, baseline, pair, history, used } = columns;
  if (arm === undefined && control === null) return aloneObstacles(columns, chosen);
  return [
    arm === undefined && '--control needs --arm: the column in which it stands.',
    control === null && '--arm needs --control: the value that stands for control.',
    chosen && pair !== undefined && '--pair is for arms that were drawn within pairs.',
    chosen && used !== undefined && '--used is for arms that were drawn: only the draw makes users comparable.',
    chosen && baseline === undefined && '--chosen compares changes, and needs --baseline.',
    !chosen && history.length > 0 && '--history is looked at with --chosen, or without --arm.',
  ].filter((obstacle) => obstacle !== false);
}

function aloneObstacles({ baseline, stratum, pair, used, covariates }: AnalyzeColumns, chosen: boolean): string[] {
  return [
    chosen && '--chosen needs --arm and --control.',
    baseline === undefined && 'without --arm the outcome is compared with --baseline: name it.',
    stratum !== undefined && '--stratum needs --arm.',
    pair !== undefined && '--pair needs --arm.',
    used !== undefined && '--used needs --arm.',
    covariates.length > 0 && '--covariates needs --arm.',
  ].filter((obstacle) => obstacle !== false);
}

function ratioObstacles(columns: AnalyzeColumns, scale: string): string[] {
  const { denominator, baseline, baselineDenominator, history, historyDenominators } = columns;
  const ratio = denominator !== undefined;
  const ratioBefore = baselineDenominator !== undefined;
  return [
    ratio && scale === 'log' && '--denominator compares ratios, which have no log scale.',
    ratio && baseline !== undefined && !ratioBefore && '--baseline of a ratio needs --baseline-denominator.',
    historyDenominators.length !== (ratio ? history.length : 0) &&
      '--history-denominators needs --denominator, and as many columns as --history.',
    ratioBefore && !(ratio && baseline !== undefined) && '--baseline-denominator needs --denominator and --baseline.',
  ].filter((obstacle) => obstacle !== false);
}

/** Names separated by commas; a name that holds a comma is written in quotes. */
export function columnNames(text: string): string[] {
  const reader = new CsvReader(',');
  const { records, broken } = reader.take(`${text}\n`);
  if (broken.length > 0) throw new InvalidArgumentError('A quote in it is not closed.');
  return records.flatMap(({ cells }) => cells.map((cell) => cell.trim()));
}

export function errorRate(text: string): number {
  const value = plainNumber(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('It is a number above 0 and below 1, as 0.05.');
  return value;
}

/** More would run for hours without telling more: p is then known to the fifth digit. */
const MOST_DRAWS = 10_000_000;

export function drawCount(text: string): number {
  return wholeNumber(text, 1, MOST_DRAWS);
}

/** Tried pilots: beyond it an hour tells no more than a minute. */
const MOST_SIMULATIONS = 100_000;

export function simulationCount(text: string): number {
  return wholeNumber(text, 1, MOST_SIMULATIONS);
}

/** Boundaries need a ten-thousandth of the calendar between looks; weekly for two years is more than enough. */
const MOST_LOOKS = 104;

export function lookCount(text: string): number {
  return wholeNumber(text, 1, MOST_LOOKS);
}

/** The random generator takes 32 bits. */
export function seedNumber(text: string): number {
  return wholeNumber(text, 0, 4_294_967_295);
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = plainNumber(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
}

const plainNumber = (text: string): number => (NUMBER.test(text) ? Number(text) : NaN);

export const FILE_RULES = `
How the file is read
  Text in UTF-8 (or UTF-16 with a byte order mark, or Windows-1252 with a warning), cells separated by , ; tab or |.
  Numbers are written as 1234.56: a decimal comma, a thousands separator or a % sign is refused, never guessed.
  An empty cell or NA in a column that is named above drops the row with a warning; other text in a number column is
  refused. A unit whose outcome is dropped stays on the roster: it is counted as missing and takes part in the re-draws.
  A unit whose --used is empty is compared, but left out of what the play did for its users.

How several rows of one unit become one (--rows)
  sum   outcome, denominator, baseline and its denominator are added up over the rows that are not dropped, negative
        values (returns, credits) included; covariates and the use are averaged. Warns where a unit lost some of its rows, or where
        a column repeats one value on all rows of a unit.
  mean  all number columns are averaged over the rows that are not dropped.
  keep  every row is analysed, with a variance that is robust within the --cluster (without one, within the unit).
  The order of the rows in the file changes nothing.

The arms are taken as drawn at random, within --stratum or --pair and by --cluster. "Significant" needs two p-values at or below
--alpha: the model's, and that of re-drawing the arms in the same way. With --chosen changes are compared instead, and
nothing tells what the play did; without --arm the units are compared with their own past.

Where units switch to the play one after the other, or in a crossover: fieldproof analyze --design stepped-wedge --help

Exit status: 0 with a result, 2 with a refusal (its code in brackets), 64 for wrong usage.

  fieldproof analyze pilot.csv --unit salesperson --arm cohort --control control --outcome revenue --baseline revenue_before
  fieldproof analyze deals.csv --unit owner --arm cohort --control A --outcome won --denominator closed --json
`;
