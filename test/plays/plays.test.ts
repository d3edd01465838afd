import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';

const CARD = {
  customerSituation: 'The buyer asks for a price before the need is clear.',
  before: 'We send the price list.',
  after: 'We ask what a lost day of production costs.',
  steps: ['Ask for the cost of a lost day.', 'Write it down together.'],
  notFor: null,
};
const PROPOSE =
  'mutation($input: ProposePlayInput!) { proposePlay(input: $input) { id version latestVersion { id } } }';
const REVISE = `mutation($input: RevisePlayInput!) { revisePlay(input: $input) {
  version versions { number note card { after } } } }`;
const MOVE = `mutation($input: ChangePlayStatusInput!) { changePlayStatus(input: $input) {
  status version standardVersion { number } } }`;
const FEEDBACK = 'mutation($input: GivePlayFeedbackInput!) { givePlayFeedback(input: $input) { id text } }';
const CARDS = '{ plays { nodes { name versions { number note card { before after steps } } } } }';

interface Proposed {
  readonly id: string;
  readonly version: number;
  readonly latestVersion: { readonly id: string };
}

describe.each(BOTH_DATABASES)('plays on %s', (database) => {
  let app: TestApp;
  let manager: string;
  let salesperson: string;
  let analyst: string;
  let plays = 0;

  beforeAll(async () => {
    app = await startApp(database);
    [manager, salesperson, analyst] = await Promise.all([
      tokenFor(app, 'MANAGER'),
      tokenFor(app, 'SALESPERSON'),
      tokenFor(app, 'ANALYST'),
    ]);
  });
  afterAll(() => app.close());

  async function propose(token: string, change: object = {}): Promise<Proposed> {
    const input = { name: `Play ${String(++plays)}`, kind: 'ARGUMENT', card: CARD, ...change };
    return (await ask<{ proposePlay: Proposed }>(app, PROPOSE, { token, variables: { input } })).proposePlay;
  }
  const move = (input: object): Promise<Record<string, unknown>> =>
    ask(app, MOVE, { token: manager, variables: { input } });

  it('lets a salesperson propose one, and shows who did to the manager only', async () => {
    const { id } = await propose(salesperson, { name: '  Cost of a lost day ' });
    const query = `{ play(id: "${id}") { name kind status proposedBy { role } latestVersion { number note } } }`;
    const play = {
      name: 'Cost of a lost day',
      kind: 'ARGUMENT',
      status: 'IDEA',
      latestVersion: { number: 1, note: null },
    };
    expect(await ask(app, query, { token: manager })).toEqual({
      play: { ...play, proposedBy: { role: 'SALESPERSON' } },
    });
    expect(await ask(app, query, { token: analyst })).toEqual({ play: { ...play, proposedBy: null } });
    expect(await ask(app, query, { token: salesperson })).toEqual({
      play: { ...play, proposedBy: { role: 'SALESPERSON' } },
    });
  });

  it('refuses a name that is taken, and keeps nothing of the second', async () => {
    await propose(salesperson, { name: 'Twice' });
    const input = { name: 'Twice', kind: 'TOOL', card: CARD };
    const refusal = await refusalOf(app, PROPOSE, { token: manager, variables: { input } });
    expect(refusal).toMatchObject({
      code: 'ALREADY_EXISTS',
      message: 'There is already a play with the name "Twice".',
    });
    const { plays: found } = await ask<{ plays: { nodes: { name: string; kind: string }[] } }>(
      app,
      '{ plays(first: 200) { nodes { name kind } } }',
    );
    expect(found.nodes.filter(({ name }) => name === 'Twice')).toEqual([{ name: 'Twice', kind: 'ARGUMENT' }]);
  });

  it('lets only one of two people who propose the same name at once have it', async () => {
    const input = { name: 'At once', kind: 'TOOL', card: CARD };
    const answers = await Promise.allSettled([manager, analyst].map((token) => propose(token, input)));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(app, PROPOSE, { variables: { input } })).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it.each([
    ['no steps', { steps: [] }, 'input.card.steps'],
    ['six steps', { steps: Array(6).fill('Ask.') }, 'input.card.steps'],
    ['a blank step', { steps: ['  '] }, 'input.card.steps'],
    ['a blank situation', { customerSituation: '\n ' }, 'input.card.customerSituation'],
    ['a text without end', { after: 'x'.repeat(2_001) }, 'input.card.after'],
    ['a control character', { after: 'Ask\u0000 them.' }, 'input.card.after'],
    ['the same before and after', { after: CARD.before }, 'card.after'],
  ])('refuses a card with %s and names the place', async (_, change, place) => {
    const input = { name: 'Never kept', kind: 'TOOL', card: { ...CARD, ...change } };
    const { code, reasons } = await refusalOf(app, PROPOSE, { token: manager, variables: { input } });
    expect(code).toBe('INVALID_INPUT');
    expect(reasons.map((reason) => reason.split(':')[0]?.replace(/^(input\.)/, ''))).toContain(
      place.replace('input.', ''),
    );
  });

  it('keeps what people write as they wrote it', async () => {
    const before = `<script>alert("1")</script> 'quoted' -- ; Ünïcödé 🙂`;
    const { id } = await propose(manager, { card: { ...CARD, before } });
    const query = `{ play(id: "${id}") { latestVersion { card { before } } } }`;
    expect(await ask(app, query)).toEqual({ play: { latestVersion: { card: { before } } } });
  });

  it('gets a new version from a manager, who takes up feedback from the field', async () => {
    const { id, version, latestVersion } = await propose(manager);
    const { givePlayFeedback } = await ask<{ givePlayFeedback: { id: string } }>(app, FEEDBACK, {
      token: salesperson,
      variables: { input: { playVersionId: latestVersion.id, text: 'Buyers do not know what a day costs.' } },
    });
    const input = {
      playId: id,
      version,
      card: { ...CARD, after: 'We bring a calculator.' },
      note: 'A number helps.',
      takesUp: [givePlayFeedback.id],
    };
    const { revisePlay } = await ask(app, REVISE, { token: manager, variables: { input } });
    expect(revisePlay).toEqual({
      version: 2,
      versions: [
        { number: 1, note: null, card: { after: CARD.after } },
        { number: 2, note: 'A number helps.', card: { after: 'We bring a calculator.' } },
      ],
    });
    const feedback = `{ playFeedback(playId: "${id}") { nodes { text takenUpInNumber playVersion { number } by { role } } } }`;
    expect(await ask(app, feedback, { token: salesperson })).toEqual({
      playFeedback: {
        nodes: [
          {
            text: 'Buyers do not know what a day costs.',
            takenUpInNumber: 2,
            playVersion: { number: 1 },
            by: { role: 'SALESPERSON' },
          },
        ],
      },
    });
  });

  it('refuses a revision that takes up feedback on another play, and writes nothing', async () => {
    const [one, other] = [await propose(manager), await propose(manager)];
    const { givePlayFeedback } = await ask<{ givePlayFeedback: { id: string } }>(app, FEEDBACK, {
      token: salesperson,
      variables: { input: { playVersionId: other.latestVersion.id, text: 'Good.' } },
    });
    const input = { playId: one.id, version: 1, card: CARD, note: 'Next.', takesUp: [givePlayFeedback.id] };
    expect(await refusalOf(app, REVISE, { token: manager, variables: { input } })).toMatchObject({ code: 'NOT_FOUND' });
    const query = `{ play(id: "${one.id}") { version versions { number } } }`;
    expect(await ask(app, query)).toEqual({ play: { version: 1, versions: [{ number: 1 }] } });
  });

  it('does not let a manager overwrite what another has changed meanwhile', async () => {
    const { id, version } = await propose(manager);
    const input = { playId: id, version, card: CARD, note: 'One of two.' };
    const both = await Promise.all(
      [1, 2].map(() => ask(app, REVISE, { token: manager, variables: { input } }).catch(() => 'refused')),
    );
    expect(both.filter((answer) => answer === 'refused')).toHaveLength(1);
    expect(await refusalOf(app, REVISE, { token: manager, variables: { input } })).toMatchObject({ code: 'CONFLICT' });
    expect(
      await refusalOf(app, MOVE, { token: manager, variables: { input: { playId: id, version, status: 'TESTED' } } }),
    ).toMatchObject({ code: 'CONFLICT' });
  });

  it('becomes the standard in the version that was tested', async () => {
    const { id } = await propose(manager);
    const revision = { playId: id, version: 1, card: { ...CARD, after: 'Untested.' }, note: 'Not tested yet.' };
    await ask(app, REVISE, { token: manager, variables: { input: revision } });
    const early = { playId: id, version: 2, status: 'STANDARD', standardVersion: 1 };
    expect(await refusalOf(app, MOVE, { token: manager, variables: { input: early } })).toMatchObject({
      code: 'WRONG_STATE',
      reasons: ['A play that is IDEA can become TESTED or RETIRED, but not STANDARD.'],
    });
    await move({ playId: id, version: 2, status: 'TESTED' });
    expect(await move({ playId: id, version: 3, status: 'STANDARD', standardVersion: 1 })).toEqual({
      changePlayStatus: { status: 'STANDARD', version: 4, standardVersion: { number: 1 } },
    });
    expect(await move({ playId: id, version: 4, status: 'STANDARD', standardVersion: 2 })).toEqual({
      changePlayStatus: { status: 'STANDARD', version: 5, standardVersion: { number: 2 } },
    });
    expect(await move({ playId: id, version: 5, status: 'RETIRED' })).toEqual({
      changePlayStatus: { status: 'RETIRED', version: 6, standardVersion: null },
    });
    const late = { playId: id, version: 6, card: CARD, note: 'Too late.' };
    expect(await refusalOf(app, REVISE, { token: manager, variables: { input: late } })).toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('shows a salesperson a card, its note and feedback on it only once it is the standard', async () => {
    const admin = await newWorkspace(app, '2026-03-02T08:00:00Z');
    const [lead, seller] = [await tokenFor(app, 'MANAGER', admin), await tokenFor(app, 'SALESPERSON', admin)];
    const play = await propose(lead, { name: 'Closed', note: 'The secret of it.' });
    const revision = { playId: play.id, version: 1, card: { ...CARD, after: 'Something newer.' }, note: 'Newer.' };
    await ask(app, REVISE, { token: lead, variables: { input: revision } });
    for (const token of [lead, seller])
      await ask(app, FEEDBACK, {
        token,
        variables: { input: { playVersionId: play.latestVersion.id, text: 'It tells the card.' } },
      });
    const feedback = `{ playFeedback(playId: "${play.id}") { totalCount } }`;
    const hidden = (number: number): object => ({ number, note: null, card: null });
    const { before, after, steps } = CARD;
    const seen = async (): Promise<unknown[]> => [
      await ask(app, CARDS, { token: seller }),
      await ask(app, feedback, { token: seller }),
    ];

    expect(await seen()).toEqual([
      { plays: { nodes: [{ name: 'Closed', versions: [hidden(1), hidden(2)] }] } },
      { playFeedback: { totalCount: 1 } },
    ]);
    await ask(app, MOVE, { token: lead, variables: { input: { playId: play.id, version: 2, status: 'TESTED' } } });
    const standard = { playId: play.id, version: 3, status: 'STANDARD', standardVersion: 1 };
    await ask(app, MOVE, { token: lead, variables: { input: standard } });
    const open = { number: 1, note: 'The secret of it.', card: { before, after, steps } };
    expect(await seen()).toEqual([
      { plays: { nodes: [{ name: 'Closed', versions: [open, hidden(2)] }] } },
      { playFeedback: { totalCount: 2 } },
    ]);
  });

  it('lives in the time of its workspace', async () => {
    const admin = await newWorkspace(app, '2026-03-02T08:00:00Z');
    const { id } = await propose(admin);
    expect(await ask(app, `{ play(id: "${id}") { createdAt } }`, { token: admin })).toEqual({
      play: { createdAt: '2026-03-02T08:00:00.000Z' },
    });
  });

  it('looks the same from another workspace as if it were not there', async () => {
    const { id, latestVersion } = await propose(manager);
    const stranger = await newWorkspace(app);
    const nobody = '00000000-0000-4000-8000-000000000000';
    const attempts: [string, (id: string) => object][] = [
      ['query($id: ID!) { play(id: $id) { id } }', (playId) => ({ id: playId })],
      ['query($id: ID!) { playFeedback(playId: $id) { totalCount } }', (playId) => ({ id: playId })],
      [REVISE, (playId) => ({ input: { playId, version: 1, card: CARD, note: 'Mine.' } })],
      [MOVE, (playId) => ({ input: { playId, version: 1, status: 'TESTED' } })],
    ];
    for (const [query, variables] of attempts) {
      const foreign = await refusalOf(app, query, { token: stranger, variables: variables(id) as never });
      expect(foreign.code).toBe('NOT_FOUND');
      expect(foreign).toEqual(await refusalOf(app, query, { token: stranger, variables: variables(nobody) as never }));
    }
    const input = { playVersionId: latestVersion.id, text: 'From outside.' };
    expect(await refusalOf(app, FEEDBACK, { token: stranger, variables: { input } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await ask(app, '{ plays { totalCount } }', { token: stranger })).toEqual({ plays: { totalCount: 0 } });
  });

  it.each(['SALESPERSON', 'VIEWER', 'ANALYST'] as const)(
    'is neither revised nor moved by the role %s',
    async (role) => {
      const { id } = await propose(manager);
      const token = await tokenFor(app, role);
      const revision = { playId: id, version: 1, card: CARD, note: 'Mine.' };
      expect(await refusalOf(app, REVISE, { token, variables: { input: revision } })).toMatchObject({
        code: 'NOT_ALLOWED',
      });
      const step = { playId: id, version: 1, status: 'TESTED' };
      expect(await refusalOf(app, MOVE, { token, variables: { input: step } })).toMatchObject({ code: 'NOT_ALLOWED' });
    },
  );

  it('is found by kind and status, page by page', async () => {
    const admin = await newWorkspace(app);
    for (const kind of ['TOOL', 'ARGUMENT', 'TOOL', 'TOOL']) await propose(admin, { kind });
    const query = `query($after: String) { plays(kind: TOOL, status: IDEA, first: 2, after: $after) {
      totalCount nodes { kind } pageInfo { endCursor hasNextPage } } }`;
    interface Listed {
      plays: { totalCount: number; nodes: object[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    }
    const first = await ask<Listed>(app, query, { token: admin });
    expect(first.plays).toMatchObject({ totalCount: 3, nodes: [{ kind: 'TOOL' }, { kind: 'TOOL' }] });
    expect(first.plays.pageInfo.hasNextPage).toBe(true);
    const rest = await ask<Listed>(app, query, { token: admin, variables: { after: first.plays.pageInfo.endCursor } });
    expect(rest.plays).toMatchObject({ nodes: [{ kind: 'TOOL' }], pageInfo: { hasNextPage: false } });
    expect(await ask(app, '{ plays(status: RETIRED) { totalCount } }', { token: admin })).toEqual({
      plays: { totalCount: 0 },
    });
  });
});
