import { BUILT_IN_METRICS } from '../../src/metrics/built-in-metrics.js';
import type { PilotDraft } from '../../src/pilots/pilot-draft.js';
import { PilotKind } from '../../src/pilots/pilot.rules.js';
import type { PeopledCandidate } from '../../src/pilots/readiness.rules.js';
import type { RosterUnit } from '../../src/roster/roster.rules.js';

/** A draft that could be registered on 2026-01-15: nothing of it is special. */
export const SOUND_DRAFT: PilotDraft = {
  hypothesis: 'Showing the cost of doing nothing wins more deals.',
  unit: 'SALESPERSON',
  population: { regions: [], teams: [] },
  arms: [
    { key: 'control', name: 'Control', isControl: true, share: 0.5 },
    { key: 'pilot', name: 'Pilot', isControl: false, share: 0.5 },
  ],
  assignment: { mechanism: 'COMPLETE', stratifyBy: null, chosenUnits: [] },
  windows: {
    baseline: { from: '2025-10-01', to: '2026-01-14' },
    ramp: { from: '2026-02-01', to: '2026-02-14' },
    measurement: { from: '2026-02-15', to: '2026-05-15' },
    maturationDays: 30,
  },
  primary: { metric: 'win_rate@1', scale: 'AUTO', minimumEffectShare: 0.1 },
  secondary: ['revenue@1'],
  guardrails: [{ metric: 'discount_rate@1', marginShare: 0.1 }],
  alpha: 0.05,
  looks: ['2026-06-15'],
  adoptionThresholdShare: 0.5,
  decision: { dueOn: '2026-06-30', options: ['ROLL_OUT', 'STOP'] },
};

interface Place {
  readonly region?: string | null;
  readonly team?: string | null;
  readonly territory?: string | null;
}

/** Salespeople P-00, P-01, ... each a unit, at the place given by their number. */
export function salespeople(count: number, place: (index: number) => Place = () => ({})): RosterUnit[] {
  return Array.from({ length: count }, (_, index) => {
    const pseudonym = `P-${String(index).padStart(2, '0')}`;
    const nowhere = { region: null, team: null, territory: null, profile: 'UNKNOWN' as const };
    const person = { ...nowhere, startedOn: null, leftOn: null, ...place(index) };
    const people = [{ id: `id-${String(index)}`, key: `Real Name ${String(index)}`, pseudonym, ...person }];
    return { id: `id-${String(index)}`, key: `Real Name ${String(index)}`, label: pseudonym, people };
  });
}

export const SOUND_CANDIDATE: PeopledCandidate = {
  kind: PilotKind.IMPACT,
  draft: SOUND_DRAFT,
  playStatus: 'IDEA',
  ownerMayDecide: true,
  metrics: BUILT_IN_METRICS,
  today: '2026-01-15',
  roster: salespeople(24),
  withoutUnit: 0,
  minimumCohort: 5,
};
