import { EXACT_LIMIT, admissibleAssignments, smallestExactP, swapStays } from './admissible-assignments.js';
import { ClusterScores } from './cluster-scores.js';
import { COLUMN, type RandomisationFinding, type StatisticalRefusal, refused } from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import { Random } from '../numbers/random.js';
import { type ScoredDraws, invertedInterval, shareAsExtreme } from './randomisation-interval.js';
import { type Assignment, Redraws } from './redraws.js';
import { type ResidualisedRows, dot, residualisedRows } from './residualised-rows.js';
import { type DrawScorer, type ScoreState, type StudentisedScore, emptyScore } from './studentised-score.js';
import { UnitScores } from './unit-scores.js';

/** Draws beyond the level that a Monte Carlo p needs before it may be held against that level. */
const DRAWS_PER_LEVEL = 20;
const DRAW_STEPS = [9_999, 99_999, 999_999] as const;

/** What is asked of the draw: the rows that have an outcome, and the assignment they came from. */
export interface RandomisationQuestion {
  readonly assignment: Assignment;
  /** By row: which entry of the assignment it belongs to. Two rows of one entry make it a cluster. */
  readonly assigned: Int32Array;
  /** By row: log outcome, outcome, or the numerator of a ratio. */
  readonly outcome: Float64Array;
  /** By row: denominators make it a ratio of sums. */
  readonly denominator?: Float64Array;
  /** By row, beside the intercept and the stratum effects, which come from the assignment. */
  readonly covariates: readonly Column[];
  /** The effect that the null hypothesis supposes, on the scale of the estimate; 0 by default, minus the margin for a guardrail. */
  readonly nullEffect?: number;
}

export interface RandomisationSettings {
  readonly seed: number;
  /** Two-sided level of the look. It decides how many draws are made, and the confidence of the interval. */
  readonly level: number;
  /** Random draws; given, they never escalate. Ignored where all assignments can be enumerated. */
  readonly draws?: number;
  /** Whether to invert the test for an interval of 1 - level. */
  readonly interval?: boolean;
  /** Up to this many assignments all of them are taken; default 200,000. */
  readonly enumerateUpTo?: number;
}

/**
 * Studentised randomisation test of "the play changed nothing, for no unit" (or by `nullEffect` for every unit): the assignment
 * is drawn again as it was really drawn, on the whole roster within its strata, units without an outcome are dropped afterwards,
 * and |t| is compared: HC2 of the ANCOVA with stratum effects where each assigned unit is one row, a cluster-robust t where
 * several rows share a cluster. All assignments are enumerated up to 200,000 (p then counts the registered one), otherwise
 * p = (1 + as extreme) / (1 + draws) and is never 0. A draw whose effect cannot be told counts as extreme. Where the assignment was
 * drawn again until it was balanced, so is every re-draw, and only balanced assignments count (Morgan & Rubin 2012,
 * doi:10.1214/12-AOS1008).
 *
 * Assumes that assigned units do not affect each other. Refuses COLLINEAR, NOT_IDENTIFIED_BY_REPLICATION, NO_VARIANCE and
 * ZERO_DENOMINATOR for the registered assignment, BALANCE_NOT_MET where it is not balanced itself, and
 * TOO_FEW_ACCEPTABLE_ASSIGNMENTS where hardly any is; never throws for data.
 *
 * Fisher 1935; Young 2019 (doi:10.1093/qje/qjy029); Wu & Ding 2021 (doi:10.1080/01621459.2020.1750415); Phipson & Smyth 2010
 * (doi:10.2202/1544-6115.1585).
 */
export function randomisationTest(
  question: RandomisationQuestion,
  settings: RandomisationSettings,
): RandomisationFinding | StatisticalRefusal {
  const redraws = new Redraws(question.assignment);
  const rows = rowsUnderNull(question, redraws);
  if (rows.kind === 'refused') return rows;
  const scorer = hasClusters(question.assigned) ? new ClusterScores(rows) : new UnitScores(rows);
  const observed = emptyScore();
  const state = scorer.score(redraws.treatment, observed, true);
  if (state !== 'sound') return refusalOf(state);

  const assignments = balancedAssignments(redraws);
  if (typeof assignments !== 'number') return assignments;
  const exact = admissibleAssignments(redraws.sizes) <= (settings.enumerateUpTo ?? EXACT_LIMIT);
  const draws = exact ? assignments : (settings.draws ?? drawsFor(settings.level));
  // Where swapping the arms stays in the design, each assignment has a mirror image of the same |t|: one of the two will do.
  const scored = exact && swapStays(redraws.sizes) ? draws / 2 : draws;
  const table = scoredDraws(rows, observed, { draws: scored, exact, interval: settings.interval === true });
  if (exact) enumerate(redraws, scorer, table);
  else drawAtRandom(redraws, scorer, table, new Random(settings.seed));

  const smallest = smallestExactP(redraws.sizes, assignments);
  const supposed = question.nullEffect ?? 0;
  const interval = settings.interval === true ? invertedInterval(table, settings.level) : null;
  return {
    pValue: shareAsExtreme(table),
    draws,
    exact,
    smallestPossible: exact ? smallest : Math.max(smallest, 1 / (draws + 1)),
    seed: settings.seed,
    interval: interval && [shifted(interval[0], supposed), shifted(interval[1], supposed)],
  };
}

