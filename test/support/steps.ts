import type { TestApp } from './app.js';
import { ask } from './ask.js';

/** Steps that journeys share, each as a client would take them; the token says who takes it. */
type Variables = Record<string, unknown>;

export async function advanceTo(app: TestApp, token: string, instant: string): Promise<void> {
  await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { variables: { to: instant }, token });
}

export interface PilotSeen {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly planHash: string | null;
}

const PILOT = 'id version state planHash';

export async function draftedPilot(app: TestApp, token: string, draft: Variables): Promise<PilotSeen> {
  const card = {
    customerSituation: 'Buyers compare part prices.',
    before: 'Let me show you the range.',
    after: 'What does an hour of a stopped line cost you?',
    steps: ['Ask the question.', 'Note the figure.'],
  };
  const { proposePlay } = await ask<{ proposePlay: { latestVersion: { id: string } } }>(
    app,
    'mutation($input: ProposePlayInput!) { proposePlay(input: $input) { latestVersion { id } } }',
    { variables: { input: { name: 'The costly question', kind: 'ARGUMENT', card } }, token },
  );
  const input = { name: 'Costly question', playVersionId: proposePlay.latestVersion.id, draft };
  const { draftPilot } = await ask<{ draftPilot: PilotSeen }>(
    app,
    `mutation($input: DraftPilotInput!) { draftPilot(input: $input) { ${PILOT} } }`,
    { variables: { input }, token },
  );
  return draftPilot;
}

/** One step in the life of a pilot: registerPilot, startPilot, completePilot. */
export async function stepOf(app: TestApp, token: string, step: string, pilot: PilotSeen): Promise<PilotSeen> {
  const input = { pilotId: pilot.id, version: pilot.version };
  const answer = await ask<Record<string, PilotSeen>>(
    app,
    `mutation($input: SeenPilotInput!) { ${step}(input: $input) { ${PILOT} } }`,
    { variables: { input }, token },
  );
  return answer[step];
}
