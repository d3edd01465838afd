import { printableName } from '../analysis/verdict/quoted-name.rules.js';
import { withholdingReason } from '../analysis/verdict/refusal-sentence.rules.js';
import type { Interval, SwitchDesign, SwitchSensitivityCode } from '../statistics/index.js';
import type { ToldRefusal } from './analyze-refusal.js';
import type { ToldComparison } from './analyze-report.js';
import { figures, METHODS, SCALES } from './analyze-table.js';
import { checkLines } from './check-lines.js';
import { count, decimalsFor, fixed, percentFor, probability, wrapped } from './plain-figures.js';
import type { RolloutReport } from './rollout-report.js';
import type { RolloutRequest } from './rollout-request.js';

/** The result for people: the judgement, the figures, how they came about in time, and what to be wary of. */
export function rolloutTable(report: RolloutReport, request: RolloutRequest): string {
  const { headline } = report;
  if (headline === null) return '';
  const title = TITLES[report.design];
  return [
    ...heading(report, request),
    '',
    title,
    '-'.repeat(title.length),
    ...wrapped(judgement(headline, report)),
    '',
    ...figures(headline, report.alpha),
    '',
    ...wrapped(`Method: ${METHODS[headline.method]}, ${SCALES[headline.scale]}.`),
    ...sinceLines(report, headline),
    ...periodLines(report, headline),
    ...sensitivityLines(report, headline),
    ...checkLines(report.checks),
    '',
  ].join('\n');
}

/** The sentence of a refusal, its reasons, and the warnings that may explain it. */
export function rolloutRefusalText({ checks }: RolloutReport, refusal: ToldRefusal): string {
  return [
    `fieldproof: ${refusal.message} [${refusal.code}]`,
    ...refusal.reasons.flatMap((reason) => wrapped(reason, '  ')),
    ...checkLines(checks.filter(({ severity }) => severity !== 'INFO')),
    '',
  ].join('\n');
}

const TITLES: Readonly<Record<SwitchDesign, string>> = {
  STEPPED_WEDGE: 'With the play against without it, the order drawn',
  CROSSOVER: 'With the play against without it, the sequence drawn',
  STAGED: 'With the play against without it, the order chosen',
};

function heading({ rows, waves, design, engine }: RolloutReport, { columns }: RolloutRequest): string[] {
  const { outcome, denominator, unit, cluster, stratum } = columns;
  const metric = [outcome, denominator].filter((name) => name !== undefined).map(printableName);
  const named = waves.map(
    ({ wave, clusters }) => `${wave === null ? 'never' : printableName(wave)} ${count(clusters)}`,
  );
  const within = stratum === undefined ? '' : `, within ${printableName(stratum)}`;
  return [
    `Outcome   ${metric.join(' / ')}`,
    `Rows      ${count(rows.read)} read, ${count(rows.used)} used, ${count(rows.dropped)} dropped`,
    `Switch    ${named.join(', ')}`,
    design === 'STAGED' ? 'Order     chosen, not drawn' : `Drawn     by ${printableName(cluster ?? unit)}${within}`,
    `Engine    ${engine}`,
  ];
}

function judgement(headline: ToldComparison, { alpha, randomised }: RolloutReport): string {
  const { significant, withheld, relative } = headline;
  const range = rangeOf(headline);
  if (!randomised) {
    const doubt = withheld === null ? '' : ` Too little to build on, because ${withholdingReason(withheld)}.`;
    return `Having switched is associated with a difference ${range}. The order was chosen, so nobody can say that the play made it.${doubt}`;
  }
  const compatible = `These data are compatible with ${relative === null ? 'a difference' : 'an uplift'} ${range}.`;
  if (significant) return `Significant at ${alpha}, by the model and by drawing the order again. ${compatible}`;
  if (withheld !== null) return `Not called significant, because ${withholdingReason(withheld)}.`;
  return `Not significant at ${alpha}${disagreement(headline, alpha)}. ${compatible}`;
}

