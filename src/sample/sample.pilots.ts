import type { PilotDraft } from '../pilots/pilot-draft.js';
import { DecisionKind, PilotKind } from '../pilots/pilot.rules.js';
import { Mechanism, PlannedScale, StratifyBy } from '../pilots/plan.rules.js';
import { UnitKind } from '../roster/roster.rules.js';

/** The calendar of the sample. Its clock begins on the day of the first export and ends on the last. */
export const CALENDAR = {
  historyFrom: '2025-05-05',
  firstExportOn: '2025-11-23',
  registeredAt: '2025-11-24T09:00:00.000Z',
  startedAt: '2025-12-08T08:00:00.000Z',
  thirdPilotRegisteredAt: '2026-04-20T09:00:00.000Z',
  thirdPilotStartedAt: '2026-05-04T08:00:00.000Z',
  lookOn: '2026-05-11',
  lookAt: '2026-05-11T09:00:00.000Z',
  today: '2026-06-01',
  todayAt: '2026-06-01T09:00:00.000Z',
} as const;

const WINDOWS = {
  baseline: { from: '2025-07-21', to: '2025-10-12' },
  ramp: { from: '2025-12-08', to: '2026-01-04' },
  measurement: { from: '2026-01-05', to: '2026-03-29' },
  maturationDays: 42,
};

const ARMS: PilotDraft['arms'] = [
  { key: 'control', name: 'Control', isControl: true, share: 0.5 },
  { key: 'pilot', name: 'Pilot', isControl: false, share: 0.5 },
];

const ALL_OPTIONS = Object.values(DecisionKind);

function stratifiedByTeam(): PilotDraft['assignment'] {
  return { mechanism: Mechanism.STRATIFIED, stratifyBy: StratifyBy.TEAM, chosenUnits: [] };
}

export interface SamplePilot {
  readonly name: string;
  readonly kind: PilotKind;
  readonly draft: PilotDraft;
}

export const COST_QUESTION_PILOT: SamplePilot = {
  name: 'Costly question, North and South',
  kind: PilotKind.IMPACT,
  draft: {
    hypothesis:
      'Customers who have named what a stopped line costs compare us less by price, so more of their opportunities are won without a deeper discount.',
    unit: UnitKind.SALESPERSON,
    population: { regions: ['North', 'South'], teams: [] },
    arms: ARMS,
    assignment: stratifiedByTeam(),
    windows: WINDOWS,
    primary: { metric: 'win_rate@1', scale: PlannedScale.AUTO, minimumEffectShare: 0.05 },
    secondary: ['revenue@1', 'cycle_length@1'],
    guardrails: [
      { metric: 'discount_rate@1', marginShare: 0.15 },
      { metric: 'new_customers@1', marginShare: 0.35 },
    ],
    alpha: 0.05,
    looks: [CALENDAR.lookOn],
    adoptionThresholdShare: 0.5,
    decision: { dueOn: '2026-05-29', options: ALL_OPTIONS },
  },
};

export const WRITTEN_AGENDA_PILOT: SamplePilot = {
  name: 'Written agenda, East',
  kind: PilotKind.IMPACT,
  draft: {
    hypothesis:
      'Visits that begin with the customer\u2019s own question lead to larger orders, so revenue per salesperson rises.',
    unit: UnitKind.SALESPERSON,
    population: { regions: ['East'], teams: [] },
    arms: ARMS,
    assignment: stratifiedByTeam(),
    windows: WINDOWS,
    primary: { metric: 'revenue@1', scale: PlannedScale.AUTO, minimumEffectShare: 0.05 },
    secondary: ['win_rate@1'],
    guardrails: [{ metric: 'discount_rate@1', marginShare: 0.15 }],
    alpha: 0.05,
    looks: [CALENDAR.lookOn],
    adoptionThresholdShare: 0.5,
    decision: { dueOn: '2026-05-29', options: ALL_OPTIONS },
  },
};

export const CONFIGURATOR_PILOT: SamplePilot = {
  name: 'Configurator, West',
  kind: PilotKind.IMPACT,
  draft: {
    hypothesis: 'An offer that is right the first time needs no concession afterwards, so the discount rate falls.',
    unit: UnitKind.SALESPERSON,
    population: { regions: ['West'], teams: [] },
    arms: ARMS,
    assignment: stratifiedByTeam(),
    windows: {
      baseline: { from: '2025-11-03', to: '2026-01-25' },
      ramp: { from: '2026-05-04', to: '2026-05-17' },
      measurement: { from: '2026-05-18', to: '2026-08-09' },
      maturationDays: 42,
    },
    primary: { metric: 'discount_rate@1', scale: PlannedScale.AUTO, minimumEffectShare: 0.05 },
    secondary: ['win_rate@1', 'cycle_length@1'],
    guardrails: [{ metric: 'new_customers@1', marginShare: 0.35 }],
    alpha: 0.05,
    looks: ['2026-09-21'],
    adoptionThresholdShare: 0.5,
    decision: { dueOn: '2026-10-02', options: ALL_OPTIONS },
  },
};

export const NEW_CUSTOMER_PILOT: SamplePilot = {
  name: 'New-customer opener, everywhere',
  kind: PilotKind.IMPACT,
  draft: {
    hypothesis:
      'A fault that the customer\u2019s own industry has just had opens the door to companies that never bought from us.',
    unit: UnitKind.SALESPERSON,
    population: { regions: [], teams: [] },
    arms: ARMS,
    assignment: stratifiedByTeam(),
    windows: {
      baseline: { from: '2026-01-05', to: '2026-03-29' },
      ramp: { from: '2026-09-07', to: '2026-09-20' },
      measurement: { from: '2026-09-21', to: '2026-12-13' },
      maturationDays: 42,
    },
    primary: { metric: 'new_customers@1', scale: PlannedScale.AUTO, minimumEffectShare: 0.1 },
    secondary: ['pipeline_created@1'],
    guardrails: [{ metric: 'discount_rate@1', marginShare: 0.15 }],
    alpha: 0.05,
    looks: ['2027-01-25'],
    adoptionThresholdShare: 0.5,
    decision: { dueOn: '2027-02-05', options: ALL_OPTIONS },
  },
};
