import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo, ask, refusalOf } from '../support/ask.js';
import { newWorkspace } from '../support/make.js';
import { draftPilot, type PilotingWorkspace, pilotingWorkspace, register, REVISE, STEP } from './piloting.js';
import { SOUND_DRAFT } from './sound-draft.js';

const PILOT = `query($id: ID!) { pilot(id: $id) { name kind state version planHash planText primaryMetric cancelReason
  owner { role } registeredBy { role } cancelledBy { role } playVersion { number play { name } }
  draft { looks assignment { chosenUnits } }
  plan { name hypothesis play { name version cardSha256 } unit alpha looks { number on } simulated currency
    windows { baseline { from to } ramp { from } measurement { from to } maturationDays }
    primary { metric minimumEffectShare } guardrails { metric marginShare } decision { owner dueOn options }
    arms { key share } assignment { mechanism chosenUnits } adoption { thresholdShare } }
  amendments { what why at by { role } } reviews { look saw change } } }`;

interface PilotAnswer {
  pilot: Record<string, unknown> & {
    version: number;
    planText: string | null;
    planHash: string | null;
    plan: Record<string, unknown> | null;
  };
}

describe.each(BOTH_DATABASES)('pilots on %s', (database) => {
  let app: TestApp;
  let space: PilotingWorkspace;
  beforeAll(async () => {
    app = await startApp(database);
    space = await pilotingWorkspace(app);
  });
  afterAll(() => app.close());

  const pilotOf = async (id: string, token = space.manager) =>
    (await ask<PilotAnswer>(app, PILOT, { token, variables: { id } })).pilot;

  it('may be drafted with gaps, and read back as they were written', async () => {
    const { id } = await draftPilot(app, space, {
      draft: { hypothesis: null, windows: null, primary: null, looks: [] },
    });
    expect(await pilotOf(id)).toMatchObject({
      state: 'DRAFT',
      version: 1,
      plan: null,
      planText: null,
      planHash: null,
      owner: { role: 'MANAGER' },
      registeredBy: null,
      playVersion: { number: 1, play: { name: 'Cost of doing nothing' } },
      amendments: [],
      reviews: [],
    });
  });

  it('fill what a draft leaves out with what is usual', async () => {
    const { draftPilot: drafted } = await ask<{ draftPilot: { draft: unknown } }>(
      app,
      `mutation($id: ID!) { draftPilot(input: { name: "Bare", playVersionId: $id, draft: {} }) { draft {
        unit alpha population { regions teams } arms { key share } assignment { mechanism stratifyBy } windows { maturationDays } looks } } }`,
      { token: space.manager, variables: { id: space.playVersionId } },
    );
    expect(drafted.draft).toEqual({
      unit: 'SALESPERSON',
      alpha: 0.05,
      population: { regions: [], teams: [] },
      arms: [
        { key: 'control', share: 0.5 },
        { key: 'pilot', share: 0.5 },
      ],
      assignment: { mechanism: 'COMPLETE', stratifyBy: null },
      windows: null,
      looks: [],
    });
  });

  it('are revised as a draft, by whoever saw the newest version', async () => {
    const { id, version } = await draftPilot(app, space);
    const input = {
      pilotId: id,
      version,
      name: 'Another name',
      playVersionId: space.playVersionId,
      draft: { ...SOUND_DRAFT, primary: { metric: 'revenue@1', minimumEffectShare: 0.2 } },
    };
    const { reviseDraft } = await ask(app, REVISE, { token: space.manager, variables: { input } });
    expect(reviseDraft).toEqual({ version: 2, name: 'Another name', primaryMetric: 'revenue@1' });
    expect(await refusalOf(app, REVISE, { token: space.manager, variables: { input } })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  it.each([
    ['a day that is none', { looks: ['2026-02-30'] }, 'draft.looks'],
    ['a share above one', { arms: [{ key: 'control', name: 'C', isControl: true, share: 2 }] }, 'draft.arms.0.share'],
    [
      'an arm key with blanks',
      { arms: [{ key: 'the arm', name: 'C', isControl: true, share: 1 }] },
      'draft.arms.0.key',
    ],
    ['half of a surrogate pair', { hypothesis: 'It \ud83d works' }, 'draft.hypothesis'],
  ])('refuse %s where it is written', async (_, draft, place) => {
    const { errors } = await answerTo(app, 'mutation($input: DraftPilotInput!) { draftPilot(input: $input) { id } }', {
      token: space.manager,
      variables: { input: { name: 'Odd', playVersionId: space.playVersionId, draft: { ...SOUND_DRAFT, ...draft } } },
    });
    expect(errors?.[0].extensions).toMatchObject({
      code: 'INVALID_INPUT',
      reasons: [expect.stringContaining(place)],
    });
  });

  it('freeze a plan that is hashed as its text says, and read the same to everybody', async () => {
    const drafted = await draftPilot(app, space, {
      name: 'Frozen',
      draft: { population: { regions: ['North'], teams: [] } },
    });
    const { planHash } = await register(app, space, drafted);
    const pilot = await pilotOf(drafted.id);
    expect(
      createHash('sha256')
        .update(pilot.planText ?? '')
        .digest('hex'),
    ).toBe(planHash);
    expect(JSON.parse(pilot.planText ?? '')).toMatchObject(pilot.plan ?? {});
    expect(pilot).toMatchObject({
      state: 'REGISTERED',
      registeredBy: { role: 'MANAGER' },
      plan: {
        name: 'Frozen',
        play: { name: 'Cost of doing nothing', version: 1 },
        looks: [{ number: 1, on: '2026-06-15' }],
        windows: SOUND_DRAFT.windows && { measurement: SOUND_DRAFT.windows.measurement, maturationDays: 30 },
        decision: { owner: 'Someone', dueOn: '2026-06-30', options: ['ROLL_OUT', 'STOP'] },
        simulated: true,
        currency: 'EUR',
      },
    });
    expect((await pilotOf(drafted.id, space.viewer)).planText).toBe(pilot.planText);
    await ask(app, 'mutation($input: CancelPilotInput!) { cancelPilot(input: $input) { state } }', {
      token: space.manager,
      variables: { input: { pilotId: drafted.id, version: pilot.version, reason: 'Only a test.' } },
    });
    expect(await pilotOf(drafted.id)).toMatchObject({
      state: 'CANCELLED',
      cancelReason: 'Only a test.',
      cancelledBy: { role: 'MANAGER' },
    });
  });

  it('name their chosen units to managers and analysts only', async () => {
    const chosen = { mechanism: 'CHOSEN', chosenUnits: ['P-00', 'P-01', 'P-02', 'P-03', 'P-04'] };
    const drafted = await draftPilot(app, space, { kind: 'FEASIBILITY', draft: { assignment: chosen } });
    await register(app, space, drafted);
    for (const token of [space.manager, space.analyst]) {
      const { plan, draft, planText } = await pilotOf(drafted.id, token);
      expect(plan).toMatchObject({ assignment: chosen });
      expect(draft).toMatchObject({ assignment: { chosenUnits: chosen.chosenUnits } });
      expect(planText).toContain('P-00');
    }
    const answer = await pilotOf(drafted.id, space.viewer);
    expect(JSON.stringify(answer)).not.toContain('P-0');
    expect(answer).toMatchObject({ planText: null, plan: { assignment: { mechanism: 'CHOSEN', chosenUnits: [] } } });
  });

  it('are closed to those who must not know them', async () => {
    const { id } = await draftPilot(app, space);
    const other = await newWorkspace(app);
    expect(await refusalOf(app, PILOT, { token: space.salesperson, variables: { id } })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const foreign = await refusalOf(app, PILOT, { token: other, variables: { id } });
    const missing = await refusalOf(app, PILOT, { token: space.manager, variables: { id: crypto.randomUUID() } });
    expect(foreign).toEqual(missing);
    for (const token of [space.analyst, space.viewer])
      expect(
        await refusalOf(app, STEP('startPilot'), { token, variables: { input: { pilotId: id, version: 1 } } }),
      ).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('cannot test a play of another workspace, nor be owned by a stranger', async () => {
    const other = await pilotingWorkspace(app, 4);
    const input = { name: 'Odd', playVersionId: other.playVersionId, draft: SOUND_DRAFT };
    const query = 'mutation($input: DraftPilotInput!) { draftPilot(input: $input) { id } }';
    expect(await refusalOf(app, query, { token: space.manager, variables: { input } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { me } = await ask<{ me: { id: string } }>(app, '{ me { id } }', { token: other.manager });
    const owned = { ...input, playVersionId: space.playVersionId, ownerId: me.id };
    expect(await refusalOf(app, query, { token: space.manager, variables: { input: owned } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are listed by state, kind, play and deciding metric, page by page', async () => {
    const other = await pilotingWorkspace(app, 4);
    const make = (name: string, draft: object = {}) => draftPilot(app, other, { name, draft });
    await make('One');
    await make('Two');
    await make('Three', { primary: { metric: 'revenue@1', minimumEffectShare: 0.1 } });
    const names = async (filter: string) => {
      const { pilots } = await ask<{ pilots: { nodes: { name: string }[]; totalCount: number } }>(
        app,
        `{ pilots${filter} { totalCount nodes { name } } }`,
        { token: other.analyst },
      );
      expect(pilots.nodes.length).toBeLessThanOrEqual(pilots.totalCount);
      return pilots.nodes.map(({ name }) => name);
    };
    expect(await names('')).toEqual(['One', 'Two', 'Three']);
    expect(await names('(metric: "revenue@1")')).toEqual(['Three']);
    expect(await names('(state: REGISTERED)')).toEqual([]);
    expect(await names('(kind: FEASIBILITY)')).toEqual([]);
    expect(await names(`(playId: "${other.playId}", first: 2)`)).toEqual(['One', 'Two']);
    expect(await names(`(playId: "${space.playId}")`)).toEqual([]);
  });

  it('ask the database a fixed number of times for a list with all its neighbours', async () => {
    const other = await pilotingWorkspace(app);
    const query = `{ pilots { nodes { name owner { role } playVersion { number } amendments { what } reviews { look }
      cohorts { armKey people } draw { seed } adoption { share } } } }`;
    const statements = async () => {
      const counted = await countingStatements(app, () => ask(app, query, { token: other.manager }));
      return counted;
    };
    const quarter = (at: number) => ({
      draft: { population: { regions: [], teams: [`Team ${String(at)}`] }, secondary: [], guardrails: [] },
    });
    await register(app, other, await draftPilot(app, other, quarter(0)));
    const one = await statements();
    for (const at of [1, 2]) await register(app, other, await draftPilot(app, other, quarter(at)));
    expect(await statements()).toBe(one);
  });
});

/** How many statements the application sends to its database meanwhile. */
async function countingStatements(app: TestApp, work: () => Promise<unknown>): Promise<number> {
  const { driver } = app.app.get(DataSource);
  const original = driver.createQueryRunner.bind(driver);
  let count = 0;
  driver.createQueryRunner = (mode) => {
    const runner = original(mode);
    const query = runner.query.bind(runner);
    runner.query = (...asked: Parameters<typeof query>) => {
      count += 1;
      return query(...asked);
    };
    return runner;
  };
  try {
    await work();
  } finally {
    driver.createQueryRunner = original;
  }
  return count;
}
