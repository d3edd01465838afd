/** The public list of the engine. */
export * from './finding.js';
export { refusedComparison } from './comparison/refused-comparison.js';
export { ENGINE_VERSION, compareArms } from './comparison/compare-arms.js';
export { type SegmentEffect, type SegmentEffects, segmentEffects } from './comparison/segment-effects.js';
export { type BeforeAfterPlan, beforeAfter } from './designs/before-after.js';
export { normalQuantile } from './numbers/distributions.js';
export {
  admissibleAssignments,
  smallestAttainableP,
  smallestAttainableOrderP,
} from './randomisation/admissible-assignments.js';
export { Random, seedFrom } from './numbers/random.js';
export {
  type RandomisationQuestion,
  type RandomisationSettings,
  randomisationTest,
} from './randomisation/randomisation-test.js';
export {
  type ArmShare,
  type AssignableUnit,
  type DrawnUnit,
  type StratumCohorts,
  cohortSizes,
  drawCohorts,
} from './randomisation/draw-cohorts.js';
export { balancedAssignments, drawBalancedCohorts } from './randomisation/draw-balanced-cohorts.js';
export { formPairs } from './randomisation/form-pairs.js';
export { type LookBoundary, spendingBoundary, spentAlpha } from './looks/spending-boundary.js';
export { type Guardrail, type GuardrailJudgement, guardrailJudgement } from './looks/guardrail.js';
export { benjaminiHochberg } from './looks/benjamini-hochberg.js';
export { holm } from './looks/holm.js';
export { steppedLevels } from './looks/stepped-levels.js';
export { type Sensitivity, sensitivity } from './sensitivity/sensitivity.js';
export { SENSITIVITY_CODES, type SensitivityCode, type SensitivityRow } from './sensitivity/sensitivity-row.js';
export { significanceHangsOnMethod } from './checks/significance-hangs-on-method.js';
export { type OpenDeals, openDealsCheck } from './checks/open-deals.js';
export { type PlannedSizes, type Spread, detectableUplift, upliftPower } from './planning/detectable-uplift.js';
export {
  type PlanChange,
  type PlanSuggestion,
  type SampleSizeSuggestions,
  sampleSizeSuggestions,
} from './planning/sample-size-suggestions.js';
export {
  type SimulatedDesign,
  type SimulatedPower,
  type SimulatedShare,
  simulatedPower,
} from './planning/simulated-power.js';
export { type GuardedPast, type SimulatedGuardrails, simulatedGuardrails } from './planning/simulated-guardrails.js';
export { type PastUnit, type UnitHistory, unitHistory } from './planning/unit-history.js';
export { type IntraclassCorrelation, intraclassCorrelation } from './planning/intraclass-correlation.js';
export { CONFIDENCE_SHAPES, type ConfidenceSet, type ConfidenceShape } from './adoption/anderson-rubin.js';
export { type UsersEffect, type UsersView, usersEffect } from './adoption/users-effect.js';
export { type EffectPrior, PRIOR_SOURCES, type PriorSource, effectPrior } from './portfolio/effect-prior.js';
export type { PilotEffect } from './portfolio/pilot-effect.js';
export {
  type PortfolioEstimate,
  VARIANCE_METHODS,
  type VarianceMethod,
  portfolioEstimate,
} from './portfolio/portfolio-estimate.js';
export { type ShrunkenEffect, chanceToBeatControl, shrunkenEffect } from './portfolio/shrunken-effect.js';
export { compareSwitches } from './designs/compare-switches.js';
export { type DrawnSwitch, type WaveShare, drawOrder } from './designs/draw-order.js';
export {
  type EffectSinceSwitch,
  SWITCH_DESIGNS,
  SWITCH_SENSITIVITY_CODES,
  type SwitchComparison,
  type SwitchDesign,
  type SwitchPeriod,
  type SwitchPlan,
  type SwitchRow,
  type SwitchSensitivity,
  type SwitchSensitivityCode,
  isSwitched,
} from './designs/switch-finding.js';
