import { normalDensity, normalQuantile, normalUpperTail } from '../numbers/distributions.js';

/** One registered look and what a p-value must not exceed there. */
export interface LookBoundary {
  /** Share of the measurement calendar that has passed, above 0, at most 1. */
  readonly time: number;
  /** Two-sided alpha spent up to this look. */
  readonly spent: number;
  /** Infinity where the look cannot reject. */
  readonly z: number;
  /** 2 (1 - Phi(z)), two-sided: both p-values are held against it, and the interval of the look is the one of 1 - level. */
  readonly level: number;
}

/** A ten-thousandth of the calendar, less rounding. */
const SHORTEST_GAP = 0.99999e-4;
/** Nodes of Simpson's rule; more only where two looks are so close that the step between them would fall through. */
const NODES = 801;
const NODES_PER_DEVIATION = 4;
/** Beyond this many standard deviations there is no mass left to integrate. */
const REACH = 12;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Looked up once: reading a global in the innermost loop is slow where modules run in a sandbox. */
const { exp } = Math;

/** The part of two-sided `alpha` spent by the time t: 4 (1 - Phi(z_{1-alpha/4} / sqrt t)), O'Brien-Fleming type. */
export function spentAlpha(time: number, alpha: number): number {
  return 4 * normalUpperTail(-normalQuantile(alpha / 4) / Math.sqrt(time));
}

/**
 * Boundaries for looks at any times of the calendar, by recursive integration of the sub-density of pilots that no earlier look
 * has stopped. A look whose cumulative alpha lies below `smallestP`, the smallest p the design can attain, cannot reject: it
 * gets no boundary and spends nothing, so that nothing of alpha is lost. A missed or extra look: call again with the real times.
 *
 * Times ascend, from above 0 to at most 1 (past the calendar no alpha is left), at least 0.0001 apart; else a RangeError.
 * Lan & DeMets 1983, doi:10.1093/biomet/70.3.659; Armitage, McPherson & Rowe 1969, doi:10.2307/2343787; Jennison & Turnbull 2000.
 */
export function spendingBoundary(times: readonly number[], alpha: number, smallestP = 0): LookBoundary[] {
  times.forEach((time, look) => {
    const gap = look === 0 ? time : time - times[look - 1];
    if (!(gap >= SHORTEST_GAP && time <= 1)) throw new RangeError(`Look ${look + 1} is at ${time} of the calendar.`);
  });
  const usable = times.filter((time) => spentAlpha(time, alpha) >= smallestP);
  const looks: LookBoundary[] = [];
  let before: SubDensity | null = null;
  let spentBefore = 0;
  for (const time of times) {
    const spent = spentAlpha(time, alpha);
    const increment = (spent - spentBefore) / 2;
    if (spent < smallestP || !(increment > 0)) {
      looks.push({ time, spent: spentBefore, z: Infinity, level: 0 });
      continue;
    }
    const z = before === null ? -normalQuantile(increment) : crossing(before, time, increment);
    looks.push({ time, spent, z, level: 2 * normalUpperTail(z) });
    const next = usable[usable.indexOf(time) + 1] as number | undefined;
    if (next !== undefined) before = subDensity(before, { time, z, next });
    spentBefore = spent;
  }
  return looks;
}

/** Density of the score S_t (variance t) of pilots that no look up to t has stopped, on equally spaced nodes, Simpson's weights included. */
interface SubDensity {
  readonly time: number;
  readonly nodes: Float64Array;
  readonly masses: Float64Array;
}

function subDensity(
  before: SubDensity | null,
  { time, z, next }: { readonly time: number; readonly z: number; readonly next: number },
): SubDensity {
  const reach = Math.min(z, REACH) * Math.sqrt(time);
  const deviation = Math.sqrt(Math.min(next - time, before === null ? time : time - before.time));
  const intervals = 2 * Math.ceil(Math.max(NODES - 1, (2 * reach * NODES_PER_DEVIATION) / deviation) / 2);
  const step = (2 * reach) / intervals;
  const nodes = Float64Array.from({ length: intervals + 1 }, (_, i) => -reach + i * step);
  const masses = new Float64Array(intervals + 1);
  // the boundaries are symmetric, so the density is
  for (let i = 0; 2 * i <= intervals; i += 1) {
    const weight = i === 0 ? 1 : i % 2 === 1 ? 4 : 2;
    masses[i] = (densityAt(before, time, nodes[i]) * weight * step) / 3;
    masses[intervals - i] = masses[i];
  }
  return { time, nodes, masses };
}

function densityAt(before: SubDensity | null, time: number, score: number): number {
  const deviation = Math.sqrt(before === null ? time : time - before.time);
  if (before === null) return normalDensity(score / deviation) / deviation;
  const { nodes, masses } = before;
  let density = 0;
  for (let i = 0; i < nodes.length; i += 1) {
    const step = (score - nodes[i]) / deviation;
    density += masses[i] * exp(-0.5 * step * step);
  }
  return density / (SQRT_TWO_PI * deviation);
}

/** The z that pilots not stopped before exceed at `time` with probability `increment`: Newton's rule on its logarithm, kept in a bracket. */
function crossing(before: SubDensity, time: number, increment: number): number {
  const deviation = Math.sqrt(time - before.time);
  const exceeding = (score: number): number => {
    let mass = 0;
    for (let i = 0; i < before.nodes.length; i += 1) {
      mass += before.masses[i] * normalUpperTail((score - before.nodes[i]) / deviation);
    }
    return mass;
  };
  let low = 0;
  // without any earlier look the same probability lies further out
  let high = -normalQuantile(increment) * Math.sqrt(time);
  let score = high;
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const mass = exceeding(score);
    if (mass > increment) low = score;
    else high = score;
    const newton = score + (Math.log(mass / increment) * mass) / densityAt(before, time, score);
    const inside = newton > low && newton < high;
    const moved = inside ? newton : (low + high) / 2;
    if (Math.abs(moved - score) < 1e-12) return moved / Math.sqrt(time);
    score = moved;
  }
  return score / Math.sqrt(time);
}
