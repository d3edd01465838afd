import { UnitKind } from '../../src/roster/roster.rules.js';
import { RosterService } from '../../src/roster/roster.service.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { tokenFor } from '../support/make.js';

interface People {
  salespeople: { totalCount: number; nodes: { id: string; name: string | null; pseudonym: string }[] };
}

describe.each(BOTH_DATABASES)('the roster on %s', (database) => {
  let app: TestApp;
  let workspaceId: string;
  beforeAll(async () => {
    app = await startApp(database);
    ({
      workspace: { id: workspaceId },
    } = await ask<{ workspace: { id: string } }>(app, '{ workspace { id } }'));
    await ask(app, 'mutation { saveTerritories(input: [{ name: "Coast", region: "North" }]) { id } }');
    await ask(
      app,
      `mutation { saveSalespeople(input: [
        { externalKey: "u2", name: "Bo Lind", team: "Blue", territory: "Coast", profile: CHALLENGER },
        { externalKey: "u1", name: "Ada Berg", pseudonym: "Kestrel", team: "Red", territory: "Coast", region: "Islands" },
        { externalKey: "u3", name: "Cy Dahl", team: "Red", leftOn: "2026-03-31" }
      ]) { id } }`,
    );
  });
  afterAll(() => app.close());

  it('creates teams and territories by name when it meets them', async () => {
    const { teams } = await ask(app, '{ teams { totalCount nodes { name } } }');
    expect(teams).toEqual({
      totalCount: 2,
      nodes: expect.arrayContaining([{ name: 'Red' }, { name: 'Blue' }]) as unknown,
    });
    const { territories } = await ask(app, '{ territories { nodes { name region } } }');
    expect(territories).toEqual({ nodes: [{ name: 'Coast', region: 'North' }] });
  });

  it('makes salespeople units, by key, with pseudonyms as labels', async () => {
    const units = await app.app.get(RosterService).units(workspaceId, UnitKind.SALESPERSON, '2026-03-31');
    expect(units.map(({ key }) => key)).toEqual(['u1', 'u2', 'u3']);
    expect(units[0]).toMatchObject({
      label: 'Kestrel',
      people: [{ team: 'Red', territory: 'Coast', region: 'Islands', startedOn: null }],
    });
    expect(units[1]).toMatchObject({ label: expect.stringMatching(/^P-/) as unknown, people: [{ region: 'North' }] });
  });

  it('leaves out of the units who has left, and who has no place', async () => {
    const roster = app.app.get(RosterService);
    const teams = await roster.units(workspaceId, UnitKind.TEAM, '2026-04-01');
    expect(teams.map(({ label, people }) => [label, people.map(({ key }) => key)])).toEqual([
      ['Blue', ['u2']],
      ['Red', ['u1']],
    ]);
    const territories = await roster.units(workspaceId, UnitKind.TERRITORY, '2026-03-31');
    expect(territories.map(({ label, people }) => [label, people.map(({ key }) => key)])).toEqual([
      ['Coast', ['u1', 'u2']],
    ]);
  });

  it('keeps what a later save does not mention, and empties what it sets to null', async () => {
    const before = await ask<People>(app, '{ salespeople(first: 1) { nodes { id name pseudonym } totalCount } }');
    await ask(
      app,
      'mutation { saveSalespeople(input: [{ externalKey: "u2", name: "Bo Lind-Ek", territory: null }]) { id } }',
    );
    const after = await ask<People>(
      app,
      '{ salespeople(profile: CHALLENGER) { totalCount nodes { id name pseudonym team { name } territory { name } } } }',
    );
    expect(after.salespeople).toEqual({
      totalCount: 1,
      nodes: [{ ...before.salespeople.nodes[0], name: 'Bo Lind-Ek', team: { name: 'Blue' }, territory: null }],
    });
  });

  it('names people to a manager, and shows an analyst pseudonyms only', async () => {
    const query = '{ salespeople(first: 3) { nodes { externalKey name pseudonym } } }';
    const manager = await ask(app, query, { token: await tokenFor(app, 'MANAGER') });
    expect(JSON.stringify(manager)).toContain('Ada Berg');
    const analyst = await ask<People>(app, query, { token: await tokenFor(app, 'ANALYST') });
    expect(analyst.salespeople.nodes.map((node) => ({ ...node, pseudonym: typeof node.pseudonym }))).toEqual(
      Array(3).fill({ externalKey: null, name: null, pseudonym: 'string' }),
    );
  });

  it('refuses a pseudonym that belongs to somebody else, and saves nothing of that call', async () => {
    const refusal = await refusalOf(
      app,
      `mutation { saveSalespeople(input: [
        { externalKey: "u8", name: "Eve Falk" }, { externalKey: "u9", name: "Finn Gren", pseudonym: "Kestrel" }]) { id } }`,
    );
    expect(refusal).toMatchObject({
      code: 'INVALID_INPUT',
      reasons: ['u9: the pseudonym "Kestrel" belongs to somebody else.'],
    });
    const { salespeople } = await ask<People>(app, '{ salespeople { totalCount } }');
    expect(salespeople.totalCount).toBe(3);
  });

  it('checks each row of a list', async () => {
    const refusal = await refusalOf(
      app,
      'mutation { saveSalespeople(input: [{ externalKey: "x", name: "X", startedOn: "31.12.2025" }, { externalKey: "", name: "Y" }]) { id } }',
    );
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.reasons).toEqual([
      'input.0.startedOn: must be a day of the calendar as YYYY-MM-DD',
      expect.stringContaining('input.1.externalKey') as unknown,
    ]);
  });

  it('saves accounts with their owners, and refuses an owner whom nobody knows', async () => {
    const { saveAccounts } = await ask(
      app,
      `mutation { saveAccounts(input: [
        { externalKey: "a1", name: "Harbour Ltd", owner: "u1", sector: "shipping", potentialMinor: 9000000000 }
      ]) { name potentialMinor owner { pseudonym team { name } } } }`,
    );
    expect(saveAccounts).toEqual([
      { name: 'Harbour Ltd', potentialMinor: 9_000_000_000, owner: { pseudonym: 'Kestrel', team: { name: 'Red' } } },
    ]);
    const refusal = await refusalOf(
      app,
      'mutation { saveAccounts(input: [{ externalKey: "a2", name: "Quay", owner: "nobody" }]) { id } }',
    );
    expect(refusal.reasons).toEqual(['a2: there is no salesperson with the key "nobody".']);
  });

  it('shows one workspace nothing of another', async () => {
    const { createWorkspace } = await ask<{ createWorkspace: { secret: string } }>(
      app,
      'mutation { createWorkspace(input: { name: "Other", currency: "EUR", administratorName: "Ann" }) { secret } }',
    );
    const token = createWorkspace.secret;
    const counts = await ask(
      app,
      '{ teams { totalCount } territories { totalCount } salespeople { totalCount } accounts { totalCount } }',
      { token },
    );
    const none = { totalCount: 0 };
    expect(counts).toEqual({ teams: none, territories: none, salespeople: none, accounts: none });
    await ask(app, 'mutation { saveSalespeople(input: [{ externalKey: "u1", name: "Same key" }]) { id } }', { token });
    const { salespeople } = await ask<People>(app, '{ salespeople(first: 10) { nodes { name } } }');
    expect(JSON.stringify(salespeople)).not.toContain('Same key');
  });
});
