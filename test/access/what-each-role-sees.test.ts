import request from 'supertest';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo } from '../support/ask.js';
import { upload } from '../support/upload.js';
import { DEALS, type FurnishedWorkspace, furnishedWorkspace, soundVariables } from './furnished-workspace.js';
import { operationsOf } from './operations.js';

const ROLES = ['admin', 'manager', 'analyst', 'viewer', 'salesperson'] as const;
type Reader = (typeof ROLES)[number];

/** Names and CRM keys of salespeople, as they stand in the roster and in the file that was imported. */
const NAMES = /Real Name|crm-\d|Nobody Known|Rep One/g;
const PSEUDONYMS = /\bP-\d\d\b/g;
/** What the card of the play says that the registered pilots test, and what somebody says of it. */
const CARD =
  /Only the price is discussed|We send the price list|what doing nothing costs|a lost day costs|Customers smile/g;

describe.each(BOTH_DATABASES)('what each role sees on %s', (database) => {
  let app: TestApp;
  let space: FurnishedWorkspace;
  const seen = {} as Record<Reader, Record<string, string>>;
  beforeAll(async () => {
    app = await startApp(database);
    space = await furnishedWorkspace(app);
    for (const role of ROLES) seen[role] = await everythingSeenBy(space[role]);
  });
  afterAll(() => app.close());

  const queries = () => operationsOf(app).filter(({ kind }) => kind === 'query');

  /** Every query that is open to a token, asked for all there is: each field, and what hangs on it. */
  async function everythingSeenBy(token: string): Promise<Record<string, string>> {
    const answers: Record<string, string> = {};
    for (const { name, deepDocument, deepVariables } of queries()) {
      const variables = deepVariables(soundVariables(space)[name]);
      const answer = await answerTo(app, deepDocument, { token, variables });
      const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? [];
      if (codes.some((code) => code === 'NOT_ALLOWED' || code === 'NOT_FOUND')) continue;
      expect({ [name]: codes }).toEqual({ [name]: [] });
      answers[name] = JSON.stringify(answer.data);
    }
    return answers;
  }

  /** Where a role comes upon something, and upon what. */
  const found = (role: Reader, what: RegExp): string[] =>
    Object.entries(seen[role]).flatMap(([query, answer]) =>
      [...new Set(answer.match(what) ?? [])].map((one) => `${query}: ${one}`),
    );

  it('is more for those who lead and analyse: the questions reach what they are about', () => {
    expect(found('manager', NAMES)).toEqual(expect.arrayContaining(['salespeople: Real Name', 'salespeople: crm-1']));
    expect(found('analyst', PSEUDONYMS)).toEqual(
      expect.arrayContaining(['cohortMembers: P-00', 'adoptionRecords: P-00', 'pilots: P-01', 'opportunities: P-01']),
    );
    expect(found('analyst', CARD)).toEqual(expect.arrayContaining(['play: We send the price list']));
    expect(Object.keys(seen.admin)).toHaveLength(queries().length);
  });

  it('names salespeople to administrators and managers only', () => {
    for (const role of ['analyst', 'viewer', 'salesperson'] as const) expect(found(role, NAMES)).toEqual([]);
  });

  it('shows single salespeople, by pseudonym, to neither leadership nor the field', () => {
    for (const role of ['viewer', 'salesperson'] as const) expect(found(role, PSEUDONYMS)).toEqual([]);
  });

  it('shows the field no card of a play that is not the standard, nor what others say of it', () => {
    expect(found('salesperson', CARD)).toEqual([]);
  });

  it('shows nothing between looks but to analysts', () => {
    const watching = new RegExp(`"id":"${space.watchingId}"|MONITORING`, 'g');
    for (const role of ['admin', 'analyst'] as const) expect(found(role, watching)).not.toEqual([]);
    for (const role of ['manager', 'viewer', 'salesperson'] as const) expect(found(role, watching)).toEqual([]);
  });

  it('is the same in the files that it gives', async () => {
    const file = (path: string, role: Reader) =>
      request(app.url).get(path).set('Authorization', `Bearer ${space[role]}`);
    const rejections = `/imports/${space.committedId}/rejections.csv`;
    expect((await file(rejections, 'manager')).text).toMatch(/Nobody Known/);
    expect((await file('/results.csv', 'analyst')).text).toMatch(/PROVEN/);
    for (const role of ['viewer', 'salesperson'] as const)
      for (const path of [rejections, '/results.csv']) expect((await file(path, role)).status).toBe(403);
    expect((await file(rejections, 'analyst')).status).toBe(404);
    expect((await file('/results.csv', 'manager')).status).toBe(403);
  });

  it('does not change when an analyst brings a file that a manager has mapped before', async () => {
    const { id, mapping } = await upload(app, DEALS, { token: space.analyst });
    expect(mapping.fields).not.toEqual([]);
    const preview = operationsOf(app).find(({ name }) => name === 'previewImport')!;
    const asked = { variables: { input: { importId: id } }, token: space.analyst };
    const { data } = await answerTo<{ previewImport: { mapping: object } }>(app, preview.deepDocument, asked);
    const own = await answerTo(app, '{ imports { nodes { id mapping { owners { salesperson } } } } }', asked);
    expect(own.data).toEqual({ imports: { nodes: [{ id, mapping: { owners: [] } }] } });
    expect(JSON.stringify([mapping, data.previewImport.mapping])).not.toMatch(NAMES);
  });
});
