import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { refusalOf } from '../support/ask.js';
import { importFile, upload } from '../support/upload.js';
import { csv, DealBench, MAPPING } from './deal-bench.js';

describe.each(BOTH_DATABASES)('mapping columns on %s', (database) => {
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

  it('commits nothing while a stage is not mapped, and says which', async () => {
    const { id } = await upload(app, importFile('deals.csv'), { token });
    const mapping = { ...MAPPING, stages: MAPPING.stages.slice(0, 1) };
    const input = { importId: id, mapping };
    const { unknownValues } = await bench.preview<{ unknownValues: object[] }>(
      id,
      mapping,
      'unknownValues { text count line blocks }',
    );
    expect(unknownValues).toEqual([
      { text: 'Lost', count: 1, line: 3, blocks: true },
      { text: 'Working', count: 1, line: 4, blocks: true },
    ]);
    const refusal = await refusalOf(app, 'mutation($input: RunImportInput!) { commitImport(input: $input) { id } }', {
      token,
      variables: { input },
    });
    expect(refusal.code).toBe('UNKNOWN_STAGE');
    expect(refusal.reasons[0]).toBe('"Lost" stands on 1 row, first on line 3: map it to OPEN, WON, LOST or EXCLUDED.');
    expect(await bench.deals()).toEqual([]);
    const { import: one } = await bench.ask<{ import: object }>(
      'query($id: ID!) { import(id: $id) { state read } importRejections(importId: $id) { totalCount } }',
      { id },
    );
    expect(one).toEqual({ state: 'UPLOADED', read: 0 });
  });

  it('remembers the mapping for the next file with the same header', async () => {
    await bench.commit(csv('D-1,A. Berg,,Won,03/04/2026,2026-04-10,1200,'), {
      ...MAPPING,
      fields: MAPPING.fields.map((one) => (one.field === 'createdOn' ? { ...one, format: 'MONTH_SLASHES' } : one)),
      owners: [{ owner: 'A. Berg', salesperson: 'u1' }],
    });
    await bench.commit(csv('D-2,A. Berg,,won,05/06/2026,2026-05-10,800,'), {});
    await bench.commit(csv('D-3,A. Berg,,won,07/08/2026,2026-07-10,800,'), MAPPING);
    expect((await bench.deals()).map(({ createdOn, owner, source }) => [createdOn, owner, source])).toEqual([
      ['2026-03-04', { pseudonym: 'Kestrel' }, 'ERP'],
      ['2026-05-06', { pseudonym: 'Kestrel' }, 'ERP'],
      ['2026-07-08', { pseudonym: 'Kestrel' }, 'ERP'],
    ]);
    await bench.commit(
      csv('D-4,A. Berg,,won,07/08/2026,2026-08-10,800,', 'D-5,A. Berg,,won,13/08/2026,2026-08-10,800,'),
      {},
    );
    expect((await bench.deals()).slice(3).map(({ createdOn }) => createdOn)).toEqual(['2026-08-07', '2026-08-13']);
    const other = await upload(app, 'deal,rep\n1,2\n', { token });
    expect(other.mapping.fields).toEqual([]);
  });

  it.each([
    [
      'a column that the file does not have',
      { ...MAPPING, fields: [...MAPPING.fields, { field: 'cost', column: 'costs' }] },
      'UNKNOWN_COLUMN',
      /^Field "cost": the file has no column "costs"\. Its columns are: deal, rep/,
    ],
    ['fields that must be mapped', { fields: [] }, 'MAPPING_INCOMPLETE', /^Say which column holds the field "owner"/],
    [
      'a field that does not exist',
      { ...MAPPING, fields: [...MAPPING.fields, { field: 'color', column: 'rep' }] },
      'MAPPING_INCOMPLETE',
      /^There is no field "color"/,
    ],
    [
      'a field that is mapped twice',
      { ...MAPPING, fields: [...MAPPING.fields, { field: 'value', column: 'list' }] },
      'MAPPING_INCOMPLETE',
      /^The field "value" is mapped twice/,
    ],
    [
      'a format that does not fit',
      { ...MAPPING, fields: [...MAPPING.fields, { field: 'cost', column: 'list', format: 'ISO' }] },
      'MAPPING_INCOMPLETE',
      /^Field "cost": the format ISO does not fit; choose POINT, COMMA/,
    ],
    [
      'somebody who is not in the roster',
      { ...MAPPING, owners: [{ owner: 'AB', salesperson: 'u9' }] },
      'MAPPING_INCOMPLETE',
      /^The owner "ab" is mapped to "u9"/,
    ],
  ])('refuses a mapping with %s, before anything runs', async (_, mapping, code, reason) => {
    const { id } = await upload(app, importFile('deals.csv'), { token });
    const refusal = await refusalOf(app, 'query($input: RunImportInput!) { previewImport(input: $input) { read } }', {
      token,
      variables: { input: { importId: id, mapping } },
    });
    expect(refusal.code).toBe(code);
    expect(refusal.reasons[0]).toMatch(reason);
  });

  it('asks how a column is written where its cells do not tell', async () => {
    const { id } = await upload(app, csv('D-1,Ada Berg,,Won,03/04/2026,04/05/2026,"1,200",'), { token });
    const refusal = await refusalOf(app, 'query($input: RunImportInput!) { previewImport(input: $input) { read } }', {
      token,
      variables: { input: { importId: id, mapping: MAPPING } },
    });
    expect(refusal).toMatchObject({
      code: 'MAPPING_INCOMPLETE',
      reasons: [{}, {}, {}].map(() => expect.any(String) as unknown),
    });
    expect(refusal.reasons[2]).toBe(
      'Field "value": line 2 holds "1,200", which may be POINT (like 1,234.56) or COMMA (like 1.234,56), and no other cell tells. Give its format in the mapping.',
    );
  });

  it('converts another currency at the fixed rate of the mapping, and rejects one without', async () => {
    const body = 'deal,rep,stage,closed,amount,money\nD-1,u1,Won,2026-01-01,100,USD\nD-2,u1,Won,2026-01-01,100,GBP\n';
    const mapping = {
      fields: [
        ...MAPPING.fields.filter(({ column }) => ['deal', 'rep', 'stage', 'closed', 'amount'].includes(column)),
        { field: 'currency', column: 'money' },
      ],
      stages: MAPPING.stages,
      rates: [{ currency: 'USD', rate: 0.9 }],
    };
    const { id } = await bench.commit(body, mapping);
    expect((await bench.deals())[0]).toMatchObject({ valueMinor: 9_000, currency: 'USD', createdOn: null });
    expect((await bench.rejections(id)).nodes).toMatchObject([
      { line: 3, column: 'money', cell: 'GBP', code: 'UNKNOWN_CURRENCY' },
    ]);
  });
});
