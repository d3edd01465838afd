import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { COUNTS, type Counts, importFile, upload } from '../support/upload.js';
import { csv, DealBench, MAPPING } from './deal-bench.js';

describe.each(BOTH_DATABASES)('importing deals on %s', (database) => {
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

  it('keeps what a deal is, with money in cents and the owner by pseudonym', async () => {
    expect(await bench.commit(importFile('deals.csv'))).toMatchObject({
      read: 4,
      accepted: 4,
      rejected: 0,
      inserted: 4,
    });
    const [first, second, third] = await bench.deals();
    expect(first).toEqual({
      ...{ externalId: 'D-1', source: 'ERP', name: 'D-1', stage: 'Won', outcome: 'WON' },
      ...{ createdOn: '2026-01-05', closedOn: '2026-02-10', valueMinor: 120_050, listValueMinor: 140_000 },
      ...{ currency: 'EUR', accountKey: 'a1', owner: { pseudonym: 'Kestrel' }, account: { name: 'Harbour Ltd' } },
      ...{ import: { fileName: 'test.csv' }, isNewCustomer: null },
    });
    expect(second).toMatchObject({ accountKey: 'Quay & Sons', account: null });
    expect(third).toMatchObject({ outcome: 'OPEN', closedOn: null, accountKey: null, createdOn: '2026-02-01' });
  });

  it('says what was accepted and deserves a look', async () => {
    const { id } = await bench.commit(importFile('deals.csv'));
    const { import: one } = await bench.ask<{ import: { notes: { code: string; count: number }[] } }>(
      'query($id: ID!) { import(id: $id) { state notes { code count } } }',
      { id },
    );
    expect(one).toEqual({
      state: 'COMMITTED',
      notes: [
        { code: 'UNDATED', count: 1 },
        { code: 'WITHOUT_ACCOUNT', count: 1 },
        { code: 'ACCOUNT_NOT_IN_ROSTER', count: 1 },
      ],
    });
  });

  it('changes nothing when the same file comes twice, and counts a corrected row', async () => {
    await bench.commit(importFile('deals.csv'));
    const before = await bench.deals();
    expect(await bench.commit(importFile('deals.csv'))).toMatchObject({
      accepted: 4,
      inserted: 0,
      replaced: 0,
      unchanged: 4,
    });
    expect(await bench.deals()).toEqual(before);

    const corrected = importFile('deals.csv').toString().replace('1200.50', '1300.50');
    expect(await bench.commit(corrected)).toMatchObject({ accepted: 4, inserted: 0, replaced: 1, unchanged: 3 });
    expect((await bench.deals()).map(({ valueMinor }) => valueMinor)).toEqual([130_050, 80_000, 50_000, 9_999]);
  });

  it('takes the same key of another system for another deal', async () => {
    await bench.commit(importFile('deals.csv'));
    expect(await bench.commit(importFile('deals.csv'), { ...MAPPING, source: 'CRM' })).toMatchObject({ inserted: 4 });
  });

  it('previews exactly what it then does, and writes nothing before', async () => {
    await bench.commit(csv('D-1,Ada Berg,,Won,2026-01-05,2026-02-10,1200,', 'D-2,Bo Lind,,Working,2026-01-05,,,'));
    const body = csv(
      'D-1,Ada Berg,,Won,2026-01-05,2026-02-10,1200,',
      'D-2,Bo Lind,,Lost,2026-01-05,2026-01-30,,',
      'D-3,Ada Berg,,Working,2026-01-05,,,',
      'D-4,Nobody,,Working,2026-01-05,,,',
    );
    const { id } = await upload(app, body, { token });
    const before = await bench.deals();
    const previewed = await bench.preview<Counts>(
      id,
      MAPPING,
      `${COUNTS} rejections { line column cell code } unknownValues { field text count line blocks } sample { line cells { field value } }`,
    );
    expect(previewed).toMatchObject({
      ...{ read: 4, accepted: 3, rejected: 1, inserted: 1, replaced: 1, unchanged: 1 },
      rejections: [{ line: 5, column: 'rep', cell: 'Nobody', code: 'UNKNOWN_OWNER' }],
      unknownValues: [{ field: 'owner', text: 'Nobody', count: 1, line: 5, blocks: false }],
      sample: expect.arrayContaining([
        { line: 2, cells: expect.arrayContaining([{ field: 'valueMinor', value: '120000' }]) as unknown },
      ]) as unknown,
    });
    expect(await bench.deals()).toEqual(before);
    const { commitImport } = await bench.ask<{ commitImport: Counts }>(
      `mutation($input: RunImportInput!) { commitImport(input: $input) { ${COUNTS} } }`,
      { input: { importId: id, mapping: MAPPING } },
    );
    const { read, accepted, rejected, inserted, replaced, unchanged } = previewed;
    expect(commitImport).toEqual({ read, accepted, rejected, inserted, replaced, unchanged });
  });

  it('explains every rejected row with its line, column, cell, code and remedy', async () => {
    const { id, ...counts } = await bench.commit(
      csv(
        'D-1,Ada Berg,,Won,2026-01-05,2026-02-10,1200,',
        'D-2,"Ada ""B"" Berg\n(twice)",,Won,2026-01-05,2026-02-10,1200,',
        'D-3,Ada Berg,,Won,2026-01-05,2026-02-10,12oo,',
        'D-4,Ada Berg,,Won,2026-02-30,soon,5,',
        '',
        'D-5,Ada Berg,,Won,2026-01-05',
        'D-6,Ada Berg,,Won,2026-01-05,2026-02-10,1,200,00',
        'D-7,"Ada "Berg,,Won,2026-01-05,2026-02-10,1200,',
        'D-8,Ada Berg,,Won,2026-01-05,,1200,',
        'D-1,Ada Berg,,Lost,2026-01-05,2026-02-10,1200,',
        ',Ada Berg,,Won,2026-01-05,2026-02-10,1200,',
        `${'x'.repeat(201)},Ada Berg,,Won,2026-01-05,2026-02-10,1200,`,
      ),
    );
    expect(counts).toMatchObject({ read: 11, accepted: 1, rejected: 10 });
    const { totalCount, nodes } = await bench.rejections(id);
    expect(totalCount).toBe(10);
    expect(nodes.map(({ line, column, cell, code }) => [line, column, cell?.slice(0, 20), code])).toEqual([
      [3, 'rep', 'Ada "B" Berg (twice)', 'UNKNOWN_OWNER'],
      [5, 'amount', '12oo', 'NOT_A_NUMBER'],
      [6, 'opened', '2026-02-30', 'NOT_A_DATE'],
      [8, null, 'D-5 Ada Berg  Won 20', 'TOO_FEW_CELLS'],
      [9, null, 'D-6 Ada Berg  Won 20', 'TOO_MANY_CELLS'],
      [10, null, 'D-7,"Ada "Berg,,Won,', 'BROKEN_QUOTE'],
      [11, 'closed', '', 'CLOSED_WITHOUT_DATE'],
      [12, 'deal', 'D-1', 'DUPLICATE'],
      [13, 'deal', '', 'MISSING_CELL'],
      [14, 'deal', 'x'.repeat(20), 'TOO_LONG'],
    ]);
    expect(nodes[2].message).toContain('"soon" is not a day');
    expect(nodes[7].message).toContain('It stands on line 2.');
    expect(nodes.every(({ message }) => message.length > 20)).toBe(true);
  });

  it.each([
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`), []],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), []],
    ['Windows line ends', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')), []],
    ['a first line that names the delimiter', (text: string) => Buffer.from(`sep=,\n${text}`), []],
    ['Windows-1252', (text: string) => Buffer.from(text, 'latin1'), ['READ_AS_WINDOWS_1252']],
  ])('is the same from a file with %s', async (_, encoded, told) => {
    const { id } = await bench.commit(encoded(csv('D-1,Ada Berg,Größe & Söhne,Won,2026-01-05,2026-02-10,1200,')));
    expect(await bench.deals()).toMatchObject([
      { externalId: 'D-1', accountKey: 'Größe & Söhne', valueMinor: 120_000 },
    ]);
    const { import: one } = await bench.ask<{ import: { notes: { code: string }[] } }>(
      'query($id: ID!) { import(id: $id) { notes { code } } }',
      { id },
    );
    expect(one.notes.map(({ code }) => code)).toEqual(['ACCOUNT_NOT_IN_ROSTER', ...told]);
  });
});
