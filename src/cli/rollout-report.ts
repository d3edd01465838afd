import { checkSentence } from '../analysis/verdict/check-sentence.rules.js';
import { plainColumnName, refusalSentence, type ColumnName } from '../analysis/verdict/refusal-sentence.rules.js';
import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import {
  ENGINE_VERSION,
  type EffectSinceSwitch,
  type StatisticalRefusal,
  type SwitchComparison,
  type SwitchDesign,
  type SwitchSensitivity,
} from '../statistics/index.js';
import type { ToldRefusal } from './analyze-refusal.js';
import type { ToldComparison } from './analyze-report.js';
import type { ToldCheck } from './file-checks.js';
import type { RolloutRead } from './read-rollout.js';
import type { RolloutColumns, RolloutRequest } from './rollout-request.js';

type Told<Finding extends { readonly refusal: StatisticalRefusal | null }> = Omit<Finding, 'refusal'> & {
  readonly refusal: ToldRefusal | null;
};
type Mean = SwitchComparison['periods'][number]['before'];

/** What `--json` prints of a rollout. Fields may be added, never renamed: scripts read them. Periods are named as in the file. */
export interface RolloutReport {
  readonly engine: string;
  readonly alpha: number;
  readonly design: SwitchDesign;
  readonly randomised: boolean;
  readonly rows: RolloutRead['rows'];
  readonly waves: readonly { readonly wave: string | null; readonly clusters: number }[];
  readonly periods: readonly { readonly period: string; readonly before: Mean; readonly after: Mean }[];
  readonly headline: ToldComparison | null;
  readonly sinceSwitch: readonly Told<EffectSinceSwitch>[];
  readonly sensitivity: readonly Told<SwitchSensitivity>[];
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

export function rolloutReport(request: RolloutRequest, read: RolloutRead, found: SwitchComparison): RolloutReport {
  const columnName = columnNameIn(request.columns);
  const told = <Finding extends { readonly refusal: StatisticalRefusal | null }>(finding: Finding): Told<Finding> => ({
    ...finding,
    refusal: finding.refusal === null ? null : refusalSentence(finding.refusal, columnName),
  });
  const headline = found.headline === null ? null : told(found.headline);
  return {
    engine: ENGINE_VERSION,
    alpha: request.alpha,
    design: found.design,
    randomised: found.randomised,
    rows: read.rows,
    waves: found.waves.map(({ wave, clusters }) => ({ wave: wave === null ? null : read.periodName(wave), clusters })),
    periods: found.periods.map((own) => ({ ...own, period: read.periodName(own.period) })),
    headline,
    sinceSwitch: found.sinceSwitch.map(told),
    sensitivity: found.sensitivity.map(told),
    checks: [...read.checks, ...found.checks.map((check) => checkSentence(check, columnName))],
    refusal: told(found).refusal ?? headline?.refusal ?? null,
  };
}

export function refusedRollout(request: RolloutRequest, read: RolloutRead, refusal: ToldRefusal): RolloutReport {
  const { alpha, design } = request;
  return {
    engine: ENGINE_VERSION,
    alpha,
    design,
    randomised: design !== 'STAGED',
    rows: read.rows,
    waves: [],
    periods: [],
    headline: null,
    sinceSwitch: [],
    sensitivity: [],
    checks: read.checks,
    refusal,
  };
}

/** The engine's columns by the names they have in the file. */
function columnNameIn({ outcome, denominator, period, stratum }: RolloutColumns): ColumnName {
  const names: Readonly<Record<string, string | undefined>> = { outcome, denominator, period, stratum };
  return (column) => {
    const name = names[column];
    return name === undefined ? plainColumnName(column) : `the column ${quotedName(name)}`;
  };
}
