import { request } from 'node:http';
import { ADMIN_TOKEN, BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { SOUND_DRAFT } from '../pilots/sound-draft.js';
import { answerTo } from '../support/ask.js';
import { everythingKept, type FurnishedWorkspace, furnishedWorkspace, soundVariables } from './furnished-workspace.js';
import { type Operation, operationsOf, withValueAt } from './operations.js';

/** What a client may put where the schema wants a value of a type, and nobody has thought of. */
const ODD: Readonly<Record<string, readonly unknown[]>> = {
  String: ["'; DROP TABLE pilot; -- \u202e\ud800", 'x'.repeat(20_000), ''],
  ID: ['no-uuid', '%_\\'],
  Int: [2_147_483_647, -2_147_483_648],
  Float: [1.7e308, -1, 5e-324],
};

/** What no answer may hold: parts of SQL, paths and stacks. */
const INSIDES = /SELECT |INSERT |relation "|SQLITE_|node_modules|\/work|\.ts:|\.js:|at \w+ \(/;

describe.each(BOTH_DATABASES)('malformed input on %s', (database) => {
  let app: TestApp;
  let space: FurnishedWorkspace;
  beforeAll(async () => {
    app = await startApp(database);
    space = await furnishedWorkspace(app);
  });
  afterAll(() => app.close());

  async function codesWith({ name, document }: Operation, path: string, value: unknown): Promise<string[]> {
    const sound = {
      ...soundVariables(space),
      planPilot: { input: { pilotId: null, draft: SOUND_DRAFT } },
      simulatePilot: { input: { pilotId: null, draft: SOUND_DRAFT } },
    };
    const variables = withValueAt(sound[name as keyof typeof sound], path, value);
    const answer = await answerTo(app, document, { variables, token: space.admin });
    expect(JSON.stringify(answer.errors ?? '')).not.toMatch(INSIDES);
    return answer.errors?.map(({ extensions }) => extensions.code) ?? [];
  }

  it('with a zero character anywhere is refused, and nothing is written', async () => {
    const before = await everythingKept(app);
    for (const operation of operationsOf(app))
      for (const { path, type } of operation.places.filter((place) => ['String', 'ID'].includes(place.type))) {
        const place = `${operation.name}.${path} (${type})`;
        expect({ [place]: await codesWith(operation, path, 'a\0b') }).toEqual({ [place]: ['INVALID_INPUT'] });
      }
    expect(await everythingKept(app)).toEqual(before);
  });

  it('is an answer to the client, never a fault of ours', async () => {
    const faults: string[] = [];
    for (const operation of operationsOf(app))
      for (const { path, type } of operation.places)
        for (const value of ODD[type] ?? []) {
          const codes = await codesWith(operation, path, value);
          if (codes.includes('INTERNAL'))
            faults.push(`${operation.name}.${path}: ${JSON.stringify(value).slice(0, 40)}`);
        }
    expect(faults).toEqual([]);
  }, 120_000);

  it.each(['2026-W03', '2026-015', '20260115', '2026-01-15T10', '+010000-01-01T00:00:00Z', 'now'])(
    'such as the instant %s is refused',
    async (to) => {
      const advance = operationsOf(app).find(({ name }) => name === 'advanceClock')!;
      expect(await codesWith(advance, 'to', to)).toEqual(['INVALID_INPUT']);
    },
  );

  it('in a file name or a query of a route is refused with its place', async () => {
    const csv = { 'Content-Type': 'text/csv' };
    const twice = await send('POST', '/imports?target=OPPORTUNITIES&fileName=a&fileName=b', csv, 'a,b\n1,2\n');
    expect(twice).toMatchObject({ status: 400, body: refusal('INVALID_INPUT', ['fileName: must be given once']) });
    expect(await send('POST', '/imports?target=OPPORTUNITIES&fileName=a%00b', csv, 'a,b\n1,2\n')).toMatchObject({
      status: 400,
      body: refusal('INVALID_INPUT', ['fileName: must not hold a zero character']),
    });
    expect(await send('GET', '/results.csv?metric=a&metric=b')).toMatchObject({
      status: 400,
      body: refusal('INVALID_INPUT', ['metric: must be given once']),
    });
    expect(await send('GET', '/imports/%00/rejections.csv')).toMatchObject({ status: 400 });
  });

  it('that would climb out of a folder or into a header finds nothing', async () => {
    const climbing = ['..%2f..%2fdata', '..', 'x%0d%0aSet-Cookie:%20a=b', '%252e%252e%252f'];
    for (const name of climbing)
      for (const path of [
        `/imports/${name}/rejections.csv`,
        `/assets/${name}`,
        `/graphiql/vendor/${name}`,
        `/s/${name}`,
      ]) {
        const answer = await send('GET', path);
        expect({ [path]: answer.status }).toEqual({ [path]: 404 });
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    const name = '..%2f..%2f..%2fetc%2fpasswd%0d%0aX-Mine:1%22';
    const answer = await send(
      'POST',
      `/imports?target=OPPORTUNITIES&fileName=${name}`,
      { 'Content-Type': 'text/csv' },
      'a,b\n1,2\n',
    );
    expect(answer).toMatchObject({ status: 201, body: { fileName: '../../../etc/passwd X-Mine:1"' } });
  });

  it.each([
    ['JSON that breaks off', '{"query":', {}],
    ['bytes that are no UTF-8', Buffer.from('7b227175657279223a22ff227d', 'hex'), {}],
    ['an unknown encoding', '{}', { 'Content-Encoding': 'x' }],
    ['what is not compressed as it says', 'xx', { 'Content-Encoding': 'gzip' }],
    ['an unknown character set', '{}', { 'Content-Type': 'application/json; charset=utf-7' }],
    ['several numbers that are none', '{"query":"{ users(first: 1e309) { totalCount } }"}', {}],
  ])('as a body of GraphQL is refused: %s', async (_, body, headers) => {
    const answer = await send('POST', '/graphql', { 'Content-Type': 'application/json', ...headers }, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(INSIDES);
    expect(answer.text).not.toContain('INTERNAL');
  });

  it.each(['x'.repeat(20_000), `Bearer ${'x'.repeat(10_000)}`, 'Bearer \u00ff', 'Basic YTpi', 'bearer', ''])(
    'as an Authorization opens no door: %.20s',
    async (authorization) => {
      const { status } = await send('GET', '/results.csv', { Authorization: authorization });
      expect([401, 431]).toContain(status);
    },
  );

  const refusal = (code: string, reasons: string[]) => ({ error: { code, reasons } });

  /** By hand, since other clients tidy up what they send. */
  function send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body: string | Buffer = '',
  ): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string; body: unknown }> {
    const { hostname, port } = new URL(app.url);
    const given = { Authorization: `Bearer ${ADMIN_TOKEN}`, ...headers };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers: given }, (answer) => {
        let text = '';
        answer.on('data', (piece: Buffer) => (text += piece.toString()));
        answer.on('close', () => {
          const isJson = answer.headers['content-type']?.includes('json') ?? false;
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text,
            body: isJson ? JSON.parse(text) : null,
          });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
});
