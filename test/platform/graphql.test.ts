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
