import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { newWorkspace } from '../support/make.js';
import { importCsv, importFile } from '../support/upload.js';

const fields = (columns: Record<string, string>): { field: string; column: string }[] =>
  Object.entries(columns).map(([field, column]) => ({ field, column }));

const PEOPLE = {
  fields: fields({
    ...{ externalKey: 'id', name: 'Name', team: 'Team', territory: 'Gebiet', region: 'Region' },
    ...{ profile: 'Profil', startedOn: 'Eintritt', leftOn: 'Austritt', pseudonym: 'Deckname' },
  }),
};
const ACCOUNTS = { fields: fields({ name: 'customer', owner: 'owner', sector: 'industry', potential: 'potential' }) };

describe.each(BOTH_DATABASES)('the roster from files on %s', (database) => {
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    app = await startApp(database);
    token = await newWorkspace(app);
  });
  afterAll(() => app.close());

  const codes = async (id: string): Promise<unknown[]> => {
    const query = 'query($id: ID!) { importRejections(importId: $id) { nodes { line column cell code } } }';
    const { importRejections } = await ask<{
      importRejections: { nodes: { line: number; column: string; cell: string; code: string }[] };
    }>(app, query, { token, variables: { id } });
    return importRejections.nodes.map(({ line, column, cell, code }) => [line, column, cell, code]);
  };

  it('has salespeople with their teams, and explains every row it cannot take', async () => {
    const { id, ...counts } = await importCsv(app, importFile('salespeople.csv'), {
      target: 'SALESPEOPLE',
      mapping: PEOPLE,
      token,
    });
    expect(counts).toMatchObject({ read: 8, accepted: 2, rejected: 6, inserted: 2 });
    expect(await codes(id)).toEqual([
      [4, 'Name', 'Cy Dahl', 'NOT_CONSISTENT'],
      [5, 'Profil', 'quiet', 'NOT_IN_LIST'],
      [6, 'Deckname', 'Falke', 'PSEUDONYM_TAKEN'],
      [7, 'id', 'u1', 'DUPLICATE'],
      [8, 'Name', 'Finn Gren', 'NOT_CONSISTENT'],
      [9, 'Name', '', 'MISSING_CELL'],
    ]);
    const { salespeople } = await ask<{ salespeople: { nodes: object[] } }>(
      app,
      `{ salespeople { nodes { externalKey name pseudonym profile startedOn leftOn region team { name } territory { name } } } }`,
      { token },
    );
    expect(salespeople.nodes).toEqual([
      {
        ...{ externalKey: 'u1', name: 'Ada Berg', pseudonym: 'Falke', profile: 'CHALLENGER', region: 'Nord' },
        ...{ startedOn: '2021-03-01', leftOn: null, team: { name: 'Rot' }, territory: { name: 'Küste' } },
      },
      {
        ...{ externalKey: 'u2', name: 'Bo Lind', profile: 'RELATIONSHIP_BUILDER', region: null },
        pseudonym: expect.stringMatching(/^P-/) as unknown,
        ...{ startedOn: '2019-11-15', leftOn: '2026-03-31', team: { name: 'Blau' }, territory: { name: 'Küste' } },
      },
    ]);
  });

  it('keeps pseudonyms when the file comes again, and counts who has changed', async () => {
    const again = importFile('salespeople.csv').toString().replace('Bo Lind;Blau', 'Bo Lind;Rot');
    const pseudonyms = '{ salespeople { nodes { pseudonym } } }';
    const before = await ask(app, pseudonyms, { token });
    const counts = await importCsv(app, again, { target: 'SALESPEOPLE', mapping: PEOPLE, token });
    expect(counts).toMatchObject({ accepted: 2, inserted: 0, replaced: 1, unchanged: 1 });
    expect(await ask(app, pseudonyms, { token })).toEqual(before);
  });

  it('has accounts with owners and potentials', async () => {
    const { id, ...counts } = await importCsv(app, importFile('accounts.csv'), {
      target: 'ACCOUNTS',
      mapping: ACCOUNTS,
      token,
    });
    expect(counts).toMatchObject({ read: 4, accepted: 3, rejected: 1, inserted: 3 });
    expect(await codes(id)).toEqual([[4, 'owner', 'Nobody', 'UNKNOWN_OWNER']]);
    const { accounts } = await ask<{ accounts: { nodes: object[] } }>(
      app,
      '{ accounts { nodes { externalKey sector potentialMinor owner { pseudonym } } } }',
      { token },
    );
    expect(accounts.nodes).toEqual([
      { externalKey: 'Harbour Ltd', sector: 'shipping', potentialMinor: 125_000_050, owner: { pseudonym: 'Falke' } },
      { externalKey: 'Quay & Sons', sector: 'shipping', potentialMinor: null, owner: expect.anything() as unknown },
      { externalKey: 'Pier AG', sector: 'rail', potentialMinor: null, owner: null },
    ]);
  });

  it('is written by no preview', async () => {
    const other = await newWorkspace(app);
    const upload = await fetch(`${app.url}/imports?target=SALESPEOPLE`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${other}`, 'Content-Type': 'text/csv' },
      body: importFile('salespeople.csv'),
    });
    const { id } = (await upload.json()) as { id: string };
    const { previewImport } = await ask<{ previewImport: object }>(
      app,
      'query($input: RunImportInput!) { previewImport(input: $input) { read accepted inserted } }',
      { token: other, variables: { input: { importId: id, mapping: PEOPLE } } },
    );
    expect(previewImport).toEqual({ read: 8, accepted: 2, inserted: 2 });
    expect(await ask(app, '{ teams { totalCount } salespeople { totalCount } }', { token: other })).toEqual({
      teams: { totalCount: 0 },
      salespeople: { totalCount: 0 },
    });
  });
});
