import { plainColumnName, refusalSentence, type ColumnName } from '../analysis/verdict/refusal-sentence.rules.js';
import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import {
  cohortSizes,
  detectableUplift,
  ENGINE_VERSION,
  type LookBoundary,
  type PastUnit,
  type PlannedSizes,
  type SampleSizeSuggestions,
  type SimulatedShare,
  type StatisticalRefusal,
  sampleSizeSuggestions,
  simulatedPower,
  smallestAttainableP,
  spendingBoundary,
  type UnitHistory,
  unitHistory,
  upliftPower,
} from '../statistics/index.js';
import type { ToldRefusal } from './analyze-refusal.js';
import type { ToldCheck } from './file-checks.js';
import type { PlanRequest } from './plan-request.js';
import type { PastRead } from './read-past.js';

/** What `--json` prints. Fields may be added, never renamed: scripts read them. */
export interface PlanReport {
  readonly engine: string;
  readonly alpha: number;
  readonly effect: number;
  readonly rows: PastRead['rows'];
  readonly plan: PlanFigures | null;
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

export interface PlanFigures {
  /** What would be assigned: units, or clusters where these are named. */
  readonly assigned: { readonly pilot: number; readonly control: number };
  readonly history: UnitHistory;
  readonly looks: readonly { readonly time: number; readonly level: number }[];
  readonly smallestP: number;
  /** The relative change that is found in four of five cases; null where nothing can be significant. */
  readonly detectable: number | null;
  readonly power: { readonly formula: number | null; readonly simulated: SimulatedShare | null };
  /** How often something is found where there is nothing: by both tests, as an analysis judges, and by the model alone. */
  readonly falseAlarms: { readonly simulated: SimulatedShare; readonly byModel: SimulatedShare } | null;
  readonly simulations: number;
  readonly seed: number;
  readonly unitsNeeded: number | null;
  readonly suggestions: SampleSizeSuggestions['suggestions'];
}

export function planReport(request: PlanRequest, read: PastRead): PlanReport {
  const { alpha, effect } = request;
  const report = { engine: ENGINE_VERSION, alpha, effect, rows: read.rows, checks: read.checks };
  if (read.refusal !== null) return { ...report, plan: null, refusal: read.refusal };
  const found = planFigures(request, read.units);
  return 'code' in found
    ? { ...report, plan: null, refusal: told(found, request) }
    : { ...report, plan: found, refusal: null };
}

const ARMS = { pilot: 'pilot', control: 'control' } as const;

function planFigures(request: PlanRequest, past: readonly PastUnit[]): PlanFigures | StatisticalRefusal {
  const { pilotShare, alpha, effect, scale, simulations, seed } = request;
  const found = unitHistory(past, scale);
  if (found.kind === 'refused') return found;
  const arms = [
    { arm: ARMS.control, share: 1 - pilotShare },
    { arm: ARMS.pilot, share: pilotShare },
  ];
  const strata = cohortSizes(assignable(past), arms);
  if ('kind' in strata) return strata;
  const smallestP = smallestAttainableP(strata.map((one) => ({ units: one.units, pilot: one.arms[ARMS.pilot] })));
  const looks = boundaries(request, smallestP);
  const level = looks[looks.length - 1].level;
  const assigned = {
    pilot: strata.reduce((sum, one) => sum + one.arms[ARMS.pilot], 0),
    control: strata.reduce((sum, one) => sum + one.arms[ARMS.control], 0),
  };
  const figures = {
    assigned,
    history: found,
    looks: looks.map(({ time, level: at }) => ({ time, level: at })),
    smallestP,
    simulations,
    seed,
  };
  if (level === 0) return { ...figures, ...NOTHING };
  const sizes: PlannedSizes = { ...assigned, strata: strata.length, level };
  const design = { arms, control: ARMS.control, scale, alpha, level };
  const tried = (uplift: number) => simulatedPower(past, design, { uplift, simulations, seed });
  const [power, placebo] = [tried(effect), tried(0)];
  if (power.kind === 'refused') return power;
  if (placebo.kind === 'refused') return placebo;
  return {
    ...figures,
    detectable: detectableUplift(found, sizes),
    power: { formula: upliftPower(found, sizes, effect), simulated: power.arms[0].significant },
    falseAlarms: { simulated: placebo.arms[0].significant, byModel: placebo.arms[0].byModel },
    ...sampleSizeSuggestions(found, sizes, Math.abs(effect)),
  };
}

/** Of a draw so small that no look can be significant. */
const NOTHING = {
  detectable: null,
  power: { formula: null, simulated: null },
  falseAlarms: null,
  unitsNeeded: null,
  suggestions: [],
} as const;

/** Looks at equal distances, the last at the end. */
function boundaries({ looks, alpha }: PlanRequest, smallestP: number): LookBoundary[] {
  const times = Array.from({ length: looks }, (_, at) => (at + 1) / looks);
  return spendingBoundary(times, alpha, smallestP);
}

function assignable(past: readonly PastUnit[]): { unit: string; stratum: string | null }[] {
  const strata = new Map(past.map(({ unit, cluster, stratum }) => [cluster ?? unit, stratum ?? null]));
  return [...strata].map(([unit, stratum]) => ({ unit, stratum }));
}

function told(refusal: StatisticalRefusal, { columns }: PlanRequest): ToldRefusal {
  if (refusal.code === 'TOO_FEW_UNITS')
    return {
      code: 'TOO_FEW_UNITS',
      message: 'There are too few units to plan with.',
      reasons: [
        refusal.unit === undefined
          ? 'Fewer than four units (or clusters) have an outcome, or each stratum holds one alone.'
          : `The stratum of unit ${quotedName(refusal.unit)} has fewer units than there are arms.`,
        'Take more units, or merge small strata.',
      ],
    };
  const names = new Map<string, string | undefined>(Object.entries(columns));
  const columnName: ColumnName = (column) => {
    const name = names.get(column);
    return name === undefined ? plainColumnName(column) : `the column ${quotedName(name)}`;
  };
  return refusalSentence(refusal, columnName);
}
