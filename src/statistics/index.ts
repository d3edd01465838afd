/** The public list of the engine. */
export * from './finding.js';
export { ENGINE_VERSION, compareArms } from './compare-arms.js';
export { normalQuantile } from './distributions.js';
export { admissibleAssignments, smallestAttainableP } from './admissible-assignments.js';
export { Random, seedFrom } from './random.js';
export { type RandomisationQuestion, type RandomisationSettings, randomisationTest } from './randomisation-test.js';
export {
  type ArmShare,
  type AssignableUnit,
  type DrawnUnit,
  type StratumCohorts,
  cohortSizes,
  drawCohorts,
} from './draw-cohorts.js';
export { type LookBoundary, spendingBoundary, spentAlpha } from './spending-boundary.js';
export { type Guardrail, type GuardrailJudgement, guardrailJudgement } from './guardrail.js';
export { holm } from './holm.js';
export { type OpenDeals, openDealsCheck } from './open-deals.js';
export { type PlannedComparison, minimumDetectableEffect, power } from './minimum-detectable-effect.js';
export { linearisedRatio } from './ratio.js';
export { type PastUnit, type UnitHistory, unitHistory } from './unit-history.js';
export { type IntraclassCorrelation, intraclassCorrelation } from './intraclass-correlation.js';
