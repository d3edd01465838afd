import { compareArms, smallestAttainableP, spendingBoundary } from '../../dist/statistics/index.js';
import { WEEKS } from './cells.mjs';
import { twoProportions, welch } from './single-deal-tests.mjs';

const ALPHA = 0.05;

/**
 * What the product says of one simulated pilot, and what the usual test on single deals would have said.
 * `truth` is the effect on the scale of the estimate.
 */
export function analysedPilot(people, design, { seed, truth, isEffective }) {
  if (design.weekly) return analysedWeekly(people, { seed, truth });
  const randomisation = { seed, always: !isEffective };
  const { comparison } = compared(people, WEEKS, { randomisation });
  const naive = naivePValue(people, WEEKS, design.metric);
  if (comparison.refusal) return { ...NOTHING, refused: 1, naive: counted(naive <= ALPHA) };
  return {
    refused: 0,
    withheld: counted(comparison.withheld !== null),
    model: counted(comparison.pValue <= ALPHA),
    redraws: counted((comparison.randomisation?.pValue ?? 1) <= ALPHA),
    significant: counted(comparison.significant),
    covered: counted(holds(comparison.interval, truth)),
    naive: counted(naive <= ALPHA),
  };
}

const NOTHING = { refused: 0, withheld: 0, model: 0, redraws: 0, significant: 0, covered: 0, naive: 0 };

/**
 * A look every week: `significant` at any of them, `covered` where every repeated interval holds the truth, `model` and
 * `naive` where a fixed 5 % test would have stopped the pilot at one of the looks.
 */
function analysedWeekly(people, { seed, truth }) {
  const arms = new Map(people.map(({ assigned, arm }) => [assigned, arm]));
  const pilot = [...arms.values()].filter((arm) => arm === 'pilot').length;
  const times = Array.from({ length: WEEKS }, (_, week) => (week + 1) / WEEKS);
  const looks = spendingBoundary(times, ALPHA, smallestAttainableP([{ units: arms.size, pilot }]));
  const found = { ...NOTHING, covered: 1 };
  let scale = 'auto';
  looks.forEach(({ level }, index) => {
    const randomisation = found.significant || level === 0 ? undefined : { seed: seed + index };
    const { comparison } = compared(people, index + 1, { level: level || ALPHA, randomisation, scale });
    // A pilot that has left the log scale does not come back to it.
    if (comparison.scale === 'raw') scale = 'raw';
    if (naivePValue(people, index + 1, 'REVENUE') <= ALPHA) found.naive = 1;
    if (comparison.refusal) {
      found.refused = 1;
      return;
    }
    if (comparison.pValue <= ALPHA) found.model = 1;
    if (level === 0) return;
    if (randomisation && comparison.significant) found.significant = 1;
    if (comparison.scale === 'log' && !holds(comparison.interval, truth)) found.covered = 0;
  });
  return found;
}

function compared(people, weeks, plan) {
  const rows = people.map((person) => observed(person, weeks));
  const { comparisons } = compareArms(rows, { control: 'control', scale: 'auto', alpha: ALPHA, ...plan });
  return { comparison: comparisons[0] };
}

function observed({ unit, assigned, arm, stratum, metric, before, after }, weeks) {
  const place = { unit, arm, ...(unit.startsWith('team') && { cluster: assigned }), ...(stratum && { stratum }) };
  const now = after && total(after.slice(0, weeks));
  const then = before && total(before);
  if (metric === 'REVENUE') return { ...place, outcome: now && now.sum / weeks, baseline: then && then.sum / WEEKS };
  return {
    ...place,
    outcome: now && now.sum,
    denominator: now && now.count,
    baseline: then && then.sum,
    baselineDenominator: then && then.count,
  };
}

function total(byWeek) {
  const all = byWeek.flat();
  return { sum: all.reduce((sum, value) => sum + value, 0), count: all.length };
}

function holds([low, high], truth) {
  return (low ?? -Infinity) <= truth && truth <= (high ?? Infinity);
}

function counted(isTrue) {
  return isTrue ? 1 : 0;
}

/** What a spreadsheet would say: every deal for itself, Welch's t on the logarithms of the values, or two proportions. */
function naivePValue(people, weeks, metric) {
  const [control, pilot] = ['control', 'pilot'].map((arm) =>
    people.filter((person) => person.arm === arm && person.after).flatMap(({ after }) => after.slice(0, weeks).flat()),
  );
  if (metric === 'WIN_RATE') return twoProportions(wins(control), wins(pilot));
  return welch(control.map(Math.log), pilot.map(Math.log));
}

function wins(deals) {
  return { won: deals.filter((won) => won === 1).length, all: deals.length };
}
