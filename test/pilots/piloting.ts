import { ask } from '../support/ask.js';
import type { TestApp } from '../support/app.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { SOUND_DRAFT } from './sound-draft.js';

/** A simulated workspace on 2026-01-15 with a field of salespeople and a play, ready for pilots. */
export interface PilotingWorkspace {
  readonly admin: string;
  readonly manager: string;
  readonly analyst: string;
  readonly viewer: string;
  readonly salesperson: string;
  readonly playId: string;
  readonly playVersionId: string;
}

export interface DraftedPilot {
  readonly id: string;
  readonly version: number;
}

const CARD = `{ customerSituation: "Only the price is discussed.", before: "We send the price list.",
  after: "We ask what doing nothing costs.", steps: ["Ask what a lost day costs."] }`;

export async function pilotingWorkspace(app: TestApp, people = 24): Promise<PilotingWorkspace> {
  const admin = await newWorkspace(app, '2026-01-15T09:00:00.000Z');
  const salespeople = Array.from({ length: people }, (_, at) => ({
    externalKey: `crm-${String(at)}`,
    name: `Real Name ${String(at)}`,
    pseudonym: `P-${String(at).padStart(2, '0')}`,
    team: `Team ${String(at % 6)}`,
    region: at % 2 === 0 ? 'North' : 'South',
  }));
  await ask(app, 'mutation($input: [SalespersonInput!]!) { saveSalespeople(input: $input) { id } }', {
    token: admin,
    variables: { input: salespeople },
  });
  const { proposePlay } = await ask<{ proposePlay: { id: string; latestVersion: { id: string } } }>(
    app,
    `mutation { proposePlay(input: { name: "Cost of doing nothing", kind: ARGUMENT, card: ${CARD} }) { id latestVersion { id } } }`,
    { token: admin },
  );
  const [manager, analyst, viewer, salesperson] = [
    await tokenFor(app, 'MANAGER', admin),
    await tokenFor(app, 'ANALYST', admin),
    await tokenFor(app, 'VIEWER', admin),
    await tokenFor(app, 'SALESPERSON', admin),
  ];
  const play = { playId: proposePlay.id, playVersionId: proposePlay.latestVersion.id };
  return { admin, manager, analyst, viewer, salesperson, ...play };
}

export async function draftPilot(
  app: TestApp,
  { manager, playVersionId }: PilotingWorkspace,
  { draft = {}, ...pilot }: { draft?: object; name?: string; kind?: 'IMPACT' | 'FEASIBILITY' } = {},
): Promise<DraftedPilot> {
  const input = { name: 'A pilot', playVersionId, ...pilot, draft: { ...SOUND_DRAFT, ...draft } };
  const answer = await ask<{ draftPilot: DraftedPilot }>(
    app,
    'mutation($input: DraftPilotInput!) { draftPilot(input: $input) { id version } }',
    { token: manager, variables: { input } },
  );
  return answer.draftPilot;
}

export const STEP = (step: 'startPilot' | 'completePilot') =>
  `mutation($input: SeenPilotInput!) { ${step}(input: $input) { state version } }`;
export const REVISE =
  'mutation($input: ReviseDraftInput!) { reviseDraft(input: $input) { version name primaryMetric } }';
export const REGISTER = `mutation($input: SeenPilotInput!) { registerPilot(input: $input) {
  id version state planHash registeredAt } }`;

export async function register(
  app: TestApp,
  { manager }: PilotingWorkspace,
  { id, version }: DraftedPilot,
): Promise<DraftedPilot & { planHash: string; state: string }> {
  const answer = await ask<{ registerPilot: DraftedPilot & { planHash: string; state: string } }>(app, REGISTER, {
    token: manager,
    variables: { input: { pilotId: id, version } },
  });
  return answer.registerPilot;
}

export async function advanceTo(app: TestApp, { manager }: PilotingWorkspace, day: string): Promise<void> {
  await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
    token: manager,
    variables: { to: `${day}T09:00:00.000Z` },
  });
}
