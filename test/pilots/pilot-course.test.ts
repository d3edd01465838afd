import { DataSource } from 'typeorm';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo, ask, refusalOf } from '../support/ask.js';
import {
  advanceTo,
  draftPilot,
  type PilotingWorkspace,
  pilotingWorkspace,
  register,
  REVISE,
  STEP,
} from './piloting.js';
import { SOUND_DRAFT } from './sound-draft.js';

const AMEND = 'mutation($input: AmendPilotInput!) { amendPilot(input: $input) { id } }';
const REVIEW = 'mutation($input: ReviewLookInput!) { reviewLook(input: $input) { look at } }';

interface PilotAnswer {
  readonly pilot: Record<string, unknown>;
}

describe.each(BOTH_DATABASES)('the course of a pilot on %s', (database) => {
  let app: TestApp;
  let space: PilotingWorkspace;
  let pilotId: string;
  let version: number;
  beforeAll(async () => {
    app = await startApp(database);
    space = await pilotingWorkspace(app);
    const drafted = await draftPilot(app, space, { draft: { looks: ['2026-05-01', '2026-06-15'] } });
    ({ id: pilotId, version } = await register(app, space, drafted));
  });
  afterAll(() => app.close());

  const as = (token: string, input: object) => ({ token, variables: { input: { pilotId, ...input } } });

  it('begins on its first day, not before', async () => {
    await advanceTo(app, space, '2026-01-31');
    expect(await refusalOf(app, STEP('startPilot'), as(space.manager, { version }))).toMatchObject({
      code: 'WRONG_STATE',
      reasons: ['It starts on 2026-02-01; today is 2026-01-31.'],
    });
    await advanceTo(app, space, '2026-02-01');
    const { startPilot } = await ask<{ startPilot: { state: string; version: number } }>(
      app,
      STEP('startPilot'),
      as(space.manager, { version }),
    );
    expect(startPilot).toEqual({ state: 'RUNNING', version: version + 1 });
    expect(await refusalOf(app, STEP('startPilot'), as(space.manager, { version: version + 1 }))).toMatchObject({
      code: 'WRONG_STATE',
    });
    version = startPilot.version;
  });

  it('cannot be revised any more', async () => {
    const input = { version, name: 'Better', playVersionId: space.playVersionId, draft: SOUND_DRAFT };
    expect(await refusalOf(app, REVISE, as(space.manager, input))).toMatchObject({
      code: 'PILOT_FROZEN',
      reasons: [expect.stringContaining('amendPilot')],
    });
  });

  it('is amended without touching the plan', async () => {
    const query = 'query($id: ID!) { pilot(id: $id) { planHash planText amendments { what why at by { role } } } }';
    const before = await ask<PilotAnswer>(app, query, { token: space.manager, variables: { id: pilotId } });
    await ask(app, AMEND, as(space.manager, { what: 'Two salespeople joined late.', why: 'Hiring took longer.' }));
    const after = await ask<PilotAnswer>(app, query, { token: space.viewer, variables: { id: pilotId } });
    expect(after.pilot).toEqual({
      ...before.pilot,
      amendments: [
        {
          what: 'Two salespeople joined late.',
          why: 'Hiring took longer.',
          at: '2026-02-01T09:00:00.000Z',
          by: { role: 'MANAGER' },
        },
      ],
    });
    expect(await refusalOf(app, AMEND, as(space.analyst, { what: 'x', why: 'y' }))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('may get a look beside the registered ones, fixed before its data are there', async () => {
    const added = { what: 'We look once more.', why: 'The board meets.' };
    for (const [lookOn, reason] of [
      ['2026-02-01', 'lookOn: 2026-02-01 is not after today, 2026-02-01: a look is fixed before its data are there.'],
      ['2026-02-10', 'lookOn: the measurement begins on 2026-02-15.'],
      ['2026-05-01', 'lookOn: there is a look on 2026-05-01 already.'],
      ['2026-06-15', 'lookOn: the last look is on 2026-06-15: a look can be added before it only.'],
    ])
      expect(await refusalOf(app, AMEND, as(space.manager, { ...added, lookOn }))).toMatchObject({
        code: 'INVALID_INPUT',
        reasons: expect.arrayContaining([reason]) as string[],
      });
    await ask(app, AMEND, as(space.manager, { ...added, lookOn: '2026-05-20' }));
    const query = 'query($id: ID!) { pilot(id: $id) { plan { looks { on } } amendments { lookOn } } }';
    const { pilot } = await ask<PilotAnswer>(app, query, { token: space.viewer, variables: { id: pilotId } });
    expect(pilot).toEqual({
      plan: { looks: [{ on: '2026-05-01' }, { on: '2026-06-15' }] },
      amendments: [{ lookOn: null }, { lookOn: '2026-05-20' }],
    });
  });

  it('is reviewed at each look once, from its day on', async () => {
    const saw = { saw: 'The cards are read aloud.', change: 'We train without the card.' };
    expect(await refusalOf(app, REVIEW, as(space.manager, { look: 1, ...saw }))).toMatchObject({
      code: 'LOOK_NOT_DUE',
    });
    expect(await refusalOf(app, REVIEW, as(space.manager, { look: 4, ...saw }))).toMatchObject({
      code: 'INVALID_INPUT',
      reasons: ['There are looks 1 to 3.'],
    });
    await advanceTo(app, space, '2026-05-01');
    const answers = await Promise.all(
      [1, 2, 3].map(() => answerTo<{ reviewLook: unknown }>(app, REVIEW, as(space.manager, { look: 1, ...saw }))),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors?.[0].extensions.code ?? [])).toEqual([
      'ALREADY_EXISTS',
      'ALREADY_EXISTS',
    ]);
  });

  it('is complete on the day of its last look, not before', async () => {
    expect(await refusalOf(app, STEP('completePilot'), as(space.manager, { version }))).toMatchObject({
      code: 'WRONG_STATE',
      reasons: ['Its last look is on 2026-06-15; today is 2026-05-01. To end it now, cancel it.'],
    });
    await advanceTo(app, space, '2026-06-15');
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => answerTo(app, STEP('completePilot'), as(space.manager, { version }))),
    );
    expect(answers.filter(({ errors }) => !errors).map(({ data }) => data)).toEqual([
      { completePilot: { state: 'COMPLETED', version: version + 1 } },
    ]);
  });

  it('stops everything when its frozen plan was changed behind its back', async () => {
    const rows = app.app.get(DataSource);
    const writer = new DataSource({ ...rows.options, migrationsRun: false });
    await writer.initialize();
    await writer.query(
      `UPDATE pilot SET plan = REPLACE(plan, '"minimumEffectShare":0.1', '"minimumEffectShare":0.01') WHERE id = '${pilotId}'`,
    );
    await writer.destroy();
    // What follows is a fault of somebody else's, and is logged as one.
    app.app.useLogger(false);
    expect(await refusalOf(app, AMEND, as(space.manager, { what: 'x', why: 'y' }))).toMatchObject({ code: 'INTERNAL' });
    const redrawn = await ask(
      app,
      'query($id: ID!) { redrawCohorts(pilotId: $id) { identical planUnchanged seedFollows differences } }',
      { token: space.viewer, variables: { id: pilotId } },
    );
    expect(redrawn.redrawCohorts).toEqual({
      identical: false,
      planUnchanged: false,
      seedFollows: true,
      differences: 0,
    });
  });
});
