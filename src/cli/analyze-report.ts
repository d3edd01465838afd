import { checkSentence } from '../analysis/verdict/check-sentence.rules.js';
import { plainColumnName, refusalSentence, type ColumnName } from '../analysis/verdict/refusal-sentence.rules.js';
import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import { hangsOnMethod } from '../analysis/result/sensitivity.rules.js';
import {
  ENGINE_VERSION,
  type ArmComparisons,
  type Comparison,
  type Sensitivity,
  type UsersEffect,
  type usersEffect,
} from '../statistics/index.js';
import type { ToldRefusal } from './analyze-refusal.js';
import { numberColumns, type AnalyzeColumns, type AnalyzeRequest } from './analyze-request.js';
import { toldSensitivity, type ToldSensitivity } from './analyze-sensitivity.js';
import type { ToldCheck } from './file-checks.js';
import type { UnitsRead } from './read-units.js';

/** What `--json` prints. Fields may be added, never renamed: scripts read them. */
export interface AnalyzeReport {
  readonly engine: string;
  readonly alpha: number;
  /** null where there is one arm only, compared with the time before. */
  readonly control: string | null;
  /** The arms were chosen by people: nothing here tells what the play did. */
  readonly chosen: boolean;
  readonly rows: UnitsRead['rows'];
  readonly units: Readonly<Record<string, number>>;
  readonly clusters: Readonly<Record<string, number>> | null;
  readonly comparisons: readonly ToldComparison[];
  /** By pilot arm, what the play changed for those who used it; null where no column says who did. */
  readonly users: readonly ToldUsers[] | null;
  readonly checks: readonly ToldCheck[];
  /** Each pilot arm by the other reasonable methods; null where these were not asked for. */
  readonly sensitivity: readonly ToldSensitivity[] | null;
  readonly refusal: ToldRefusal | null;
}

export type ToldUsers = Omit<UsersEffect, 'refusal'> & { readonly refusal: ToldRefusal | null };

/** What the statistics found of the users; null where they were not asked. */
export type FoundUsers = ReturnType<typeof usersEffect> | null;

export type ToldComparison = Omit<Comparison, 'refusal'> & { readonly refusal: ToldRefusal | null };

/** What was compared, and what else was asked of the same units. */
export interface Found {
  readonly comparisons: ArmComparisons;
  readonly users: FoundUsers;
  /** null where the other methods were not asked for. */
  readonly sensitivity: readonly Sensitivity[] | null;
}

export function analyzeReport(
  request: AnalyzeRequest,
  read: UnitsRead,
  { comparisons: found, users, sensitivity }: Found,
): AnalyzeReport {
  const columnName = columnNameIn(request.columns);
  const told = (refusal: Comparison['refusal']): ToldRefusal | null =>
    refusal === null ? null : refusalSentence(refusal, columnName);
  const comparisons = found.comparisons.map((comparison) => ({ ...comparison, refusal: told(comparison.refusal) }));
  const isRefused = users !== null && 'kind' in users;
  const hanging = found.comparisons.flatMap((one) => hangsOnMethod(one, sensitivity ?? [], request.alpha));
  const checks = [...found.checks, ...hanging].map((check) => checkSentence(check, columnName));
  return {
    engine: ENGINE_VERSION,
    alpha: request.alpha,
    control: request.control,
    chosen: request.chosen,
    rows: read.rows,
    units: found.units,
    clusters: found.clusters,
    comparisons,
    users: isRefused ? [] : (users?.map((effect) => ({ ...effect, refusal: told(effect.refusal) })) ?? null),
    checks: [...read.checks, ...checks],
    sensitivity: sensitivity?.map((table) => toldSensitivity(table, told)) ?? null,
    refusal: told(found.refusal) ?? (isRefused ? told(users) : null) ?? refusalOfAll(comparisons),
  };
}

export function refusedReport(
  request: AnalyzeRequest,
  refusal: ToldRefusal,
  rows = { read: 0, used: 0, dropped: 0 },
): AnalyzeReport {
  const { alpha, control, chosen } = request;
  return {
    engine: ENGINE_VERSION,
    alpha,
    control,
    chosen,
    rows,
    units: {},
    clusters: null,
    comparisons: [],
    users: null,
    checks: [],
    sensitivity: null,
    refusal,
  };
}

/** Where no arm could be compared, the whole answer is a refusal. */
function refusalOfAll(comparisons: readonly ToldComparison[]): ToldRefusal | null {
  const first = comparisons.at(0);
  return first === undefined || comparisons.some(({ refusal }) => refusal === null) ? null : first.refusal;
}

/** The engine's columns by the names they have in the file. */
function columnNameIn(columns: AnalyzeColumns): ColumnName {
  const names = new Map(
    numberColumns(columns).flatMap(({ role, name }) => (role === 'covariate' ? [] : [[role as string, name] as const])),
  );
  return (column) => {
    const name = names.get(column);
    return name === undefined ? plainColumnName(column) : `the column ${quotedName(name)}`;
  };
}
