import { printableName, quotedName } from '../analysis/verdict/quoted-name.rules.js';
import type { Clustering, Estimate } from '../statistics/index.js';
import type { ToldRefusal } from './analyze-refusal.js';
import type { AnalyzeReport, ToldComparison } from './analyze-report.js';
import type { AnalyzeColumns, AnalyzeRequest } from './analyze-request.js';
import { judgement } from './analyze-judgement.js';
import { checkLines } from './check-lines.js';
import { count, decimalsFor, fixed, intervalText, percentFor, probability, wrapped } from './plain-figures.js';
import { sensitivityLines } from './sensitivity-table.js';
import { usersLines } from './users-lines.js';

/** The result for people: what changed, how sure that is, and what to be wary of. */
export function analyzeTable(report: AnalyzeReport, request: AnalyzeRequest): string {
  return [
    ...heading(report, request.columns),
    ...report.comparisons.flatMap((comparison) => [
      '',
      ...comparisonLines(comparison, report),
      ...usersOf(comparison, report),
    ]),
    ...(report.sensitivity ?? []).flatMap((table) => sensitivityLines(table, report.alpha)),
    ...checkLines(report.checks),
    '',
  ].join('\n');
}

/** The sentence of a refusal, its reasons, and the warnings that may explain it. */
export function refusalText(report: AnalyzeReport, refusal: ToldRefusal): string {
  const arms = report.comparisons.filter((comparison) => comparison.refusal !== null && comparison.refusal !== refusal);
  return [
    `fieldproof: ${refusal.message} [${refusal.code}]`,
    ...refusal.reasons.flatMap((reason) => wrapped(reason, '  ')),
    ...arms.flatMap(({ arm, refusal: other }) =>
      wrapped(`Arm ${quotedName(arm)}: ${other?.message ?? ''} [${other?.code ?? ''}]`, '  '),
    ),
    ...checkLines(report.checks.filter(({ severity }) => severity !== 'INFO')),
    '',
  ].join('\n');
}

function heading(
  { rows, units, clusters, control, engine, ...report }: AnalyzeReport,
  columns: AnalyzeColumns,
): string[] {
  const { outcome, denominator } = columns;
  const metric = [outcome, denominator].filter((name) => name !== undefined).map(printableName);
  const perArm = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([arm, number]) => `${armName(arm, control)} ${count(number)}`)
      .join(', ');
  return [
    `Outcome   ${metric.join(' / ')}`,
    `Rows      ${count(rows.read)} read, ${count(rows.used)} used, ${count(rows.dropped)} dropped`,
    `Units     ${perArm(units)}`,
    ...(clusters === null ? [] : [`Clusters  ${perArm(clusters)}`]),
    howArmsCame(control, report.chosen, columns),
    `Engine    ${engine}`,
  ];
}

function howArmsCame(control: string | null, chosen: boolean, columns: AnalyzeColumns): string {
  if (control === null) return 'Compared  with the time before; nobody worked otherwise at the same time';
  if (chosen) return 'Chosen    by people, not drawn';
  const { cluster, stratum, pair } = columns;
  const drawn = [
    cluster === undefined ? 'unit by unit' : `by ${printableName(cluster)}`,
    ...(stratum === undefined ? [] : [`within ${printableName(stratum)}`]),
    ...(pair === undefined ? [] : [`one of each ${printableName(pair)}`]),
  ];
  return `Drawn     ${drawn.join(', ')}`;
}

function usersOf({ arm }: ToldComparison, { users, alpha }: AnalyzeReport): string[] {
  const found = users?.find((effect) => effect.arm === arm);
  return found ? ['', ...usersLines(found, alpha)] : [];
}

function armName(arm: string, control: string | null): string {
  return arm === control && arm.toLowerCase() !== 'control' ? `${printableName(arm)} (control)` : printableName(arm);
}

function comparisonLines(comparison: ToldComparison, report: AnalyzeReport): string[] {
  const { arm, method, scale, refusal } = comparison;
  const { control } = report;
  const title =
    control === null ? 'After against before' : `${printableName(arm)} against ${armName(control, control)}`;
  const told =
    refusal === null ? [judgement(comparison, report)] : [`${refusal.message} [${refusal.code}]`, ...refusal.reasons];
  return [
    title,
    '-'.repeat(title.length),
    ...told.flatMap((sentence) => wrapped(sentence)),
    ...(refusal === null
      ? ['', ...figures(comparison, report.alpha), '', ...wrapped(`Method: ${METHODS[method]}, ${SCALES[scale]}.`)]
      : []),
  ];
}

