import { EXACT_LIMIT } from './admissible-assignments.js';
import { COLUMN, type RandomisationFinding, type StatisticalRefusal, refused } from '../finding.js';
import { Random } from '../numbers/random.js';
import { type PairRows, type PairsToFlip, PairScores, pairRows } from './pair-scores.js';
import { type ScoredDraws, invertedInterval, shareAsExtreme } from './randomisation-interval.js';
import { type RandomisationSettings, drawsFor } from './randomisation-test.js';
import { dot } from './residualised-rows.js';
import { emptyScore } from './studentised-score.js';

/**
 * Randomisation test of matched pairs: had the coin of a pair fallen the other way, the difference of its members would have the
 * opposite sign. All 2^pairs sign flips are compared up to 200,000 of them (p then counts the registered one), otherwise random
 * ones, by |t| of the intercept of difference ~ 1 + covariates with its HC2 variance; without covariates that is the paired t.
 * Assumes that pairs do not affect each other. Refuses COLLINEAR, NOT_IDENTIFIED_BY_REPLICATION and NO_VARIANCE for the
 * registered assignment.
 * Fisher 1935, ch. 3; Fogarty 2018, doi:10.1111/rssb.12290; Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
 */
export function signFlipTest(
  question: PairsToFlip,
  settings: RandomisationSettings,
): RandomisationFinding | StatisticalRefusal {
  const rows = pairRows(question);
  if (rows.kind === 'refused') return rows;
  if (rows.response.every((value) => value === 0)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const pairs = rows.response.length;
  const scores = new PairScores(rows);
  const observed = emptyScore();
  const state = scores.score(observed);
  if (state !== 'sound')
    return state === 'collinear'
      ? refused('COLLINEAR', { column: COLUMN.arm })
      : refused('NOT_IDENTIFIED_BY_REPLICATION');

  const assignments = 2 ** pairs;
  const exact = assignments <= EXACT_LIMIT;
  const draws = exact ? assignments : (settings.draws ?? drawsFor(settings.level));
  const table = emptyTable(rows, { draws, added: exact ? 0 : 1, observed });
  const random = new Random(settings.seed);
  for (let at = 0; at < draws; at += 1) {
    if (exact) scores.flipAsIn(at);
    else scores.flip(random);
    enter(table, at, scores);
  }
  return {
    pValue: shareAsExtreme(table),
    draws,
    exact,
    smallestPossible: exact ? 2 / assignments : Math.max(2 / assignments, 1 / (draws + 1)),
    seed: settings.seed,
    interval: settings.interval === true ? invertedInterval(table, settings.level) : null,
  };
}

function emptyTable(
  { response, shift }: PairRows,
  { draws, added, observed }: { draws: number } & Pick<ScoredDraws, 'added' | 'observed'>,
): ScoredDraws {
  return {
    observed,
    added,
    effect: new Float64Array(draws),
    variance: new Float64Array(draws),
    shiftEffect: new Float64Array(draws),
    cross: new Float64Array(draws),
    shiftVariance: new Float64Array(draws),
    totals: { response: dot(response, response), cross: dot(response, shift), shift: dot(shift, shift) },
  };
}

/** A flip whose effect cannot be told counts as extreme. */
function enter(table: ScoredDraws, at: number, scores: PairScores): void {
  const score = emptyScore();
  const sound = scores.score(score) === 'sound';
  table.effect[at] = sound ? score.effect : Infinity;
  table.variance[at] = score.variance;
  table.shiftEffect[at] = score.shiftEffect;
  table.cross[at] = score.cross;
  table.shiftVariance[at] = score.shiftVariance;
}