/** The fewest of 9,999, 99,999 and 999,999 draws that leave at least twenty beyond the level. */
export function drawsFor(level: number): number {
  return DRAW_STEPS.find((draws) => draws + 1 >= DRAWS_PER_LEVEL / level) ?? DRAW_STEPS[DRAW_STEPS.length - 1];
}

/** Response minus the supposed effect, and the shift that one unit of effect makes under the registered assignment. */
function rowsUnderNull(question: RandomisationQuestion, redraws: Redraws): ResidualisedRows | StatisticalRefusal {
  const { assignment, assigned, outcome, denominator, covariates, nullEffect = 0 } = question;
  const treated = Float64Array.from(assigned, (unit) => assignment.pilot[unit]);
  if (denominator && !(denominator.reduce((total, value) => total + value, 0) > 0))
    return refused('ZERO_DENOMINATOR', { column: COLUMN.denominator });
  const linear = denominator ? pooledRatio(outcome, denominator, treated) : { response: outcome, shift: treated };
  const stratumOfSlot = new Int32Array(redraws.slot.length);
  redraws.slot.forEach((slot, unit) => (stratumOfSlot[slot] = assignment.stratum[unit]));
  const rows = residualisedRows({
    response: linear.response.map((value, row) => value - nullEffect * linear.shift[row]),
    shift: linear.shift,
    covariates,
    slot: Int32Array.from(assigned, (unit) => redraws.slot[unit]),
    stratumOfSlot,
  });
  if (rows.kind === 'residualised' && rows.response.every((value) => value === 0))
    return refused('NO_VARIANCE', { column: COLUMN.outcome });
  return rows;
}

/**
 * Linearises a ratio of sums at the pooled ratio R of the rows, in units of the mean denominator: (y - R d) / mean d. An effect
 * tau takes tau d from the numerator of each pilot row, which also moves R: the shift says by how much. The denominators must add
 * up to something positive (Deng, Knoblich & Lu 2018, doi:10.1145/3219819.3219919).
 */
export function pooledRatio(
  numerator: Float64Array,
  denominator: Float64Array,
  treated: Float64Array,
): { response: Float64Array; shift: Float64Array } {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const total = sum(denominator);
  const ratio = sum(numerator) / total;
  const treatedShare = dot(treated, denominator) / total;
  const average = total / denominator.length;
  return {
    response: numerator.map((value, row) => (value - ratio * denominator[row]) / average),
    shift: treated.map((arm, row) => ((arm - treatedShare) * denominator[row]) / average),
  };
}

function balancedAssignments(redraws: Redraws): number | StatisticalRefusal {
  if (!redraws.isAccepted) return refused('BALANCE_NOT_MET');
  const assignments = redraws.assignments();
  return assignments === 0 ? refused('TOO_FEW_ACCEPTABLE_ASSIGNMENTS') : assignments;
}

function hasClusters(assigned: Int32Array): boolean {
  return new Set(assigned).size < assigned.length;
}

function refusalOf(state: Exclude<ScoreState, 'sound'>): StatisticalRefusal {
  return state === 'collinear'
    ? refused('COLLINEAR', { column: COLUMN.arm })
    : refused('NOT_IDENTIFIED_BY_REPLICATION');
}

function scoredDraws(
  rows: ResidualisedRows,
  observed: StudentisedScore,
  { draws, exact, interval }: { draws: number; exact: boolean; interval: boolean },
): ScoredDraws {
  const forInterval = interval ? draws : 0;
  return {
    observed,
    effect: new Float64Array(draws),
    variance: new Float64Array(draws),
    shiftEffect: new Float64Array(forInterval),
    cross: new Float64Array(forInterval),
    shiftVariance: new Float64Array(forInterval),
    totals: {
      response: dot(rows.response, rows.response),
      cross: dot(rows.response, rows.shift),
      shift: dot(rows.shift, rows.shift),
    },
    added: exact ? 0 : 1,
  };
}

function enumerate(redraws: Redraws, scorer: DrawScorer, table: ScoredDraws): void {
  const score = emptyScore();
  for (const at of redraws.all()) {
    // The mirror images of the first half of them, in reverse, are the second.
    if (at === table.effect.length) return;
    enter(table, at, scorer.score(redraws.treatment, score, table.shiftEffect.length > 0), score);
  }
}

function drawAtRandom(redraws: Redraws, scorer: DrawScorer, table: ScoredDraws, random: Random): void {
  const score = emptyScore();
  for (let at = 0; at < table.effect.length; at += 1) {
    redraws.draw(random);
    enter(table, at, scorer.score(redraws.treatment, score, table.shiftEffect.length > 0), score);
  }
}

function enter(table: ScoredDraws, at: number, state: ScoreState, score: StudentisedScore): void {
  const sound = state === 'sound';
  table.effect[at] = sound ? score.effect : Infinity;
  table.variance[at] = sound ? score.variance : 0;
  if (table.shiftEffect.length === 0 || !sound) return;
  table.shiftEffect[at] = score.shiftEffect;
  table.cross[at] = score.cross;
  table.shiftVariance[at] = score.shiftVariance;
}

function shifted(end: number | null, by: number): number | null {
  return end === null ? null : end + by;
}
