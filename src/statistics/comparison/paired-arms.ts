import type { ArmPair } from './arm-pair.js';
import { covariateNames } from './assigned-units.js';
import { knownBaseline } from './baseline.js';
import { COLUMN, type CheckFinding, type ComparisonScale, type StatisticalRefusal } from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import { type MatchedPairs, pairName } from './matched-pairs.js';
import { type ObservedArms, observedArms } from './observed-arms.js';

/** Control and one pilot arm as the model of differences sees them: one entry for each complete pair, in name order. */
export interface PairedArms {
  readonly kind: 'paired';
  /** The rows of the complete pairs. */
  readonly arms: ObservedArms;
  readonly names: readonly string[];
  /** What the members came to, on the scale of the model; with fewer than 8 pairs each moved to its pair's mean baseline. */
  readonly pilot: Float64Array;
  readonly control: Float64Array;
  /** Of that move: by how much it takes the pilot's advance off the difference. */
  readonly advance: Float64Array;
  /** Pilot minus control. */
  readonly covariates: readonly Column[];
  /** Covariates that the number of pairs does not carry. */
  readonly leftOut: readonly CheckFinding[];
}

/** Pairs from which on the difference of baselines is a covariate, and how many more each further one needs. */
const PAIRS_FOR_A_BASELINE = 8;
const PAIRS_FOR_A_COVARIATE = 10;

/**
 * Puts the complete pairs on the scale of the model. A cluster is the mean of its rows, on that scale. From 8 pairs on the
 * difference of baselines is a covariate; with fewer its slope cannot be estimated and is taken as 1: changes are compared. Where
 * a member's baseline is not known, its partner's stands for it: that is what a pair is for.
 * Refuses as `observedArms` does.
 */
export function pairedArms(
  pairs: Pick<MatchedPairs, 'complete' | 'names'>,
  armPair: ArmPair,
  scale: ComparisonScale,
): PairedArms | StatisticalRefusal {
  const { complete, names } = pairs;
  const arms = observedArms(complete, armPair, scale);
  if (arms.kind === 'refused') return arms;
  const baseline = knownBaseline(arms.roster, scale);
  if (!(baseline instanceof Float64Array)) return baseline;
  const members = new Members(arms, names);
  const before = members.difference(members.ofRoster(baseline)).map((value) => (Number.isNaN(value) ? 0 : value));
  const isFew = names.length < PAIRS_FOR_A_BASELINE;
  const { pilot, control } = members.means(arms.rows.response);
  const advance = isFew ? before : new Float64Array(names.length);
  const named = covariateNames(complete).map((name): Column => ({
    name,
    values: members.difference(
      members.ofRoster(Float64Array.from(arms.roster, ({ covariates }) => covariates?.[name] ?? NaN)),
    ),
  }));
  const differs = before.some((value) => value !== 0);
  const wanted = !isFew && differs ? [{ name: COLUMN.baseline, values: before }, ...named] : named;
  const allowed = isFew ? 0 : 1 + Math.floor((names.length - PAIRS_FOR_A_BASELINE) / PAIRS_FOR_A_COVARIATE);
  return {
    kind: 'paired',
    arms,
    names,
    pilot: pilot.map((value, pair) => value - advance[pair] / 2),
    control: control.map((value, pair) => value + advance[pair] / 2),
    advance,
    covariates: wanted.slice(0, allowed),
    leftOut: wanted
      .slice(allowed)
      .map(({ name }) => ({ code: 'COVARIATE_LEFT_OUT', severity: 'WARN', arm: armPair.arm, column: name }) as const),
  };
}

/** By pair, pilot minus control, of a column over the observed rows. */
export function pairDifference(
  { arms, names }: Pick<PairedArms, 'arms' | 'names'>,
  values: Float64Array,
): Float64Array {
  return new Members(arms, names).difference(values);
}

/** Which row of the complete pairs belongs to which pair and arm. */
class Members {
  /** By observed row. */
  private readonly pair: Int32Array;

  constructor(
    private readonly arms: ObservedArms,
    private readonly names: readonly string[],
  ) {
    const index = new Map(names.map((name, at) => [name, at]));
    this.pair = arms.observed.map((row) => index.get(pairName(arms.roster[row])) ?? -1);
  }

  ofRoster(values: Float64Array): Float64Array {
    return Float64Array.from(this.arms.observed, (row) => values[row]);
  }

  /** By pair and arm, over the observed rows of the member whose value is known; NaN where none is. */
  means(values: Float64Array): { pilot: Float64Array; control: Float64Array } {
    const [control, pilot] = [0, 1].map((arm) => {
      const total = new Float64Array(this.names.length);
      const known = new Float64Array(this.names.length);
      this.pair.forEach((pair, row) => {
        if (this.arms.rows.treatment[row] !== arm || Number.isNaN(values[row])) return;
        total[pair] += values[row];
        known[pair] += 1;
      });
      return total.map((sum, pair) => sum / known[pair]);
    });
    return { pilot, control };
  }

  difference(values: Float64Array): Float64Array {
    const { pilot, control } = this.means(values);
    return pilot.map((value, pair) => value - control[pair]);
  }
}
