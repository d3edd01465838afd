import { armsDesign, treatmentColumn } from '../comparison/ancova.js';
import { matchedPairs } from '../comparison/matched-pairs.js';
import { type ObservedArms, observedArms } from '../comparison/observed-arms.js';
import { pairDifference, pairedArms } from '../comparison/paired-arms.js';
import type { ComparisonScale, ObservedUnit, StatisticalRefusal } from '../finding.js';
import { factorise } from '../numbers/least-squares.js';
import type { StagesQuestion } from './two-stages.js';

interface ByArm {
  readonly control: number;
  readonly pilot: number;
}

/** Control and one pilot arm with what they used, in the columns of their comparison. */
export interface AnalysedUse {
  readonly kind: 'use';
  /** Rows that are analysed, and their mean share of use. */
  readonly units: ByArm;
  readonly use: ByArm;
  readonly question: StagesQuestion;
}

/**
 * What the two stages are asked: by row the columns of the analysis of covariance, or by matched pair the differences of
 * its members. Rows in name order, with an outcome only where the use is known. Refuses as the comparison does.
 */
export function analysedUse(
  known: readonly ObservedUnit[],
  { arm, scale }: { readonly arm: string; readonly scale: ComparisonScale },
  control: string,
): AnalysedUse | StatisticalRefusal {
  const armPair = { control, arm };
  if (known.some(({ pair }) => pair !== undefined)) {
    const pairs = matchedPairs(known, armPair, scale);
    if (pairs.kind === 'refused') return pairs;
    const paired = pairedArms(pairs, armPair, scale);
    if (paired.kind === 'refused') return paired;
    const { names, pilot, control: partner, covariates, arms } = paired;
    const design = factorise(names.length, covariates);
    if (design.kind === 'refused') return design;
    return withUse(arms, (use) => ({
      design,
      contrast: unitVector(design.width, 0),
      groups: { names, of: Int32Array.from(names.keys()) },
      outcome: pilot.map((value, pair) => value - partner[pair]),
      use: pairDifference(paired, use),
    }));
  }
  const arms = observedArms(known, armPair, scale);
  if (arms.kind === 'refused') return arms;
  const { rows } = arms;
  const design = armsDesign(rows);
  if (design.kind === 'refused') return design;
  const contrast = unitVector(design.width, treatmentColumn(rows));
  return withUse(arms, (use) => ({ design, contrast, groups: rows.groups, outcome: rows.response, use }));
}

function withUse(arms: ObservedArms, ask: (use: Float64Array) => StagesQuestion): AnalysedUse {
  const { treatment } = arms.rows;
  const use = Float64Array.from(arms.observed, (row) => arms.roster[row].used ?? NaN);
  const of = (side: 0 | 1): Float64Array => use.filter((_, row) => treatment[row] === side);
  const mean = (shares: Float64Array): number => shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return {
    kind: 'use',
    units: { control: of(0).length, pilot: of(1).length },
    use: { control: mean(of(0)), pilot: mean(of(1)) },
    question: ask(use),
  };
}

function unitVector(width: number, at: number): Float64Array {
  const vector = new Float64Array(width);
  vector[at] = 1;
  return vector;
}
