import { admissibleOrders, EXACT_LIMIT } from '../randomisation/admissible-assignments.js';
import { COLUMN, type RandomisationFinding, type StatisticalRefusal, refused } from '../finding.js';
import { Random } from '../numbers/random.js';
import { type ScoredDraws, invertedInterval, shareAsExtreme } from '../randomisation/randomisation-interval.js';
import { type RandomisationSettings, drawsFor } from '../randomisation/randomisation-test.js';
import { emptyScore } from '../randomisation/studentised-score.js';
import { OrderRedraws, smallestOrderP } from './order-redraws.js';
import { OrderScores } from './order-scores.js';
import type { SwitchPanel } from './switch-panel.js';

/**
 * Randomisation test of "the play changed nothing, in no cluster and period": the order of the switch is drawn again within
 * its strata, and |t| of the model with cluster and period effects is compared, robust by cluster. All orders are enumerated up
 * to 200,000, otherwise p = (1 + as extreme) / (1 + draws). An order whose effect cannot be told counts as extreme.
 *
 * Assumes that clusters do not affect each other and that an outcome depends on when its cluster switched only through the
 * play. Refuses NO_CONTRAST where the registered order does not identify the effect.
 *
 * Fisher 1935; Wang & De Gruttola 2017, doi:10.1002/sim.7329 (stepped wedge); Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
 */
export function orderTest(
  panel: SwitchPanel,
  settings: Omit<RandomisationSettings, 'interval'>,
): RandomisationFinding | StatisticalRefusal {
  const scorer = new OrderScores(panel);
  const redraws = new OrderRedraws(panel);
  const observed = emptyScore();
  if (scorer.score(panel.wave, observed) !== 'sound') return refused('NO_CONTRAST', { column: COLUMN.period });
  const orders = admissibleOrders(redraws.sizes);
  const exact = orders <= EXACT_LIMIT;
  const draws = exact ? orders : (settings.draws ?? drawsFor(settings.level));
  const column = (): Float64Array => new Float64Array(draws);
  const table: ScoredDraws = {
    observed,
    effect: column(),
    variance: column(),
    shiftEffect: column(),
    cross: column(),
    shiftVariance: column(),
    totals: scorer.totals,
    added: exact ? 0 : 1,
  };
  for (const at of exact ? redraws.all() : drawn(redraws, draws, new Random(settings.seed)))
    enter(table, at, scorer, redraws);
  const smallest = smallestOrderP(panel);
  return {
    pValue: shareAsExtreme(table),
    draws,
    exact,
    smallestPossible: exact ? smallest : Math.max(smallest, 1 / (draws + 1)),
    seed: settings.seed,
    interval: invertedInterval(table, settings.level),
  };
}

function* drawn(redraws: OrderRedraws, draws: number, random: Random): Generator<number> {
  for (let at = 0; at < draws; at += 1) {
    redraws.draw(random);
    yield at;
  }
}

function enter(table: ScoredDraws, at: number, scorer: OrderScores, redraws: OrderRedraws): void {
  const score = emptyScore();
  const sound = scorer.score(redraws.wave, score) === 'sound';
  table.effect[at] = sound ? score.effect : Infinity;
  table.variance[at] = score.variance;
  table.shiftEffect[at] = score.shiftEffect;
  table.cross[at] = score.cross;
  table.shiftVariance[at] = score.shiftVariance;
}
