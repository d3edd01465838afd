import { ask, refusalOf } from '../support/ask.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';

const CREATE = `mutation($input: CreateWorkspaceInput!) {
  createWorkspace(input: $input) { secret workspace { id kind simulatedNowAt } administrator { id role mayCreateWorkspaces } }
}`;
const ADVANCE = 'mutation($to: String!) { advanceClock(to: $to) { simulatedNowAt } }';

interface Created {
  createWorkspace: { secret: string; workspace: { id: string }; administrator: { id: string } };
}

describe.each(BOTH_DATABASES)('workspaces on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const create = async (input: object): Promise<Created['createWorkspace']> =>
    (await ask<Created>(app, CREATE, { variables: { input } })).createWorkspace;

  const simulated = (): Promise<Created['createWorkspace']> =>
    create({
      name: 'Rehearsal',
      kind: 'SIMULATED',
      simulatedNowAt: '2025-01-06T08:00:00Z',
      currency: 'EUR',
      administratorName: 'Ada',
    });

  it('are created by the administrator of the installation, each with an administrator of its own', async () => {
    const made = await create({ name: 'Nord', currency: 'EUR', administratorName: 'Ada' });
    expect(made).toMatchObject({
      workspace: { kind: 'REAL', simulatedNowAt: null },
      administrator: { role: 'ADMIN', mayCreateWorkspaces: false },
    });
    expect(await ask(app, '{ workspace { id } me { name } }', { token: made.secret })).toEqual({
      workspace: { id: made.workspace.id },
      me: { name: 'Ada' },
    });
    const input = { name: 'Another', currency: 'EUR', administratorName: 'Eve' };
    const refusal = await refusalOf(app, CREATE, { variables: { input }, token: made.secret });
    expect(refusal.code).toBe('NOT_ALLOWED');
  });

  it('never give a token for a user of another workspace, and say so as for a user that does not exist', async () => {
    const made = await simulated();
    const make = 'mutation($id: ID!) { createToken(input: { userId: $id, name: "x" }) { secret } }';
    const foreign = await refusalOf(app, make, { variables: { id: made.administrator.id } });
    const missing = await refusalOf(app, make, { variables: { id: '00000000-0000-7000-8000-000000000000' } });
    expect(foreign.code).toBe('NOT_FOUND');
    expect(foreign).toEqual(missing);
  });

  it('move a simulated clock forward only', async () => {
    const { secret: token } = await simulated();
    const to = (instant: string) => ({ variables: { to: instant }, token });
    expect(await ask(app, ADVANCE, to('2025-03-01T00:00:00Z'))).toEqual({
      advanceClock: { simulatedNowAt: '2025-03-01T00:00:00.000Z' },
    });
    const { code, reasons } = await refusalOf(app, ADVANCE, to('2025-02-28T00:00:00Z'));
    expect(code).toBe('CLOCK_MOVES_FORWARD_ONLY');
    expect(reasons).toEqual(['The clock stands at 2025-03-01T00:00:00.000Z and only moves forward.']);
    expect((await refusalOf(app, ADVANCE, to('yesterday'))).code).toBe('INVALID_INPUT');
  });

  it('never set the clock of a real workspace', async () => {
    expect(await refusalOf(app, ADVANCE, { variables: { to: '2030-01-01T00:00:00Z' } })).toMatchObject({
      code: 'REAL_TIME_WORKSPACE',
    });
  });

  it('say field by field what is wrong with the input', async () => {
    const input = { name: '', currency: 'euro', administratorName: 'Ada', minimumCohort: 1 };
    const { code, reasons } = await refusalOf(app, CREATE, { variables: { input } });
    expect(code).toBe('INVALID_INPUT');
    expect(reasons.map((reason) => reason.split(':')[0])).toEqual(['name', 'currency', 'minimumCohort']);
  });

  it('keep every acknowledged write when fifty arrive at once', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Person ${String(index)}`);
    const add = 'mutation($name: String!) { addUser(input: { name: $name, role: VIEWER }) { id } }';
    await Promise.all(names.map((name) => ask(app, add, { variables: { name } })));
    const { users } = await ask<{ users: { nodes: { name: string }[] } }>(
      app,
      '{ users(first: 200) { nodes { name } } }',
    );
    expect(users.nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it('are read page by page without losing anybody', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const {
        users,
      }: {
        users: { totalCount: number; nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      } = await ask(
        app,
        'query($after: String) { users(first: 7, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }',
        {
          variables: { after },
        },
      );
      seen.push(...users.nodes.map(({ id }) => id));
      total = users.totalCount;
      after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  });
});
