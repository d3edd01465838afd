import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { TokenService } from '../../src/access/token.service.js';
import { CohortRegistration } from '../../src/cohorts/cohort-registration.service.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { type Answer, answerTo, ask, refusalOf } from '../support/ask.js';
import { advanceTo, draftPilot, pilotingWorkspace, REGISTER, register } from '../pilots/piloting.js';
import { SOUND_DRAFT } from '../pilots/sound-draft.js';
import {
  DRAW,
  type Draw,
  type Member,
  MEMBERS,
  type Members,
  PREVIEW,
  type Preview,
  READINESS,
  REDRAW,
} from './cohort-queries.js';

const STRATIFIED = { assignment: { mechanism: 'STRATIFIED', stratifyBy: 'REGION' } };

describe.each(BOTH_DATABASES)('registration on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const membersOf = async (id: string, token: string, arm: string | null = null): Promise<Member[]> =>
    (await ask<Members>(app, MEMBERS, { token, variables: { id, arm, first: 200 } })).cohortMembers.nodes;
  const drawOf = async (id: string, token: string): Promise<Draw['pilot']> =>
    (await ask<Draw>(app, DRAW, { token, variables: { id } })).pilot;
  const rowsOf = async (table: string, pilotId: string): Promise<number> =>
    (await app.app.get(DataSource).query<object[]>(`SELECT id FROM ${table} WHERE "pilotId" = '${pilotId}'`)).length;

  it('draws the cohorts within their strata, and the record gives the same cohorts again', async () => {
    const space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space, { draft: STRATIFIED });
    const { planHash } = await register(app, space, drafted);
    const members = await membersOf(drafted.id, space.analyst);
    expect(members).toHaveLength(24);
    for (const stratum of ['North', 'South'])
      for (const arm of ['control', 'pilot'])
        expect(members.filter((one) => one.stratum === stratum && one.armKey === arm)).toHaveLength(6);
    const { draw, cohorts } = await drawOf(drafted.id, space.manager);
    expect(draw).toMatchObject({ planHash, mechanism: 'STRATIFIED', drawnAt: '2026-01-15T09:00:00.000Z' });
    expect(draw?.randomness).toMatch(/^[0-9a-f]{64}$/);
    expect(cohorts).toEqual([
      { armKey: 'control', name: 'Control', isControl: true, units: 12, people: 12 },
      { armKey: 'pilot', name: 'Pilot', isControl: false, units: 12, people: 12 },
    ]);
    expect(await ask(app, REDRAW, { token: space.viewer, variables: { id: drafted.id } })).toEqual({
      redrawCohorts: {
        identical: true,
        planUnchanged: true,
        rosterUnchanged: true,
        seedFollows: true,
        differences: 0,
      },
    });
  });

  it('gives an outsider in Python the same cohorts from the answer of one query', async () => {
    const space = await pilotingWorkspace(app, 23);
    const arms = [
      { key: 'control', name: 'Control', isControl: true, share: 0.4 },
      { key: 'script', name: 'Script', isControl: false, share: 0.35 },
      { key: 'tool', name: 'Tool', isControl: false, share: 0.25 },
    ];
    const drafted = await draftPilot(app, space, { draft: { ...STRATIFIED, arms } });
    await register(app, space, drafted);
    const answer = await answerTo(app, DRAW, { token: space.analyst, variables: { id: drafted.id } });
    const members = await membersOf(drafted.id, space.analyst);
    const drawn = drawnInPython(answer);
    if (drawn === null) return;
    expect(drawn).toEqual(Object.fromEntries(members.map(({ unitLabel, armKey }) => [unitLabel, armKey])));
  });

  it('takes fresh chance each time: the same draft registered twice is not drawn alike', async () => {
    const [one, other] = [await pilotingWorkspace(app), await pilotingWorkspace(app)];
    const drafts = [await draftPilot(app, one), await draftPilot(app, other)];
    const first = await register(app, one, drafts[0]);
    const second = await register(app, other, drafts[1]);
    expect(first.planHash).toBe(second.planHash);
    const draws = [await drawOf(drafts[0].id, one.manager), await drawOf(drafts[1].id, other.manager)];
    expect(draws[0].draw?.rosterSha256).toBe(draws[1].draw?.rosterSha256);
    expect(draws[0].draw?.randomness).not.toBe(draws[1].draw?.randomness);
    expect(draws[0].draw?.seed).not.toBe(draws[1].draw?.seed);
  });

  it('draws exactly once when several ask at the same moment', async () => {
    const space = await pilotingWorkspace(app);
    const { id, version } = await draftPilot(app, space);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        answerTo<{ registerPilot: object }>(app, REGISTER, {
          token: space.manager,
          variables: { input: { pilotId: id, version } },
        }),
      ),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    const codes = answers.flatMap(({ errors }) => errors?.[0].extensions.code ?? []);
    expect(codes.every((code) => code === 'CONFLICT' || code === 'WRONG_STATE')).toBe(true);
    expect(await rowsOf('cohort_draw', id)).toBe(1);
    expect(await rowsOf('cohort_member', id)).toBe(24);
    const again = await refusalOf(app, REGISTER, {
      token: space.manager,
      variables: { input: { pilotId: id, version: version + 1 } },
    });
    expect(again).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('lets only one of two pilots have the same people when both ask at the same moment', async () => {
    const space = await pilotingWorkspace(app);
    const drafts = await Promise.all([1, 2, 3, 4].map((at) => draftPilot(app, space, { name: `Pilot ${String(at)}` })));
    const answers = await Promise.all(
      drafts.map(({ id, version }) =>
        answerTo(app, REGISTER, { token: space.manager, variables: { input: { pilotId: id, version } } }),
      ),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    for (const { errors } of answers.filter((answer) => answer.errors))
      expect(errors?.[0].extensions).toMatchObject({
        code: 'PILOT_NOT_READY',
        reasons: [expect.stringContaining('overlap: 24 salespeople are also in the pilot "Pilot')],
      });
  });

  it('allows another pilot on other people, or after the first was given up', async () => {
    const space = await pilotingWorkspace(app);
    const north = { population: { regions: ['North'], teams: [] } };
    const first = await register(app, space, await draftPilot(app, space, { draft: north }));
    const south = { population: { regions: ['South'], teams: [] } };
    await register(app, space, await draftPilot(app, space, { draft: south }));
    const third = await draftPilot(app, space, { draft: north });
    const held = await ask(app, READINESS, { token: space.manager, variables: { id: third.id } });
    expect(held.pilotReadiness).toEqual({
      isReady: false,
      obstacles: [expect.stringContaining('overlap: 12 salespeople are also in')],
      warnings: [],
    });
    await ask(app, 'mutation($input: CancelPilotInput!) { cancelPilot(input: $input) { state } }', {
      token: space.manager,
      variables: { input: { pilotId: first.id, version: first.version, reason: 'The play was withdrawn.' } },
    });
    const free = await ask(app, READINESS, { token: space.analyst, variables: { id: third.id } });
    expect(free.pilotReadiness).toEqual({
      isReady: true,
      obstacles: [],
      warnings: [expect.stringContaining('draw: some of these people were drawn before, for the pilot "A pilot"')],
    });
    await register(app, space, third);
    // Cancelling and drawing again cannot be hidden: the frozen plan names the draw that was given up.
    const { pilot } = await ask<{ pilot: { plan: object } }>(
      app,
      'query($id: ID!) { pilot(id: $id) { plan { earlierDraws { pilot planHash cancelledOn } } } }',
      { token: space.viewer, variables: { id: third.id } },
    );
    expect(pilot.plan).toEqual({
      earlierDraws: [{ pilot: 'A pilot', planHash: first.planHash, cancelledOn: '2026-01-15' }],
    });
  });

  it('takes chance from nobody: the API has no way to bring it along', async () => {
    const space = await pilotingWorkspace(app, 8);
    const { id, version } = await draftPilot(app, space);
    const input = { pilotId: id, version, randomness: '00'.repeat(32) };
    const { errors } = await answerTo(app, REGISTER, { token: space.manager, variables: { input } });
    expect(errors?.[0].message).toContain('"randomness" is not defined');
    expect(await drawOf(id, space.manager)).toMatchObject({ state: 'DRAFT' });
  });

  it('draws the same cohorts for the same plan, roster and chance, as the sample needs', async () => {
    const draws: unknown[] = [];
    for (let time = 0; time < 2; time++) {
      const space = await pilotingWorkspace(app, 8);
      const { id, version } = await draftPilot(app, space);
      const viewer = await app.app.get(TokenService).viewerOf(`Bearer ${space.manager}`);
      await app.app.get(CohortRegistration).register({ pilotId: id, version }, viewer, '5a'.repeat(32));
      draws.push([(await drawOf(id, space.manager)).draw, await membersOf(id, space.manager)]);
    }
    expect(draws[0]).toEqual(draws[1]);
  });

  it('refuses with everything that stands in the way, and leaves the draft as it was', async () => {
    const space = await pilotingWorkspace(app, 3);
    const drafted = await draftPilot(app, space, { draft: { hypothesis: null, looks: ['2026-06-01'] } });
    const refusal = await refusalOf(app, REGISTER, {
      token: space.manager,
      variables: { input: { pilotId: drafted.id, version: 1 } },
    });
    expect(refusal).toMatchObject({ code: 'PILOT_NOT_READY' });
    expect(refusal.reasons.map((reason) => reason.split(':')[0])).toEqual(['hypothesis', 'looks', 'cohorts']);
    const known = await ask(app, READINESS, { token: space.manager, variables: { id: drafted.id } });
    expect(known.pilotReadiness).toMatchObject({ isReady: false, obstacles: refusal.reasons });
    expect(await drawOf(drafted.id, space.manager)).toMatchObject({ state: 'DRAFT', draw: null, cohorts: [] });
  });

  it('cannot be backdated: once the measurement has begun it is too late', async () => {
    const space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space, { draft: { windows: { ...SOUND_DRAFT.windows, ramp: null } } });
    await advanceTo(app, space, '2026-02-15');
    const refusal = await refusalOf(app, REGISTER, {
      token: space.manager,
      variables: { input: { pilotId: drafted.id, version: 1 } },
    });
    expect(refusal.reasons).toEqual([expect.stringContaining('windows.measurement: it has already begun')]);
  });

  it('draws whole teams, and counts their people', async () => {
    const space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space, { draft: { unit: 'TEAM' } });
    await register(app, space, drafted);
    const members = await membersOf(drafted.id, space.manager);
    expect(members).toHaveLength(24);
    const armsOfTeams = new Map<string, Set<string>>();
    for (const { unitLabel, armKey } of members)
      armsOfTeams.set(unitLabel, (armsOfTeams.get(unitLabel) ?? new Set()).add(armKey));
    expect([...armsOfTeams.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1, 1, 1]);
    const { cohorts, draw } = await drawOf(drafted.id, space.viewer);
    expect(cohorts.map(({ units, people }) => [units, people])).toEqual([
      [3, 12],
      [3, 12],
    ]);
    expect(draw?.roster).toBeNull();
  });

  it('keeps the cohorts as drawn when people move afterwards', async () => {
    const space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space, { draft: STRATIFIED });
    await register(app, space, drafted);
    const before = await membersOf(drafted.id, space.analyst);
    await ask(
      app,
      `mutation { saveSalespeople(input: [
        { externalKey: "crm-0", name: "Real Name 0", region: "South", leftOn: "2026-01-16" },
        { externalKey: "crm-99", name: "Newcomer", region: "North" }]) { id } }`,
      { token: space.manager },
    );
    expect(await membersOf(drafted.id, space.analyst)).toEqual(before);
    const { redrawCohorts } = await ask(app, REDRAW, { token: space.analyst, variables: { id: drafted.id } });
    expect(redrawCohorts).toMatchObject({ identical: true });
  });

  it('takes the chosen units of a feasibility pilot as they are', async () => {
    const space = await pilotingWorkspace(app);
    const assignment = { mechanism: 'CHOSEN', chosenUnits: ['P-03', 'P-07'] };
    const drafted = await draftPilot(app, space, { kind: 'FEASIBILITY', draft: { assignment } });
    await register(app, space, drafted);
    const pilots = await membersOf(drafted.id, space.manager, 'pilot');
    expect(pilots.map(({ pseudonym }) => pseudonym)).toEqual(['P-03', 'P-07']);
    const { redrawCohorts } = await ask(app, REDRAW, { token: space.manager, variables: { id: drafted.id } });
    expect(redrawCohorts).toMatchObject({ identical: true });
  });

  it('previews draws of a draft and keeps none of them', async () => {
    const space = await pilotingWorkspace(app, 23);
    const { id } = await draftPilot(app, space, { draft: STRATIFIED });
    const previews: string[] = [];
    for (let again = 0; again < 3; again++) {
      const { previewDraw } = await ask<Preview>(app, PREVIEW, { token: space.manager, variables: { id } });
      expect(previewDraw.strata).toEqual([
        {
          stratum: 'North',
          arms: [
            { armKey: 'control', units: 6 },
            { armKey: 'pilot', units: 6 },
          ],
        },
        {
          stratum: 'South',
          arms: [
            { armKey: 'control', units: 6 },
            { armKey: 'pilot', units: 5 },
          ],
        },
      ]);
      expect(previewDraw.example).toHaveLength(23);
      previews.push(JSON.stringify(previewDraw.example));
    }
    // One in a million million that three draws of 23 are the same.
    expect(new Set(previews).size).toBeGreaterThan(1);
    expect(await rowsOf('cohort_draw', id)).toBe(0);
    expect(await rowsOf('cohort_member', id)).toBe(0);
    await register(app, space, { id, version: 1 });
    expect(await refusalOf(app, PREVIEW, { token: space.manager, variables: { id } })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});

/** What scripts/redraw.py draws from an answer; null on a machine without Python. */
function drawnInPython(answer: Answer<unknown>): Record<string, string> | null {
  const directory = mkdtempSync(join(tmpdir(), 'fieldproof-redraw-'));
  try {
    writeFileSync(join(directory, 'answer.json'), JSON.stringify(answer));
    const printed = execFileSync('python3', ['scripts/redraw.py', join(directory, 'answer.json')], {
      encoding: 'utf8',
    });
    return Object.fromEntries(
      printed
        .trim()
        .split('\n')
        .map((line) => line.split('\t') as [string, string]),
    );
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
