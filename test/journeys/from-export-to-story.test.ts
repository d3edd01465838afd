import request from 'supertest';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { deals, exportOf, PEOPLE, rosterCsv } from '../support/field.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { advanceTo, draftedPilot, type PilotSeen, stepOf } from '../support/steps.js';
import { importCsv } from '../support/upload.js';

const FIRST_DAY = '2025-01-06';
const REGISTERED_AT = '2025-04-21T08:00:00Z';
const BASELINE = { from: '2025-01-06', to: '2025-03-30' };
const MEASUREMENT = { from: '2025-05-05', to: '2025-07-27' };
const LOOK_ON = '2025-08-25';

const ROSTER = {
  target: 'SALESPEOPLE',
  mapping: { fields: fields({ name: 'Key', pseudonym: 'Pseudonym', team: 'Team', region: 'Region' }) },
};
const DEALS = {
  target: 'OPPORTUNITIES',
  mapping: {
    fields: [
      ...fields({
        externalId: 'Deal',
        owner: 'Owner',
        createdOn: 'Created',
        closedOn: 'Closed',
        stage: 'Stage',
        value: 'Value',
        listValue: 'List',
      }),
      { field: 'currency', value: 'EUR' },
    ],
    stages: [
      { stage: 'Quoted', outcome: 'OPEN' },
      { stage: 'Won', outcome: 'WON' },
      { stage: 'Lost', outcome: 'LOST' },
    ],
  },
};

const DRAFT = {
  hypothesis: 'Customers who have named what a stop costs compare us less by price.',
  assignment: { mechanism: 'STRATIFIED', stratifyBy: 'REGION' },
  windows: { baseline: BASELINE, measurement: MEASUREMENT, maturationDays: 28 },
  primary: { metric: 'win_rate@1', minimumEffectShare: 0.05 },
  guardrails: [{ metric: 'discount_rate@1', marginShare: 0.3 }],
  looks: [LOOK_ON],
  adoptionThresholdShare: 0.5,
  decision: { dueOn: '2025-09-30', options: ['ROLL_OUT', 'EXTEND', 'STOP'] },
};

function fields(columns: Record<string, string>): { field: string; column: string }[] {
  return Object.entries(columns).map(([field, column]) => ({ field, column }));
}

interface Course {
  readonly manager: string;
  readonly viewer: string;
  readonly pilot: PilotSeen;
  readonly analysisId: string;
  readonly verdict: string;
}

