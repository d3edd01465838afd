import request from 'supertest';
import type { TestApp } from './app.js';
import { ask } from './ask.js';

/** Steps that journeys share, each as a client would take them. */
export interface Person {
  readonly token: string;
}

type Variables = Record<string, unknown>;

export async function simulatedWorkspace(app: TestApp, simulatedNowAt: string): Promise<Person> {
  const { createWorkspace } = await ask<{ createWorkspace: { secret: string } }>(
    app,
    'mutation($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { secret } }',
    {
      variables: {
        input: { name: 'Journey', kind: 'SIMULATED', simulatedNowAt, currency: 'EUR', administratorName: 'Ada' },
      },
    },
  );
  return { token: createWorkspace.secret };
}

export async function colleague(app: TestApp, admin: Person, role: string): Promise<Person> {
  const { addUser } = await ask<{ addUser: { id: string } }>(
    app,
    'mutation($input: AddUserInput!) { addUser(input: $input) { id } }',
    { variables: { input: { name: `The ${role.toLowerCase()}`, role } }, token: admin.token },
  );
  const { createToken } = await ask<{ createToken: { secret: string } }>(
    app,
    'mutation($id: ID!) { createToken(input: { userId: $id, name: "journey" }) { secret } }',
    { variables: { id: addUser.id }, token: admin.token },
  );
  return { token: createToken.secret };
}

export async function advanceTo(app: TestApp, { token }: Person, instant: string): Promise<void> {
  await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { variables: { to: instant }, token });
}

export interface Imported {
  readonly id: string;
  readonly state: string;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly inserted: number;
  readonly replaced: number;
  readonly unchanged: number;
}

async function upload(
  app: Pick<TestApp, 'url'>,
  { token }: Person,
  file: { target: string; csv: string },
): Promise<string> {
  const response = await request(app.url)
    .post('/imports')
    .query({ target: file.target, fileName: `${file.target.toLowerCase()}.csv` })
    .set('Authorization', `Bearer ${token}`)
    .set('Content-Type', 'text/csv')
    .send(file.csv);
  if (response.status !== 201) throw new Error(response.text);
  return (response.body as { id: string }).id;
}

export async function bringIn(
  app: Pick<TestApp, 'url'>,
  person: Person,
  { mapping, ...file }: { target: string; csv: string; mapping?: Variables },
): Promise<Imported> {
  const importId = await upload(app, person, file);
  const { commitImport } = await ask<{ commitImport: Imported }>(
    app,
    'mutation($input: RunImportInput!) { commitImport(input: $input) { id state read accepted rejected inserted replaced unchanged } }',
    { variables: { input: { importId, mapping } }, token: person.token },
  );
  return commitImport;
}

export interface PilotSeen {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly planHash: string | null;
}

const PILOT = 'id version state planHash';

export async function draftedPilot(app: TestApp, { token }: Person, draft: Variables): Promise<PilotSeen> {
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
export async function stepOf(app: TestApp, { token }: Person, step: string, pilot: PilotSeen): Promise<PilotSeen> {
  const input = { pilotId: pilot.id, version: pilot.version };
  const answer = await ask<Record<string, PilotSeen>>(
    app,
    `mutation($input: SeenPilotInput!) { ${step}(input: $input) { ${PILOT} } }`,
    { variables: { input }, token },
  );
  return answer[step];
}
