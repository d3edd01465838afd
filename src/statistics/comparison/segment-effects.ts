import { countByArm, hasOutcome, inNameOrder } from './assigned-units.js';
import {
  COLUMN,
  type Comparison,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import { observedArms } from './observed-arms.js';
import { pilotUplift } from './pilot-uplift.js';
import { OUTCOME_WINDOW, windowResponse } from './response.js';
import { type SegmentedArms, type SegmentedFit, segmentedFit } from './segmented-fit.js';
import type { WaldTest } from '../numbers/wald-test.js';

export interface SegmentPlan extends Pick<ComparisonPlan, 'control' | 'alpha' | 'level'> {
  /** The pilot arm that is compared with control. */
  readonly arm: string;
  /** That of the comparison as a whole, so that both speak of the same uplift. */
  readonly scale: ComparisonScale;
}

/** The uplift among the units of one segment. Numbers are null where refused. */
export interface SegmentEffect extends Pick<
  Comparison,
  | 'estimate'
  | 'standardError'
  | 'degreesOfFreedom'
  | 'pValue'
  | 'interval'
  | 'adjustedMeans'
  | 'absolute'
  | 'relative'
  | 'refusal'
> {
  readonly segment: string;
  /** Assigned units with an outcome, by arm. */
  readonly units: Readonly<Record<string, number>>;
}

export interface SegmentEffects {
  /** Whether the uplift differs between the segments at all; without that no segment is worth a word. */
  readonly interaction: WaldTest | null;
  /** In name order. */
  readonly segments: readonly SegmentEffect[];
  /** Why there is no test of the interaction. */
  readonly refusal: StatisticalRefusal | null;
}

const FEWEST_UNITS = 2;
const FEWEST_SEGMENTS = 2;

/**
 * Whether the uplift of one pilot arm differs between segments that were known before the pilot, and what it is in each: one
 * model `response ~ 1 + strata + segment + treatment + covariates + segment x treatment` of all of them together, the interaction
 * by a joint test of its columns (HTZ), each uplift by its own contrast, HC2 (CR2 where rows share a cluster) and Satterthwaite
 * degrees of freedom throughout. Units that `segmentOf` does not name stand aside, and so do segments with fewer than two
 * assigned units in an arm: these are refused TOO_FEW_UNITS with the arm.
 *
 * `segmentOf` gives a unit's segment. Intervals are at `level` (default alpha), each by itself: what they explore is corrected
 * with all else that is explored (`benjaminiHochberg`). Assumes segments fixed before the draw. Refuses TOO_FEW_GROUPS where
 * fewer than two segments can be compared, or the units do not carry so many; and what a comparison refuses, with the place.
 * Gail & Simon 1985, doi:10.2307/2530862; Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004.
 */
export function segmentEffects(
  rows: readonly ObservedUnit[],
  segmentOf: ReadonlyMap<string, string>,
  plan: SegmentPlan,
): SegmentEffects {
  const roster = inNameOrder(rows).filter(
    ({ unit, arm }) => segmentOf.has(unit) && (arm === plan.control || arm === plan.arm),
  );
  const parts = [...new Set(roster.map(({ unit }) => segmentOf.get(unit) ?? ''))]
    .sort()
    .map((name) => partOf(roster, { name, segmentOf }, plan));
  const compared = parts.filter(({ refusal }) => refusal === null).map(({ name }) => name);
  const kept = roster.filter(({ unit }) => compared.includes(segmentOf.get(unit) ?? ''));
  const fit = fitOf(kept, { names: compared, segmentOf }, plan);
  if (fit.kind === 'refused')
    return {
      interaction: null,
      refusal: fit,
      segments: parts.map(({ name, units, refusal }) => ({ segment: name, units, ...withoutNumbers(refusal ?? fit) })),
    };
  const interaction = fit.interaction();
  return {
    interaction: interaction.kind === 'refused' ? null : interaction,
    refusal: interaction.kind === 'refused' ? interaction : null,
    segments: parts.map(({ name, units, refusal }) => ({
      segment: name,
      units,
      ...(refusal ? withoutNumbers(refusal) : effectOf(fit, compared.indexOf(name), plan)),
    })),
  };
}

interface Part {
  readonly name: string;
  readonly units: Readonly<Record<string, number>>;
  readonly refusal: StatisticalRefusal | null;
}

interface Segments {
  readonly names: readonly string[];
  readonly segmentOf: ReadonlyMap<string, string>;
}

/** One segment by itself: whether each arm has what its mean needs. */
function partOf(
  roster: readonly ObservedUnit[],
  { name, segmentOf }: Omit<Segments, 'names'> & { readonly name: string },
  { control, arm, scale }: SegmentPlan,
): Part {
  const rows = roster.filter(({ unit }) => segmentOf.get(unit) === name);
  const isSeen = (row: ObservedUnit): boolean => hasOutcome(row, scale === 'ratio');
  const counted = countByArm(rows, isSeen);
  const units = { [control]: counted[control] ?? 0, [arm]: counted[arm] ?? 0 };
  const short = [control, arm].find((one) => units[one] < FEWEST_UNITS);
  if (short !== undefined) return { name, units, refusal: refused('TOO_FEW_UNITS', { arm: short }) };
  const response = windowResponse(rows.filter(isSeen), OUTCOME_WINDOW, { pair: { control, arm }, scale });
  return { name, units, refusal: response instanceof Float64Array ? null : response };
}

function fitOf(
  kept: readonly ObservedUnit[],
  { names, segmentOf }: Segments,
  { control, arm, scale }: SegmentPlan,
): SegmentedFit | StatisticalRefusal {
  if (names.length < FEWEST_SEGMENTS) return refused('TOO_FEW_GROUPS', { column: COLUMN.segment });
  const arms = observedArms(kept, { control, arm }, scale);
  if (arms.kind === 'refused') return arms;
  const segment = Int32Array.from(arms.observed, (row) => names.indexOf(segmentOf.get(arms.roster[row].unit) ?? ''));
  const segmented: SegmentedArms = { arms, segment, segments: names.length };
  return segmentedFit(segmented, { control, arm });
}

function effectOf(
  fit: SegmentedFit,
  segment: number,
  { alpha, level = alpha }: SegmentPlan,
): Omit<SegmentEffect, 'segment' | 'units'> {
  const uplift = pilotUplift(fit.armsOf(segment), { alpha, level }, fit.fittedTo(segment));
  if (uplift.kind === 'refused') return withoutNumbers(uplift);
  const { estimate, standardError, degreesOfFreedom, pValue, interval, adjustedMeans, absolute, relative } =
    uplift.figures;
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    pValue,
    interval,
    adjustedMeans,
    absolute,
    relative,
    refusal: null,
  };
}

function withoutNumbers(refusal: StatisticalRefusal): Omit<SegmentEffect, 'segment' | 'units'> {
  return {
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    pValue: null,
    interval: null,
    adjustedMeans: null,
    absolute: null,
    relative: null,
    refusal,
  };
}