describe.each(BOTH_DATABASES)('from a CRM export to a story on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  /** Everything a manager does, with a play that is used in so many of six deals, and lifts the win rate of the pilot arm. */
  async function pilotWith({ lift, used }: { lift: number; used: number }): Promise<Course> {
    const admin = await newWorkspace(app, REGISTERED_AT);
    const manager = await tokenFor(app, 'MANAGER', admin);
    const viewer = await tokenFor(app, 'VIEWER', admin);
    const before = deals(FIRST_DAY, 15, () => 0.33);
    expect(await importCsv(app, rosterCsv(), { ...ROSTER, token: manager })).toMatchObject({
      read: 24,
      accepted: 24,
      rejected: 0,
    });
    const history = await importCsv(app, exportOf(before, '2025-04-20'), { ...DEALS, token: manager });
    expect(history).toMatchObject({ read: before.length, accepted: before.length, rejected: 0 });

    const drafted = await draftedPilot(app, manager, DRAFT);
    const { pilotReadiness } = await ask<{ pilotReadiness: object }>(
      app,
      'query($id: ID!) { pilotReadiness(pilotId: $id) { isReady obstacles } }',
      { variables: { id: drafted.id }, token: manager },
    );
    expect(pilotReadiness).toEqual({ isReady: true, obstacles: [] });
    const registered = await stepOf(app, manager, 'registerPilot', drafted);
    expect(registered.planHash).toMatch(/^[0-9a-f]{64}$/);
    const pilotArm = await peopleInPilotArm(manager, registered.id);
    expect(pilotArm.size).toBe(12);

    await advanceTo(app, manager, '2025-05-05T08:00:00Z');
    const started = await stepOf(app, manager, 'startPilot', registered);
    const during = deals('2025-05-05', 12, (key) => 0.33 + (pilotArm.has(key) ? lift : 0));
    await advanceTo(app, manager, `${LOOK_ON}T08:00:00Z`);
    await importCsv(app, exportOf([...before, ...during], '2025-08-24'), { ...DEALS, token: manager });
    await recordUse(manager, started.id, (key) => (pilotArm.has(key) ? used : 0));
    const pilot = await stepOf(app, manager, 'completePilot', started);
    const { analysePilot } = await ask<{ analysePilot: { id: string; verdict: string } }>(
      app,
      'mutation($id: ID!) { analysePilot(input: { pilotId: $id, look: 1 }) { id verdict } }',
      { variables: { id: pilot.id }, token: manager },
    );
    return { manager, viewer, pilot, analysisId: analysePilot.id, verdict: analysePilot.verdict };
  }

  async function peopleInPilotArm(token: string, pilotId: string): Promise<Set<string>> {
    const { cohortMembers } = await ask<{ cohortMembers: { nodes: { pseudonym: string }[] } }>(
      app,
      'query($id: ID!) { cohortMembers(pilotId: $id, armKey: "pilot", first: 200) { nodes { pseudonym } } }',
      { variables: { id: pilotId }, token },
    );
    const drawn = new Set(cohortMembers.nodes.map(({ pseudonym }) => pseudonym));
    return new Set(PEOPLE.filter(({ pseudonym }) => drawn.has(pseudonym)).map(({ key }) => key));
  }

  async function recordUse(token: string, pilotId: string, usedBy: (key: string) => number): Promise<void> {
    const records = PEOPLE.map(({ key, pseudonym }) => ({
      salesperson: pseudonym,
      weekStartsOn: '2025-05-05',
      eligible: 6,
      used: usedBy(key),
    }));
    await ask(app, 'mutation($input: RecordAdoptionInput!) { recordAdoption(input: $input) { armKey } }', {
      variables: { input: { pilotId, records } },
      token,
    });
  }

  it('a play that works is drawn, measured, proven, decided and read by people without an account', async () => {
    const { manager, viewer, pilot, analysisId, verdict } = await pilotWith({ lift: 0.25, used: 5 });
    expect(verdict).toBe('PROVEN');
    const { redrawCohorts } = await ask<{ redrawCohorts: object }>(
      app,
      'query($id: ID!) { redrawCohorts(pilotId: $id) { identical differences } }',
      { variables: { id: pilot.id }, token: viewer },
    );
    expect(redrawCohorts).toEqual({ identical: true, differences: 0 });
    const { decidePilot } = await ask<{ decidePilot: object }>(
      app,
      'mutation($id: ID!) { decidePilot(input: { pilotId: $id, kind: ROLL_OUT, reason: "It is proven." }) { kind state } }',
      { variables: { id: pilot.id }, token: manager },
    );
    expect(decidePilot).toEqual({ kind: 'ROLL_OUT', state: 'MADE' });
    const { tellStory } = await ask<{ tellStory: { id: string; headline: string } }>(
      app,
      'mutation($id: ID!) { tellStory(input: { analysisId: $id, kind: SUCCESS }) { id headline } }',
      { variables: { id: analysisId }, token: manager },
    );
    expect(tellStory.headline).toContain('shown in a randomised pilot');
    const { shareStory } = await ask<{ shareStory: { readUrl: string; markdownUrl: string } }>(
      app,
      'mutation($id: ID!) { shareStory(input: { storyId: $id, days: 7 }) { readUrl markdownUrl } }',
      { variables: { id: tellStory.id }, token: manager },
    );
    const page = await request(app.url).get(new URL(shareStory.readUrl, app.url).pathname);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('<svg');
    expect(page.text).toContain(pilot.planHash);
    expect(page.text).toContain('simulated');
    const markdown = await request(app.url).get(new URL(shareStory.markdownUrl, app.url).pathname);
    expect(markdown.text.startsWith(`# ${tellStory.headline}`)).toBe(true);
  });

  it('a play that hardly anybody used is refused a success story, and told as a learning', async () => {
    const { manager, analysisId, pilot, verdict } = await pilotWith({ lift: 0, used: 1 });
    // The draw is fresh in every run: one in forty of them looks harmful by chance, which is a learning too.
    expect(['NOT_TESTED', 'HARMFUL']).toContain(verdict);
    const tell =
      'mutation($id: ID!, $kind: StoryKind!) { tellStory(input: { analysisId: $id, kind: $kind }) { kind headline } }';
    const refusal = await refusalOf(app, tell, {
      variables: { id: analysisId, kind: 'SUCCESS' },
      token: manager,
    });
    expect(refusal.code).toBe('VERDICT_NOT_ELIGIBLE');
    expect(refusal.reasons.join(' ')).toContain('LEARNING');
    const { tellStory } = await ask<{ tellStory: { kind: string; headline: string } }>(app, tell, {
      variables: { id: analysisId, kind: 'LEARNING' },
      token: manager,
    });
    expect(tellStory.kind).toBe('LEARNING');
    expect(tellStory.headline).not.toMatch(/shown in a randomised pilot/);
    const rollOut =
      'mutation($id: ID!) { decidePilot(input: { pilotId: $id, kind: ROLL_OUT, reason: "Anyway." }) { id state } }';
    const { decidePilot } = await ask<{ decidePilot: { id: string; state: string } }>(app, rollOut, {
      variables: { id: pilot.id },
      token: manager,
    });
    expect(decidePilot.state).toBe('WAITING');
    const confirm = 'mutation($id: ID!) { confirmDecision(id: $id) { state } }';
    expect(await refusalOf(app, confirm, { variables: { id: decidePilot.id }, token: manager })).toMatchObject({
      code: 'SECOND_PERSON_NEEDED',
    });
  });
});
