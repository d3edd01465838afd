import { printableName } from '../analysis/verdict/quoted-name.rules.js';
import type { PlanChange, SimulatedShare } from '../statistics/index.js';
import { checkLines } from './check-lines.js';
import { count, fixed, probability, wrapped } from './plain-figures.js';
import type { PlanFigures, PlanReport } from './plan-report.js';
import type { PlanRequest } from './plan-request.js';

/** The plan for people: what it can show, what it costs to be surer, and what to be wary of. */
export function planTable(report: PlanReport, plan: PlanFigures, request: PlanRequest): string {
  const { seed, simulations } = plan;
  const tried = plan.falseAlarms === null ? [] : [`Tried     ${count(simulations)} pilots on these data, seed ${seed}`];
  return [
    ...heading(report, plan, request),
    ...tried,
    `Engine    ${report.engine}`,
    '',
    ...wrapped(judgement(plan, request)),
    '',
    ...figures(plan, request),
    ...help(plan, request),
    ...checkLines(report.checks),
    '',
  ].join('\n');
}

function heading({ rows }: PlanReport, plan: PlanFigures, { columns, alpha, looks }: PlanRequest): string[] {
  const { outcome, denominator, cluster, stratum } = columns;
  const metric = [outcome, denominator].filter((name) => name !== undefined).map(printableName);
  const { assigned, history } = plan;
  const drawn = [
    cluster === undefined ? 'unit by unit' : `by ${printableName(cluster)}`,
    ...(stratum === undefined ? [] : [`within ${printableName(stratum)}`]),
  ];
  const things = cluster === undefined ? 'Units   ' : 'Clusters';
  return [
    `Outcome   ${metric.join(' / ')}`,
    `Rows      ${count(rows.read)} read, ${count(rows.used)} used, ${count(rows.dropped)} dropped`,
    `${things}  pilot ${count(assigned.pilot)}, control ${count(assigned.control)}`,
    `Drawn     ${drawn.join(', ')}`,
    `Past      ${SCALES[history.scale]}; ${spread(history)}`,
    `Looks     ${looks === 1 ? `one, at a level of ${alpha}` : lookText(plan.looks)}`,
  ];
}

function lookText(looks: PlanFigures['looks']): string {
  const first = looks.findIndex(({ level }) => level > 0);
  const blind = first <= 0 ? '' : `, nothing can be significant before look ${first + 1}`;
  return `${looks.length}${blind}; level of the last ${probability(looks.at(-1)?.level ?? 0)}`;
}

const SCALES: Readonly<Record<PlanFigures['history']['scale'], string>> = {
  log: 'log scale',
  raw: 'raw scale',
  ratio: 'ratio of sums',
};

function spread({ scale, spread: deviation, correlation, mean }: PlanFigures['history']): string {
  const apart = `standard deviation ${fixed(scale === 'log' ? deviation : deviation / mean, 2)} ${scale === 'log' ? '' : 'of the mean '}between units`;
  return correlation === null
    ? `${apart}, no baseline`
    : `${apart}, correlation with the baseline ${fixed(correlation, 2)}`;
}

function judgement({ detectable, smallestP }: PlanFigures, { effect, alpha }: PlanRequest): string {
  if (detectable === null)
    return `Nothing can be significant at ${alpha} with so few units: the clearest result has a p of ${probability(smallestP)}.`;
  const finds = `This pilot finds a change of about ${percentUp(detectable)} or more in four of five cases.`;
  return detectable <= Math.abs(effect)
    ? `${finds} One of ${asked(effect)} would mostly be seen.`
    : `${finds} One of ${asked(effect)} would mostly stay hidden.`;
}

function figures({ smallestP, detectable, power, falseAlarms }: PlanFigures, { effect }: PlanRequest): string[] {
  const lines: [string, string, string][] = [['Smallest p', probability(smallestP), 'of all that the draw can give']];
  if (detectable !== null) lines.push(['Detectable', percent(detectable), 'found in four of five cases, by formula']);
  if (power.formula !== null)
    lines.push([`Power at ${asked(effect)}`, percent(power.formula), 'by formula (non-central t)']);
  if (power.simulated !== null) lines.push(['', percent(power.simulated.share), simulated(power.simulated)]);
  if (falseAlarms !== null) {
    lines.push(['False alarms', percent(falseAlarms.simulated.share), simulated(falseAlarms.simulated)]);
    lines.push(['', percent(falseAlarms.byModel.share), `by the model alone, ${simulated(falseAlarms.byModel)}`]);
  }
  const names = Math.max(...lines.map(([name]) => name.length));
  const values = Math.max(...lines.map(([, value]) => value.length));
  return lines.map(([name, value, note]) => `  ${name.padEnd(names)}  ${value.padStart(values)}  ${note}`.trimEnd());
}

function simulated({ error }: SimulatedShare): string {
  return `simulated, Monte Carlo error ${fixed(100 * error, 1)} %`;
}

const CHANGES: Readonly<Record<PlanChange, string>> = {
  EVEN_ARMS: 'arms of the same size',
  TWICE_THE_UNITS: 'twice as many units',
  TWICE_THE_MEASUREMENT: 'a measurement twice as long',
  TWICE_THE_BASELINE: 'a baseline twice as long',
};

function help({ detectable, unitsNeeded, suggestions }: PlanFigures, { columns, effect }: PlanRequest): string[] {
  const things = columns.cluster === undefined ? 'units' : 'clusters';
  if (detectable === null || detectable <= Math.abs(effect)) return [];
  const needed =
    unitsNeeded === null
      ? `No number of units would find ${asked(effect)}: choose a steadier metric.`
      : `To find ${asked(effect)} in four of five cases, ${count(unitsNeeded)} ${things} would have to take part.`;
  const lines = suggestions.map(
    ({ change, detectable: found }) => `  ${CHANGES[change].padEnd(28)}finds ${percent(found)}`,
  );
  return ['', 'What would help', ...wrapped(needed, '  '), ...lines];
}

function percent(share: number): string {
  return `${fixed(100 * share, 1)} %`;
}

/** As it was asked for. */
function asked(effect: number): string {
  return `${String(Number((100 * effect).toPrecision(3)))} %`;
}

/** Upwards to whole percents: nothing is promised that was not found. */
function percentUp(share: number): string {
  return `${String(Math.max(1, Math.ceil(100 * share - 1e-9)))} %`;
}
