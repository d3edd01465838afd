import request from 'supertest';
import { answerTo, refusalOf } from '../support/ask.js';
import { ADMIN_TOKEN, startApp, type TestApp } from '../support/app.js';

describe('the GraphQL door', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.close());

  const post = (body: object) =>
    request(app.url).post('/graphql').set('Authorization', `Bearer ${ADMIN_TOKEN}`).send(body);

  it('refuses a document that is nested too deep, through fragments too', async () => {
    const query = `{ __schema { types { name } } ...A } fragment A on Query { users { nodes { ${'a { '.repeat(12)} b ${'} '.repeat(12)} } } }`;
    const { errors } = await answerTo(app, query);
    expect(errors?.some(({ message }) => message.includes('fields deep'))).toBe(true);
  });

  it('reads a fragment once, however often others spread it', async () => {
    const chain = Array.from({ length: 200 }, (_, at) => `fragment F${at} on User { ...F${at + 1} ...F${at + 1} }`);
    const begun = performance.now();
    const { errors } = await answerTo(app, `{ me { ...F0 } } ${chain.join(' ')} fragment F200 on User { id }`);
    expect(errors).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('refuses lists in lists that would fill the memory, through fragments and variables too', async () => {
    const nested = 'versions { play { '.repeat(4) + 'id' + ' } }'.repeat(4);
    const many = `query($n: Int!) { plays(first: $n) { nodes { ...V } } } fragment V on Play { versions { play { versions { play { versions { id } } } } } }`;
    const aliases = Array.from({ length: 40 }, (_, at) => `a${at}: stories(first: 200) { nodes { charts { svg } } }`);
    for (const query of [`{ plays { nodes { ${nested} } } }`, `{ ${aliases.join(' ')} }`])
      expect(await refusalOf(app, query)).toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringMatching(/^The answer could hold \d+ objects; 50000 is the limit/) as unknown,
      });
    expect(await refusalOf(app, many, { variables: { n: 200 } })).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await answerTo(app, many, { variables: { n: 2 } })).errors).toBeUndefined();
  });

  it('does not let a page of less than nothing pay for others', async () => {
    const query = `{ a: plays(first: -999999) { nodes { id } } b: plays { nodes { versions { play { versions { play { versions { id } } } } } } } }`;
    expect((await refusalOf(app, query)).message).toMatch(/objects/);
  });

  it('refuses a document of very many words before it validates it', async () => {
    const { errors } = await answerTo(app, `{ ${'me { id } '.repeat(2_000)} }`);
    expect(errors?.[0]?.message).toMatch(/token/i);
  });

  it('refuses several operations in one request', async () => {
    const response = await post([{ query: '{ me { id } }' }, { query: '{ me { id } }' }]);
    expect(response.status).toBe(400);
  });

  it('does not help to guess names of the schema', async () => {
    const { errors } = await answerTo(app, '{ workspac { name } }');
    expect(errors?.[0]?.message).not.toMatch(/did you mean/i);
  });

  it('shows no stack and no path of the machine', async () => {
    const answers = await Promise.all([
      post({ query: '{ me { ' }),
      post({ query: '{ users(after: "x") { totalCount } }' }),
      post({ query: 'mutation { advanceClock(to: "x") { id } }' }),
      request(app.url).post('/graphql').set('Content-Type', 'application/json').send('{"query":'),
    ]);
    for (const { text } of answers) expect(text).not.toMatch(/node_modules|\.ts:|\.js:|stacktrace/);
  });

  it('refuses a cursor that it never gave', async () => {
    expect(await refusalOf(app, '{ users(after: "nonsense") { totalCount } }')).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('refuses a body larger than 100 kB', async () => {
    const response = await post({ query: `{ me { id } } # ${'x'.repeat(120_000)}` });
    expect(response.status).toBe(413);
  });
});
