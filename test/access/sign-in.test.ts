import { DataSource } from 'typeorm';
import { ask, refusalOf } from '../support/ask.js';
import { ADMIN_TOKEN, BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { tokenFor } from '../support/make.js';

describe.each(BOTH_DATABASES)('signing in with a token on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  it('lets the bootstrap administrator in', async () => {
    const { me, workspace } = await ask<{ me: object; workspace: object }>(
      app,
      '{ me { role mayCreateWorkspaces } workspace { kind simulatedNowAt } }',
    );
    expect(me).toEqual({ role: 'ADMIN', mayCreateWorkspaces: true });
    expect(workspace).toEqual({ kind: 'REAL', simulatedNowAt: null });
  });

  it.each([
    ['no token', null],
    ['a wrong token', 'not-the-token'],
  ])('refuses %s', async (_, token) => {
    expect(await refusalOf(app, '{ me { id } }', { token })).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('refuses a revoked token as it refuses a wrong one', async () => {
    const { me } = await ask<{ me: { id: string } }>(app, '{ me { id } }');
    const { createToken } = await ask<{ createToken: { secret: string; token: { id: string } } }>(
      app,
      'mutation($id: ID!) { createToken(input: { userId: $id, name: "export" }) { secret token { id } } }',
      { variables: { id: me.id } },
    );
    expect(await ask(app, '{ me { id } }', { token: createToken.secret })).toEqual({ me });
    await ask(app, 'mutation($id: ID!) { revokeToken(id: $id) { revokedAt } }', {
      variables: { id: createToken.token.id },
    });
    const revoked = await refusalOf(app, '{ me { id } }', { token: createToken.secret });
    expect(revoked).toEqual(await refusalOf(app, '{ me { id } }', { token: 'wrong' }));
  });

  it('keeps tokens only as hashes', async () => {
    const rows = await app.app.get(DataSource).query<object[]>('SELECT * FROM api_token');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(ADMIN_TOKEN);
  });

  it('gives nobody a token that may do more than they may', async () => {
    const { me } = await ask<{ me: { id: string } }>(app, '{ me { id } }');
    const make = 'mutation($id: ID!) { createToken(input: { userId: $id, name: "higher" }) { secret } }';
    const colleague = await tokenFor(app, 'ADMIN');
    expect(await refusalOf(app, make, { token: colleague, variables: { id: me.id } })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('tells a viewer that users are not open to the role', async () => {
    const token = await tokenFor(app, 'VIEWER');
    expect(await refusalOf(app, '{ users { totalCount } }', { token })).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
