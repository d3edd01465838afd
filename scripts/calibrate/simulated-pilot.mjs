import { Random, drawCohorts } from '../../dist/statistics/index.js';
import { UPLIFT_POINTS, UPLIFT_SHARE, WEEKS } from './cells.mjs';

/**
 * The field of the simulation, as in a B2B sales force: log-normal deals, about thirty in twelve weeks for each salesperson,
 * whose level persists, so that the logarithms of what they sell before and during the pilot correlate at about .8.
 */
const DEALS_A_WEEK = 2.5;
const TYPICAL_DEAL = 1_000;
const SPREAD = { deals: 1, salespeople: 0.6, salespeopleInTeams: 0.5, teams: 0.35, regions: 0.4 };
const WIN_RATE = { typical: 0.25, salespeople: 0.08, lowest: 0.05, highest: 0.6 };
const TEAM = { smallest: 3, sizes: 6 };

/**
 * One simulated pilot: its people with their arm, and their deals of the twelve weeks before and after the start.
 * The same seed makes the same field and the same draw with and without an effect.
 */
export function simulatedPilot(design, seed, isEffective) {
  const chance = new Chance(seed);
  const people = salesForce(design, chance);
  const armOf = drawn(people, design, chance);
  return people.map((person) => {
    const arm = armOf.get(person.assigned);
    const effect = isEffective ? effectOn(design) : 0;
    const own = effect + design.unlikeEffects * chance.normal();
    const before = deals(person, 0, chance);
    const after = deals(person, arm === 'pilot' ? own : 0, chance);
    const isNew = chance.happens(design.newcomers);
    const hasLeft = chance.happens(design.leavers);
    return { ...person, arm, before: isNew ? null : before, after: hasLeft ? null : after };
  });
}

/** On the scale of the estimate: log revenue, or the win rate itself. */
export function effectOn({ metric }) {
  return metric === 'REVENUE' ? Math.log1p(UPLIFT_SHARE) : UPLIFT_POINTS;
}

function salesForce(design, chance) {
  return Array.from({ length: design.units }, (_, index) => {
    const region = index % design.strata;
    const shared =
      (design.strata > 1 ? SPREAD.regions * (region - (design.strata - 1) / 2) : 0) + ofTeam(design, chance);
    const size = design.teams ? TEAM.smallest + chance.below(TEAM.sizes) : 1;
    const place = {
      assigned: `${design.teams ? 'team' : 'unit'} ${index + 10}`,
      stratum: design.strata > 1 ? `region ${region}` : null,
    };
    const spread = design.teams ? SPREAD.salespeopleInTeams : SPREAD.salespeople;
    return Array.from({ length: size }, (__, member) => ({
      ...place,
      unit: `${place.assigned} ${member}`,
      metric: design.metric,
      level: shared + spread * chance.normal(),
    }));
  }).flat();
}

function ofTeam({ teams }, chance) {
  return teams ? SPREAD.teams * chance.normal() : 0;
}

function drawn(people, { pilotShare }, chance) {
  const roster = new Map(people.map(({ assigned, stratum }) => [assigned, { unit: assigned, stratum }]));
  const arms = [
    { arm: 'control', share: 1 - pilotShare },
    { arm: 'pilot', share: pilotShare },
  ];
  return new Map(drawCohorts([...roster.values()], arms, chance.word()).map(({ unit, arm }) => [unit, arm]));
}

/** By week: the values of won deals, or 1 and 0 for each deal won and lost. */
function deals({ metric, level }, effect, chance) {
  const chanceToWin = clamped(WIN_RATE.typical + WIN_RATE.salespeople * level) + effect;
  return Array.from({ length: WEEKS }, () =>
    Array.from({ length: chance.poisson(DEALS_A_WEEK) }, () =>
      metric === 'REVENUE'
        ? TYPICAL_DEAL * Math.exp(level + effect + SPREAD.deals * chance.normal())
        : chance.happens(chanceToWin)
          ? 1
          : 0,
    ),
  );
}

function clamped(rate) {
  return Math.min(WIN_RATE.highest, Math.max(WIN_RATE.lowest, rate));
}

class Chance extends Random {
  uniform() {
    return (this.word() + 0.5) / 2 ** 32;
  }

  normal() {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  happens(share) {
    return share > 0 && this.uniform() < share;
  }

  /** Knuth's product of uniforms: for small means. */
  poisson(mean) {
    const limit = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > limit; product *= this.uniform()) count += 1;
    return count;
  }
}
