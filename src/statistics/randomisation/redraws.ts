import { EXACT_LIMIT, type StratumSizes, admissibleAssignments } from './admissible-assignments.js';
import { type Balance, BalanceRule } from './balance-rule.js';
import { Random } from '../numbers/random.js';

/**
 * The registered assignment of control and one pilot arm: one entry for each assigned unit (cluster) of the whole roster,
 * with or without an outcome, in an order that the data do not decide (sorted by name), for that order is what a seed acts on.
 */
export interface Assignment {
  /** 1 for the pilot arm, 0 for control. */
  readonly pilot: Uint8Array;
  /** Which stratum it was drawn in; all 0 for a complete draw. */
  readonly stratum: Int32Array;
  /** By assigned unit: what was balanced, where it was drawn again until it was. */
  readonly balance?: Balance;
}

/**
 * A stratum as a run of slots, of which the smaller arm's are chosen (of equal arms, the one its first unit is in): so that
 * swapping the names of the arms swaps them in every draw too.
 */
interface Stratum {
  readonly start: number;
  readonly units: number;
  readonly pilot: number;
  readonly chosen: number;
  readonly chosenArm: 0 | 1;
}

/** Random assignments from which the share of the balanced ones is estimated, where they are too many to count. */
const PROBES = 9_999;
/** With fewer of them balanced, drawing until one is would take too long, and their number is not known. */
const FEWEST_BALANCED = 10;

/**
 * Repeats the registered draw within its strata, and under its balance threshold: at random, or one assignment after the other.
 */
export class Redraws {
  /** By slot: 1 where the draw at hand puts the unit in the pilot arm. Slots run stratum by stratum. */
  readonly treatment: Float64Array;
  /** By assigned unit: its slot. */
  readonly slot: Int32Array;
  private readonly strata: readonly Stratum[];
  private readonly order: Int32Array;
  private readonly rule: BalanceRule | null;

  constructor(private readonly assignment: Assignment) {
    const { pilot, stratum } = assignment;
    const units = Array.from(pilot.keys()).sort((a, b) => stratum[a] - stratum[b] || a - b);
    this.treatment = new Float64Array(units.length);
    this.slot = new Int32Array(units.length);
    this.order = Int32Array.from(units.keys());
    units.forEach((unit, slot) => (this.slot[unit] = slot));
    this.strata = strataOf(units, assignment);
    this.rule = ruleOf(units, assignment);
    this.register();
  }

  get sizes(): readonly StratumSizes[] {
    return this.strata;
  }

  /** Back to the assignment as it was registered. */
  register(): void {
    this.slot.forEach((slot, unit) => (this.treatment[slot] = this.assignment.pilot[unit]));
  }

  /** Whether the assignment at hand is balanced. */
  get isAccepted(): boolean {
    return this.rule?.accepts(this.treatment) ?? true;
  }

  /**
   * How many assignments could have been drawn: the admissible ones, or those of them that are balanced, counted up to 200,000
   * admissible ones and beyond estimated by their share of 9,999 random ones; 0 where fewer than ten of these are balanced. The
   * registered assignment is at hand afterwards.
   * @param enough where it does not matter by how much there are more: there the count stops.
   */
  assignments(enough = Infinity): number {
    const admissible = admissibleAssignments(this.strata);
    if (this.rule === null) return admissible;
    let accepted = 0;
    if (admissible <= EXACT_LIMIT) {
      for (const at of this.all()) {
        accepted = at + 1;
        if (accepted >= enough) break;
      }
    } else {
      const random = new Random(0);
      for (let probe = 0; probe < PROBES; probe += 1) {
        this.shuffle(random);
        if (this.isAccepted) accepted += 1;
      }
    }
    this.register();
    if (admissible <= EXACT_LIMIT) return accepted;
    return accepted < FEWEST_BALANCED ? 0 : (accepted / PROBES) * admissible;
  }

  /** Makes `treatment` a fresh draw; any start will do. Where nothing is balanced it would not end. */
  draw(random: Random): void {
    do this.shuffle(random);
    while (!this.isAccepted);
  }

  private shuffle(random: Random): void {
    const { treatment, order } = this;
    for (const { start, units, chosen, chosenArm } of this.strata) {
      treatment.fill(1 - chosenArm, start, start + units);
      random.sampleToFront(order, start, units, chosen);
      for (let i = start; i < start + chosen; i += 1) treatment[order[i]] = chosenArm;
    }
  }

  /** Runs through every assignment that could have been drawn once, in lexicographic order, and counts them from 0. */
  *all(): Generator<number> {
    const { order } = this;
    for (let i = 0; i < order.length; i += 1) order[i] = i;
    this.strata.forEach((stratum) => this.assign(stratum));
    let at = 0;
    do if (this.isAccepted) yield at++;
    while (this.advance());
  }

  /** The next choice of the last stratum that has one left; the strata after it start again. */
  private advance(): boolean {
    for (let s = this.strata.length - 1; s >= 0; s -= 1) {
      const stratum = this.strata[s];
      const moved = nextCombination(this.order, stratum);
      this.assign(stratum);
      if (moved) return true;
    }
    return false;
  }

  private assign({ start, units, chosen, chosenArm }: Stratum): void {
    this.treatment.fill(1 - chosenArm, start, start + units);
    for (let i = start; i < start + chosen; i += 1) this.treatment[this.order[i]] = chosenArm;
  }
}

function ruleOf(units: readonly number[], { balance }: Assignment): BalanceRule | null {
  if (balance === undefined) return null;
  const columns = balance.columns.map((values) => Float64Array.from(units, (unit) => values[unit]));
  return new BalanceRule({ columns, threshold: balance.threshold });
}

function strataOf(units: readonly number[], { pilot, stratum }: Assignment): Stratum[] {
  const strata: Stratum[] = [];
  for (let start = 0, end = 0; start < units.length; start = end) {
    let inPilot = 0;
    for (end = start; end < units.length && stratum[units[end]] === stratum[units[start]]; end += 1)
      inPilot += pilot[units[end]];
    const inControl = end - start - inPilot;
    const pilotChosen = inPilot === inControl ? pilot[units[start]] === 1 : inPilot < inControl;
    const chosen = Math.min(inPilot, inControl);
    strata.push({ start, units: end - start, pilot: inPilot, chosen, chosenArm: pilotChosen ? 1 : 0 });
  }
  return strata;
}

/** Moves the first `chosen` entries to the next ascending choice of slots; after the last one back to the first, and false. */
function nextCombination(order: Int32Array, { start, units, chosen }: Stratum): boolean {
  let i = chosen - 1;
  while (i >= 0 && order[start + i] === start + units - chosen + i) i -= 1;
  const moved = i >= 0;
  const from = moved ? order[start + i] + 1 : start;
  for (let j = Math.max(i, 0), slot = from; j < chosen; j += 1, slot += 1) order[start + j] = slot;
  return moved;
}
