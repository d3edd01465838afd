import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { LARGEST_UPLOAD } from '../../src/facts/imports/import-files.js';
import { Import } from '../../src/facts/imports/import.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { Transactions } from '../../src/platform/transactions.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo, ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { importCsv, importFile, upload } from '../support/upload.js';
import { csv, DealBench, MAPPING } from './deal-bench.js';

describe.each(BOTH_DATABASES)('an import once uploaded on %s', (database) => {
  let app: TestApp;
  let bench: DealBench;
  let token: string;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    bench = await DealBench.in(app);
    ({ token } = bench);
  });

  it('gives the rejections as CSV that no spreadsheet will run', async () => {
    const { id } = await bench.commit(csv('D-1,"=HYPERLINK(""http://x"")",,Won,2026-01-05,2026-02-10,1200,'));
    const answer = await fetch(`${app.url}/imports/${id}/rejections.csv`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, row] = (await answer.text()).split('\r\n');
    expect(header).toBe('line,column,cell,code,message');
    expect(row).toMatch(/^2,rep,"'=HYPERLINK\(""http:\/\/x""\)",UNKNOWN_OWNER,/);
  });

  it('is refused where too many files wait already, until one of them is given up', async () => {
    const { id } = await upload(app, importFile('deals.csv'), { token });
    const large = Array.from({ length: 5 }, () => newId());
    const waiting = await app.app.get(DataSource).getRepository(Import).findOneByOrFail({ id });
    await app.app.get(Transactions).run(async (manager) => {
      for (const one of large) await manager.insert(Import, { ...waiting, id: one, fileBytes: LARGEST_UPLOAD });
    });
    expect((await upload(app, importFile('deals.csv'), { token })).error).toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    const discard = 'mutation($id: ID!) { discardImport(id: $id) { state } }';
    await ask(app, discard, { token, variables: { id: large[0] } });
    expect((await upload(app, importFile('deals.csv'), { token })).error).toBeUndefined();
  });

  it('lies where only the owner of the server can read it', async () => {
    const { id } = await upload(app, importFile('deals.csv'), { token });
    const folder = app.settings.uploadsDirectory;
    for (const place of [folder, join(folder, `${id}.csv`)]) expect(statSync(place).mode & 0o077).toBe(0);
  });

  it('can be given up, and then neither run nor given up again', async () => {
    const { id } = await upload(app, importFile('deals.csv'), { token });
    const variables = { id };
    const discard = 'mutation($id: ID!) { discardImport(id: $id) { state } }';
    expect(await ask(app, discard, { token, variables })).toEqual({ discardImport: { state: 'DISCARDED' } });
    expect(await refusalOf(app, discard, { token, variables })).toMatchObject({ code: 'IMPORT_NOT_READY' });
    const run = 'mutation($id: ID!) { commitImport(input: { importId: $id }) { id } }';
    expect(await refusalOf(app, run, { token, variables })).toMatchObject({ code: 'IMPORT_NOT_READY' });
  });

  it('is done once: a committed file cannot be committed again', async () => {
    const { id } = await bench.commit(importFile('deals.csv'));
    const refusal = await refusalOf(app, 'mutation($id: ID!) { commitImport(input: { importId: $id }) { id } }', {
      token,
      variables: { id },
    });
    expect(refusal).toMatchObject({ code: 'IMPORT_NOT_READY', message: 'This import is COMMITTED.' });
  });

  it('is not there for another workspace', async () => {
    const { id } = await bench.commit(importFile('deals.csv'));
    const other = await newWorkspace(app);
    const missing = { token: other, variables: { id: '01a20000-0000-7000-8000-000000000000' } };
    const query = 'query($id: ID!) { import(id: $id) { id } }';
    expect(await refusalOf(app, query, { token: other, variables: { id } })).toEqual(
      await refusalOf(app, query, missing),
    );
    expect(await ask(app, '{ imports { totalCount } opportunities { totalCount } }', { token: other })).toEqual({
      imports: { totalCount: 0 },
      opportunities: { totalCount: 0 },
    });
    const csvOf = (by: string): Promise<Response> =>
      fetch(`${app.url}/imports/${id}/rejections.csv`, { headers: { Authorization: `Bearer ${by}` } });
    expect((await csvOf(other)).status).toBe(404);
    expect((await csvOf(token)).status).toBe(200);
  });

  it('keeps the roster to managers: an analyst may neither import it nor see what it said', async () => {
    const roster = 'name,team\nCy Dahl,Red\n';
    const mapping = {
      fields: [
        { field: 'name', column: 'name' },
        { field: 'team', column: 'team' },
      ],
    };
    const { id } = await importCsv(app, roster, { target: 'SALESPEOPLE', mapping, token });
    const analyst = await tokenFor(app, 'ANALYST', token);
    expect((await upload(app, roster, { target: 'SALESPEOPLE', token: analyst })).error).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const query = 'query($id: ID!) { import(id: $id) { id } }';
    expect(await refusalOf(app, query, { token: analyst, variables: { id } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(app, '{ imports { totalCount } }', { token: analyst })).toEqual({ imports: { totalCount: 0 } });
  });

  it('is taken over once, also when it is asked for twice at the same time', async () => {
    const { id } = await upload(app, importFile('deals.csv'), { token });
    const run = 'mutation($input: RunImportInput!) { commitImport(input: $input) { inserted } }';
    const variables = { input: { importId: id, mapping: MAPPING } };
    const answers = await Promise.all([1, 2, 3].map(() => answerTo(app, run, { token, variables })));
    const codes = answers.map(({ errors }) => errors?.[0].extensions.code ?? 'done').sort();
    expect(codes).toEqual(['IMPORT_NOT_READY', 'IMPORT_NOT_READY', 'done']);
    expect(await bench.deals()).toHaveLength(4);
  });
});