function disagreement({ pValue, randomisation }: ToldComparison, alpha: number): string {
  const model = (pValue ?? 1) <= alpha;
  const drawn = (randomisation?.pValue ?? 1) <= alpha;
  if (model === drawn) return '';
  return model
    ? ': the model alone would say so, drawing the order again does not'
    : ': drawing the order again would say so, the model does not';
}

/** In percent where there is a relative uplift, else in the metric's own unit. */
function rangeOf({ relative, absolute }: ToldComparison): string {
  const decimals = decimalsFor(absolute);
  const told = relative === null ? (value: number): string => fixed(value, decimals) : percentFor(relative);
  return rangeText((relative ?? absolute)?.interval ?? [null, null], told);
}

function rangeText([low, high]: Interval, told: (value: number) => string): string {
  if (low === null && high === null) return 'of any size';
  if (low === null) return `up to ${told(high ?? 0)}`;
  return high === null ? `from ${told(low)}, no upper end` : `from ${told(low)} to ${told(high)}`;
}

/** Effects in percent on the log scale, otherwise in the unit of the outcome. */
function effectText(headline: ToldComparison): (value: number | null) => string {
  const decimals = decimalsFor(headline.absolute);
  const percent = percentFor(headline.relative);
  return (value) => {
    if (value === null) return 'none';
    return headline.scale === 'log' ? percent(Math.expm1(value)) : `${value > 0 ? '+' : ''}${fixed(value, decimals)}`;
  };
}

interface EffectRow {
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly pValue: number | null;
  readonly refusal: ToldRefusal | null;
}

function effectCells(
  { estimate, interval, pValue, refusal }: EffectRow,
  told: (value: number | null) => string,
): string[] {
  if (refusal !== null) return ['none', refusal.message, ''];
  const [low, high] = interval ?? [null, null];
  return [told(estimate), `${told(low)} to ${told(high)}`, `p ${probability(pValue ?? 1)}`];
}

function sinceLines({ sinceSwitch, randomised }: RolloutReport, headline: ToldComparison): string[] {
  if (sinceSwitch.length === 0) return [];
  const rows = sinceSwitch.map((effect) => {
    const clusters = `${count(effect.clusters)} cluster${effect.clusters === 1 ? '' : 's'}`;
    return [sinceName(effect.since), ...effectCells(effect, effectText(headline)), clusters];
  });
  const note = randomised ? [] : ['Before the switch nothing should show; "not told from 0" does not mean "the same".'];
  return ['', 'By time since the switch', ...aligned(rows), ...note];
}

function sinceName(since: number): string {
  if (since === 0) return 'first period';
  const many = Math.abs(since) === 1 ? '1 period' : `${Math.abs(since)} periods`;
  return since < 0 ? `${many} before` : `${many} later`;
}

function periodLines({ periods }: RolloutReport, headline: ToldComparison): string[] {
  const decimals = decimalsFor(headline.absolute);
  const cell = (own: RolloutReport['periods'][number]['before']): string =>
    own === null ? '-' : `${fixed(own.mean, decimals)} (${count(own.clusters)})`;
  const rows = periods.map(({ period, before, after }) => [printableName(period), cell(before), cell(after)]);
  return ['', 'Means as observed (clusters)', ...aligned([['', 'without', 'with'], ...rows])];
}

const SENSITIVITY: Readonly<Record<SwitchSensitivityCode, string>> = {
  AVERAGE_SINCE_SWITCH: 'average over the time since the switch',
  HUSSEY_HUGHES: 'mixed model (Hussey and Hughes)',
  TWO_WAY_FIXED_EFFECTS: 'two-way fixed effects',
  CLUSTER_BOOTSTRAP: 'as above, by cluster bootstrap',
};

function sensitivityLines({ sensitivity }: RolloutReport, headline: ToldComparison): string[] {
  if (sensitivity.length === 0) return [];
  const rows = sensitivity.map((row) => [SENSITIVITY[row.code], ...effectCells(row, effectText(headline))]);
  return ['', 'Computed otherwise', ...aligned(rows)];
}

/** The first column to the left, all others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
