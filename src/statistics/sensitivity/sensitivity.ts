import { ancova } from '../comparison/ancova.js';
import { hasOutcome, inNameOrder, countByArm } from '../comparison/assigned-units.js';
import { compareArms } from '../comparison/compare-arms.js';
import { UPLIFT } from '../comparison/fitted-arms.js';
import { type ObservedArms, observedArms } from '../comparison/observed-arms.js';
import { fittedArms } from '../comparison/pilot-uplift.js';
import type { Levels } from '../comparison/relative-uplift.js';
import { welch } from '../comparison/welch.js';
import {
  COLUMN,
  type CheckFinding,
  type Comparison,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import { chosenRoster } from '../designs/chosen-roster.js';
import { jackknifeEstimate } from '../numbers/robust-variance.js';
import { assignedMeans } from './assigned-means.js';
import { cuped } from './cuped.js';
import { interactedAncova } from './interacted-ancova.js';
import { mannWhitney } from './mann-whitney.js';
import { meanOfRatios, unitRatios } from './mean-of-ratios.js';
import { ratioOfMeans } from './ratio-of-means.js';
import {
  type RowHead,
  type SensitivityCode,
  type SensitivityRow,
  asShare,
  comparisonRow,
  fittedRow,
  refusedRow,
} from './sensitivity-row.js';
import { wildClusterBootstrap } from './wild-cluster-bootstrap.js';
import { winsorised } from './winsorised.js';

/** Whether an uplift that the model calls significant stays so when any one assigned unit is left out. */
export type WithoutOneUnit = 'HOLDS' | 'LOSES_SIGNIFICANCE' | 'TURNS_SIGN';

/** One comparison by all reasonable estimators, so that a reader sees whether it hangs on the choice. */
export interface Sensitivity {
  readonly kind: 'sensitivity';
  readonly arm: string;
  /** In the order of SENSITIVITY_CODES. */
  readonly rows: readonly SensitivityRow[];
  /** null where the model does not call the uplift significant. Never says who: results are not about people. */
  readonly withoutOneUnit: WithoutOneUnit | null;
}

/**
 * One pilot arm against control by the registered estimator and by the others that the design allows, at the level of the look.
 * None of these p-values decides anything: the registered one was chosen before the data. Rows are as for `compareArms`; random
 * weights take the seed of the plan, or 0. Refuses what the registered comparison refuses; what only one method cannot do is
 * refused in its row.
 */
export function sensitivity(
  rows: readonly ObservedUnit[],
  plan: ComparisonPlan,
  arm: string,
): Sensitivity | StatisticalRefusal {
  const found = compareArms(rows, { ...plan, randomisation: undefined });
  if (found.refusal) return found.refusal;
  const registered = found.comparisons.find((comparison) => comparison.arm === arm);
  if (!registered) return refused('TOO_FEW_UNITS', { arm });
  if (registered.refusal) return registered.refusal;
  const pair = { control: plan.control, arm, chosen: plan.chosen };
  const roster = comparedRoster(rows, plan, registered.scale);
  const arms = observedArms(roster, pair, registered.scale);
  if (arms.kind === 'refused') return arms;
  const units = observedArms(assignedMeans(roster, registered.scale), pair, registered.scale);
  const question: Question = { registered, rows, arms, units, plan, levels: levelsOf(plan) };
  return {
    kind: 'sensitivity',
    arm,
    rows: [
      comparisonRow('REGISTERED', registered),
      ...sameModel(question),
      ...plainUnits(question),
      ...otherBaselines(question),
      ...otherOutcomes(question),
    ],
    withoutOneUnit: withoutOneUnit(registered, found.checks),
  };
}

/** In name order; of chosen arms those whose change can be known. */
function comparedRoster(
  rows: readonly ObservedUnit[],
  { chosen }: ComparisonPlan,
  scale: ComparisonScale,
): readonly ObservedUnit[] {
  const everybody = inNameOrder(rows);
  const found = chosen ? chosenRoster(everybody, scale) : null;
  return found?.kind === 'chosen' ? found.roster : everybody;
}

interface Question {
  readonly registered: Comparison;
  readonly rows: readonly ObservedUnit[];
  readonly arms: ObservedArms;
  /** The same with one row for each assigned unit. */
  readonly units: ObservedArms | StatisticalRefusal;
  readonly plan: ComparisonPlan;
  readonly levels: Levels;
}

function levelsOf({ alpha, level = alpha }: ComparisonPlan): Levels {
  return { alpha, level };
}

/** The model that the design asks for, with other errors. */
function sameModel({ arms, units, plan, levels }: Question): SensitivityRow[] {
  const { rows, scale } = arms;
  const jackknife = ancova(rows, jackknifeEstimate);
  if (!isClustered(arms)) return [fittedRow({ code: 'HC3', scale }, jackknife, levels)];
  return [
    fittedRow({ code: 'CR3', scale }, jackknife, levels),
    onUnits({ code: 'CLUSTER_MEANS', scale }, units, (means) =>
      fittedRow({ code: 'CLUSTER_MEANS', scale }, fittedArms(means), levels),
    ),
    bootstrapRow(arms, plan, levels),
  ];
}

function bootstrapRow(arms: ObservedArms, plan: ComparisonPlan, { level }: Levels): SensitivityRow {
  const { scale } = arms;
  const head: RowHead = { code: 'WILD_CLUSTER_BOOTSTRAP', scale };
  const fitted = ancova(arms.rows);
  if (fitted.kind === 'refused') return refusedRow(head, fitted);
  const found = wildClusterBootstrap(arms.rows, { seed: plan.randomisation?.seed ?? 0, level });
  if (found.kind === 'refused') return refusedRow(head, found);
  const estimate = fitted.value(UPLIFT);
  const { pValue, interval } = found;
  const relative = scale === 'log' ? asShare(estimate, interval) : null;
  return { ...head, ...NO_ERROR, estimate, pValue, interval, relative, refusal: null };
}

const NO_ERROR = { standardError: null, degreesOfFreedom: null };

/** The assigned units as they are, with neither strata nor baseline. */
function plainUnits({ arms, units, levels }: Question): SensitivityRow[] {
  const { scale, rows } = arms;
  const isPlain = rows.strata.length + rows.covariates.length === 0 && !isClustered(arms);
  return [
    ...(isPlain
      ? []
      : [
          onUnits({ code: 'WELCH', scale }, units, ({ rows }) =>
            fittedRow({ code: 'WELCH', scale }, welch(rows.response, rows.treatment), levels),
          ),
        ]),
    onUnits({ code: 'MANN_WHITNEY', scale }, units, (means) => rankRow(means, levels)),
  ];
}

/** On the scale of the model; of a ratio on the ratios of the units, for only these can be ranked. */
function rankRow({ arm, scale, ...arms }: ObservedArms, { level }: Levels): SensitivityRow {
  const head: RowHead = { code: 'MANN_WHITNEY', scale };
  const seen = Array.from(arms.observed, (row) => arms.roster[row]);
  const values = scale === 'ratio' ? unitRatios(seen) : seen.map((row, i) => ({ row, value: arms.rows.response[i] }));
  const side = (isPilot: boolean): Float64Array =>
    Float64Array.from(values.filter(({ row }) => (row.arm === arm) === isPilot).map(({ value }) => value));
  const [pilot, control] = [side(true), side(false)];
  if (pilot.length === 0 || control.length === 0) return refusedRow(head, refused('TOO_FEW_UNITS', { arm }));
  const found = mannWhitney(pilot, control, level);
  if (found.kind === 'refused') return refusedRow(head, found);
  const { estimate, pValue, interval } = found;
  const relative = scale === 'log' ? asShare(estimate, interval) : null;
  return { ...head, ...NO_ERROR, estimate, pValue, interval, relative, refusal: null };
}

/** Other ways to use the baseline. */
function otherBaselines(question: Question): SensitivityRow[] {
  const { units, levels } = question;
  return [...interactedRow(question), ...cupedRow(units, levels), ...changeRow(question)];
}

/** Changes where the baseline is a covariate, and the other way round. */
function changeRow({ rows, arms, plan }: Question): SensitivityRow[] {
  if (!rows.some(({ baseline }) => typeof baseline === 'number')) return [];
  const scale = arms.scale === 'ratio' ? 'auto' : arms.scale;
  const found = compareArms(rows, { ...plan, scale, chosen: !plan.chosen, randomisation: undefined });
  const code: SensitivityCode = plan.chosen ? 'ANCOVA' : 'DIFFERENCE_IN_DIFFERENCES';
  const comparison = found.comparisons.find(({ arm }) => arm === arms.arm);
  if (comparison) return [comparisonRow(code, comparison)];
  return found.refusal ? [refusedRow({ code, scale: arms.scale }, found.refusal)] : [];
}

/** Other scales, and the largest outcomes brought down. */
function otherOutcomes(question: Question): SensitivityRow[] {
  const { arms, plan, levels } = question;
  const { scale } = arms;
  const capped = fittedArms({ rows: winsorised(arms.rows) });
  return [
    ...(scale === 'ratio'
      ? [fittedRow({ code: 'MEAN_OF_RATIOS', scale: 'raw' }, meanOfRatios(arms), levels)]
      : [...otherScale(question), ...(plan.chosen ? [] : [ratioOfMeansRow(question)])]),
    fittedRow({ code: 'WINSORISED', scale }, capped, levels),
  ];
}

/** Arms below this do not carry a slope of their own for each covariate. */
const UNITS_FOR_INTERACTIONS = 10;

function interactedRow({ arms, levels }: Question): SensitivityRow[] {
  const { rows, scale, roster } = arms;
  if (rows.strata.length + rows.covariates.length === 0) return [];
  const head: RowHead = { code: 'LIN_INTERACTED', scale };
  const units = countByArm(roster, (row) => hasOutcome(row, scale === 'ratio'));
  const short = Object.keys(units).find((name) => units[name] < UNITS_FOR_INTERACTIONS);
  if (short !== undefined) return [refusedRow(head, refused('TOO_FEW_FOR_METHOD', { arm: short }))];
  return [fittedRow(head, interactedAncova(rows), levels)];
}

function cupedRow(units: ObservedArms | StatisticalRefusal, levels: Levels): SensitivityRow[] {
  if (units.kind === 'refused') return [];
  const { response, treatment, covariates } = units.rows;
  const baseline = covariates.find(({ name }) => name === COLUMN.baseline);
  if (!baseline) return [];
  const found = cuped({ response, baseline: baseline.values, treatment });
  return [fittedRow({ code: 'CUPED', scale: units.scale }, found, levels)];
}

function otherScale({ arms, levels }: Question): SensitivityRow[] {
  const head: RowHead =
    arms.scale === 'log' ? { code: 'RAW_SCALE', scale: 'raw' } : { code: 'LOG_SCALE', scale: 'log' };
  const rescaled = observedArms(arms.roster, arms.pair, head.scale);
  return [rescaled.kind === 'refused' ? refusedRow(head, rescaled) : fittedRow(head, fittedArms(rescaled), levels)];
}

function ratioOfMeansRow({ arms, plan, levels }: Question): SensitivityRow {
  const units = assignedMeans(arms.roster, 'raw').filter((row) => hasOutcome(row, false));
  const outcomes = (arm: string): { arm: string; outcomes: Float64Array } => ({
    arm,
    outcomes: Float64Array.from(units.filter((row) => row.arm === arm).map(({ outcome }) => outcome ?? NaN)),
  });
  const found = ratioOfMeans({ pilot: outcomes(arms.arm), control: outcomes(plan.control) });
  return fittedRow({ code: 'RATIO_OF_MEANS', scale: 'log' }, found, levels);
}

function onUnits(
  head: RowHead,
  units: ObservedArms | StatisticalRefusal,
  row: (means: ObservedArms) => SensitivityRow,
): SensitivityRow {
  return units.kind === 'refused' ? refusedRow(head, units) : row(units);
}

function isClustered({ rows }: ObservedArms): boolean {
  return rows.groups.names.length < rows.response.length;
}

function withoutOneUnit({ arm, significant }: Comparison, checks: readonly CheckFinding[]): WithoutOneUnit | null {
  const has = (code: CheckFinding['code']): boolean => checks.some((check) => check.code === code && check.arm === arm);
  if (has('SIGN_HANGS_ON_ONE_UNIT')) return 'TURNS_SIGN';
  if (has('SIGNIFICANCE_HANGS_ON_ONE_UNIT')) return 'LOSES_SIGNIFICANCE';
  return significant ? 'HOLDS' : null;
}