export const METHODS: Readonly<Record<ToldComparison['method'], string>> = {
  WELCH: "Welch's t-test on the units",
  ANCOVA_HC2: 'analysis of covariance on the units, HC2 variance with Satterthwaite degrees of freedom',
  ANCOVA_CR2: 'analysis of covariance, CR2 cluster-robust variance with Satterthwaite degrees of freedom',
  DIFFERENCE_IN_DIFFERENCES:
    'difference in differences: how the pilot arm changed against how control did, Satterthwaite degrees of freedom',
  PAIRED_ANCOVA:
    'differences within pairs on the differences before, HC2 variance with Satterthwaite degrees of freedom',
  PAIRED_T: 'paired t-test on the differences within pairs (on those of the changes, where there is a baseline)',
  BEFORE_AFTER: 'change of the units from before to after, paired, nothing to compare it with',
  STEPPED_WEDGE_CR2: 'cluster and period effects, CR2 cluster-robust variance with Satterthwaite degrees of freedom',
  CROSSOVER_HC2: 'differences between the periods by sequence, HC2 variance with Satterthwaite degrees of freedom',
  CALLAWAY_SANTANNA: 'changes against clusters that had not switched yet, wave by wave (Callaway and Sant’Anna)',
};

export const SCALES: Readonly<Record<ToldComparison['scale'], string>> = {
  log: 'log scale (differences in percent)',
  raw: 'raw scale (differences in units of the outcome)',
  ratio: 'ratio of sums',
};

export function figures({ adjustedMeans, absolute, relative, ...comparison }: ToldComparison, alpha: number): string[] {
  const { pValue, degreesOfFreedom, randomisation } = comparison;
  const certainty = `${String(Number((100 * (1 - alpha)).toFixed(6)))} % interval`;
  const decimals = decimalsFor(absolute);
  const alone = comparison.method === 'BEFORE_AFTER';
  const mean = (value: number | undefined): string => (value === undefined ? 'unknown' : fixed(value, decimals));
  const lines: [string, string, string][] = [
    [alone ? 'Mean before' : 'Control mean', mean(adjustedMeans?.control), ''],
    [alone ? 'Mean after' : 'Pilot mean', mean(adjustedMeans?.pilot), ''],
    [alone ? 'Change' : 'Difference', ...estimateCells(absolute, certainty, (value) => fixed(value, decimals))],
    [alone ? 'In per cent' : 'Uplift', ...estimateCells(relative, certainty, percentFor(relative))],
  ];
  if (pValue !== null && degreesOfFreedom !== null) {
    lines.push(['p of the model', probability(pValue), `t on ${fixed(degreesOfFreedom, 1)} degrees of freedom`]);
  }
  if (randomisation !== null)
    lines.push(['p by re-drawing', probability(randomisation.pValue), redraws(randomisation)]);
  if (comparison.clustering !== null) lines.push(likeness(comparison.clustering));
  const width = Math.max(...lines.map(([, value]) => value.length));
  return lines.map(([name, value, note]) => `  ${name.padEnd(15)} ${value.padStart(width)}  ${note}`.trimEnd());
}

function estimateCells(found: Estimate | null, certainty: string, told: (value: number) => string): [string, string] {
  if (found === null) return ['none', 'the mean to compare with cannot be told from 0'];
  return [told(found.estimate), `${certainty} ${intervalText(found.interval, told)}`];
}

function redraws({ draws, exact, smallestPossible, seed }: NonNullable<ToldComparison['randomisation']>): string {
  const how = exact ? `all ${count(draws)} possible assignments` : `${count(draws)} random re-draws, seed ${seed}`;
  return `${how}; smallest possible p ${probability(smallestPossible)}`;
}

/** What several rows of one cluster are worth, because they resemble each other. */
function likeness({ correlation, designEffect, rows, effectiveRows }: Clustering): [string, string, string] {
  const worth = `within clusters: ${count(rows)} rows are worth ${count(Math.round(effectiveRows))}`;
  return ['Likeness (ICC)', fixed(correlation, 3), `${worth} (design effect ${fixed(designEffect, 1)})`];
}
