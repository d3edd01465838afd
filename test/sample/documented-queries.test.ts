import { readFileSync } from 'node:fs';
import { SampleService } from '../../src/sample/sample.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';

const PAGE = readFileSync(new URL('../../docs/graphql.md', import.meta.url), 'utf8');
const QUERIES = [...PAGE.matchAll(/^## (\d+\. .+?)$[\s\S]*?^```graphql\n([\s\S]*?)^```/gm)].map(([, title, query]) => ({
  title,
  query,
}));

describe('docs/graphql.md', () => {
  let app: TestApp;
  let token: string | null;
  let pilotId: string;
  beforeAll(async () => {
    app = await startApp('sqlite', { FIELDPROOF_SAMPLE: 'on' });
    token = await app.app.get(SampleService).prepare(() => undefined);
    const { pilots } = await ask<{ pilots: { nodes: { id: string }[] } }>(
      app,
      '{ pilots(state: DECIDED) { nodes { id } } }',
      { token },
    );
    pilotId = pilots.nodes[0].id;
  }, 120_000);
  afterAll(() => app.close());

  it('has eleven queries', () => {
    expect(QUERIES).toHaveLength(11);
  });

  it.each(QUERIES)('$title', async ({ query }) => {
    const variables = query.includes('$pilotId') ? { pilotId } : {};
    const answer = await ask(app, query, { variables, token });
    // Each finds something in the sample: a query that answers nothing teaches nothing.
    expect(JSON.stringify(answer).length).toBeGreaterThan(150);
    expect(JSON.stringify(answer)).not.toMatch(/"nodes":\[\]|"rows":\[\]/);
  });
});
