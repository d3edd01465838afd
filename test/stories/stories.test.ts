import { newId } from '../../src/platform/new-id.js';
import { ADMIN_TOKEN, BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { keptAnalysis } from './kept-analysis.js';

const TELL =
  'mutation($input: TellStoryInput!) { tellStory(input: $input) { id kind language headline verdict simulated } }';
const STORY = 'query($id: ID!) { story(id: $id) { id headline } }';
const LIST = `query($pilotId: ID, $kind: StoryKind, $language: StoryLanguage, $first: Int, $after: String) {
  stories(pilotId: $pilotId, kind: $kind, language: $language, first: $first, after: $after) {
    totalCount nodes { id kind language } pageInfo { hasNextPage endCursor } } }`;

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly language: string;
  readonly headline: string;
}

describe.each(BOTH_DATABASES)('stories on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const tell = async (input: Record<string, unknown>, token = ADMIN_TOKEN): Promise<Told> =>
    (await ask<{ tellStory: Told }>(app, TELL, { variables: { input }, token })).tellStory;
  const refused = (input: Record<string, unknown>, token = ADMIN_TOKEN) =>
    refusalOf(app, TELL, { variables: { input }, token });
  const listed = async (variables: Record<string, unknown>, token = ADMIN_TOKEN) =>
    (
      await ask<{
        stories: { totalCount: number; nodes: Told[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      }>(app, LIST, { variables, token })
    ).stories;

  it('are told by a manager from a proven pilot, in both languages, with every number bound to its place', async () => {
    const manager = await tokenFor(app, 'MANAGER');
    const { analysisId, pilotId } = await keptAnalysis(app, { verdict: 'PROVEN', token: ADMIN_TOKEN });
    const english = await tell({ analysisId, kind: 'SUCCESS' }, manager);
    expect(english).toMatchObject({ kind: 'SUCCESS', language: 'EN', verdict: 'PROVEN', simulated: false });
    expect(english.headline).toBe(
      'Asking the costly question first: win rate up 9 points, shown in a randomised pilot',
    );
    const german = await tell({ analysisId, kind: 'SUCCESS', language: 'DE' }, manager);
    expect(german.headline).toContain('in einem randomisierten Pilot nachgewiesen');
    const { story } = await ask<{ story: Record<string, unknown> }>(
      app,
      `query($id: ID!) { story(id: $id) {
        standfirst markdown numbers { shown value source } charts { kind title alternativeText spec svg }
        pilot { id } analysis { id verdict } toldBy { name } } }`,
      { variables: { id: german.id }, token: manager },
    );
    expect(story).toMatchObject({
      pilot: { id: pilotId },
      analysis: { id: analysisId, verdict: 'PROVEN' },
      toldBy: { name: 'Someone' },
      charts: [{ kind: 'ARM_MEANS' }, { kind: 'WEEKLY' }],
    });
    const numbers = story.numbers as { shown: string; value: number; source: string }[];
    expect(numbers).toContainEqual({ shown: '42\u202f%', value: 0.4218, source: 'analysis.primary.arms.1.value' });
    const [chart] = story.charts as { spec: string; svg: string; alternativeText: string }[];
    expect(JSON.parse(chart.spec)).toMatchObject({ kind: 'ARM_MEANS', arms: [{ value: { value: 0.4218 } }, {}] });
    expect(chart.svg).toMatch(/^<svg /);
    expect(chart.alternativeText).toContain('Unterschied +9 Prozentpunkte');
  });

  it.each([
    ['PROMISING', 'INTERIM'],
    ['NO_MEANINGFUL_EFFECT', 'LEARNING'],
    ['INCONCLUSIVE', 'LEARNING'],
    ['HARMFUL', 'LEARNING'],
    ['NOT_TESTED', 'LEARNING'],
    ['INVALID', 'LEARNING'],
    ['DESCRIPTIVE', 'LEARNING'],
  ] as const)('refuse a success that is %s, and say that it has earned %s', async (verdict, earned) => {
    const { analysisId, pilotId } = await keptAnalysis(app, { verdict, token: ADMIN_TOKEN });
    expect(await refused({ analysisId, kind: 'SUCCESS' })).toEqual({
      code: 'VERDICT_NOT_ELIGIBLE',
      message: 'This analysis has not earned a SUCCESS story.',
      reasons: [
        `Its verdict is ${verdict}; a SUCCESS story needs PROVEN.`,
        `What may be told from it is ${earned === 'INTERIM' ? 'an' : 'a'} ${earned} story.`,
      ],
    });
    expect((await listed({ pilotId })).totalCount).toBe(0);
    expect(await tell({ analysisId, kind: earned })).toMatchObject({ kind: earned, verdict });
  });

  it('refuse to shop among re-analyses, and to tell what only monitors', async () => {
    const again = { look: { number: 1, of: 1, level: 0.05, standing: 'REANALYSIS' } } as const;
    const proven = await keptAnalysis(app, { verdict: 'PROVEN', token: ADMIN_TOKEN, changes: again });
    expect(await refused({ analysisId: proven.analysisId, kind: 'SUCCESS' })).toMatchObject({
      code: 'VERDICT_NOT_ELIGIBLE',
    });
    const between = { look: { number: 1, of: 1, level: 0.05, standing: 'MONITORING' } } as const;
    const watching = await keptAnalysis(app, { verdict: null, token: ADMIN_TOKEN, changes: between });
    expect(await refused({ analysisId: watching.analysisId, kind: 'LEARNING' })).toMatchObject({
      code: 'VERDICT_NOT_ELIGIBLE',
    });
  });

  it('refuse cohorts smaller than the workspace shows', async () => {
    const small = await keptAnalysis(app, { verdict: 'PROVEN', token: ADMIN_TOKEN, smallestCohort: 4 });
    expect(await refused({ analysisId: small.analysisId, kind: 'SUCCESS' })).toMatchObject({
      code: 'COHORT_TOO_SMALL',
    });
  });

  it('refuse numbers in the words of the play card, each with its place, and take other words instead', async () => {
    const { analysisId } = await keptAnalysis(app, {
      verdict: 'PROVEN',
      token: ADMIN_TOKEN,
      card: { steps: ['Call within 24 hours.', 'Say that it brings 40 % more.'] },
    });
    expect(await refused({ analysisId, kind: 'SUCCESS' })).toEqual({
      code: 'INVALID_INPUT',
      message: 'A story shows no numbers but those of its analysis.',
      reasons: [
        'The play card\'s steps[0] says "24": give the same in words of its own, without digits, as words.steps.',
        'The play card\'s steps[1] says "40 %": give the same in words of its own, without digits, as words.steps.',
      ],
    });
    const boast = { steps: ['Call within a day.', 'Promise 12 % more.'] };
    expect((await refused({ analysisId, kind: 'SUCCESS', words: boast })).reasons).toEqual([
      'words.steps[1] says "12 %": write it out in words, or leave it out.',
    ]);
    const words = { playName: 'Zuerst die teure Frage', steps: ['Innerhalb eines Tages anrufen.'] };
    const { id, headline } = await tell({ analysisId, kind: 'SUCCESS', language: 'DE', words });
    expect(headline).toMatch(/^Zuerst die teure Frage: /);
    const { story } = await ask<{ story: { markdown: string } }>(
      app,
      'query($id: ID!) { story(id: $id) { markdown } }',
      {
        variables: { id },
      },
    );
    expect(story.markdown).toContain('1. Innerhalb eines Tages anrufen.');
    expect(story.markdown).not.toMatch(/24 hours|40 %/);
  });

  it('are told by managers only, and read by everybody of the workspace', async () => {
    const { analysisId } = await keptAnalysis(app, { verdict: 'INCONCLUSIVE', token: ADMIN_TOKEN });
    for (const role of ['ANALYST', 'VIEWER', 'SALESPERSON'] as const)
      expect(await refused({ analysisId, kind: 'LEARNING' }, await tokenFor(app, role))).toMatchObject({
        code: 'NOT_ALLOWED',
      });
    const { id } = await tell({ analysisId, kind: 'LEARNING' });
    for (const role of ['MANAGER', 'ANALYST', 'VIEWER', 'SALESPERSON'] as const) {
      const { story } = await ask<{ story: Told }>(app, STORY, { variables: { id }, token: await tokenFor(app, role) });
      expect(story.id).toBe(id);
    }
  });

  it('stay closed to salespeople while the pilot runs, for they would carry the play into the control arm', async () => {
    const { analysisId, pilotId } = await keptAnalysis(app, {
      verdict: 'PROVEN',
      token: ADMIN_TOKEN,
      state: 'RUNNING',
    });
    const { id } = await tell({ analysisId, kind: 'SUCCESS' });
    const salesperson = await tokenFor(app, 'SALESPERSON');
    expect(await refusalOf(app, STORY, { variables: { id }, token: salesperson })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await listed({ pilotId }, salesperson)).totalCount).toBe(0);
    expect((await listed({ pilotId })).totalCount).toBe(1);
  });

  it('do not show a salesperson the analysis or the pilot behind them', async () => {
    const { analysisId } = await keptAnalysis(app, { verdict: 'PROVEN', token: ADMIN_TOKEN });
    const { id } = await tell({ analysisId, kind: 'SUCCESS' });
    const { story } = await ask<{ story: object }>(
      app,
      'query($id: ID!) { story(id: $id) { pilot { id } analysis { id } } }',
      {
        variables: { id },
        token: await tokenFor(app, 'SALESPERSON'),
      },
    );
    expect(story).toEqual({ pilot: null, analysis: null });
  });

  it('are listed in pages, by pilot, kind and language', async () => {
    const { analysisId, pilotId } = await keptAnalysis(app, { verdict: 'INCONCLUSIVE', token: ADMIN_TOKEN });
    for (const language of ['EN', 'DE', 'EN']) await tell({ analysisId, kind: 'LEARNING', language });
    expect(await listed({ pilotId, language: 'EN' })).toMatchObject({ totalCount: 2 });
    expect(await listed({ pilotId, kind: 'SUCCESS' })).toMatchObject({ totalCount: 0, nodes: [] });
    const first = await listed({ pilotId, first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await listed({ pilotId, first: 2, after: first.pageInfo.endCursor });
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(3);
  });

  it('of another workspace look as if they were not there', async () => {
    const elsewhere = await newWorkspace(app);
    const foreign = await keptAnalysis(app, { verdict: 'PROVEN', token: elsewhere });
    const told = await tell({ analysisId: foreign.analysisId, kind: 'SUCCESS' }, elsewhere);
    const missing = await refused({ analysisId: newId(), kind: 'SUCCESS' });
    expect(await refused({ analysisId: foreign.analysisId, kind: 'SUCCESS' })).toEqual(missing);
    const share = 'mutation($input: ShareStoryInput!) { shareStory(input: $input) { readUrl } }';
    const gone = await refusalOf(app, STORY, { variables: { id: newId() } });
    expect(gone.code).toBe('NOT_FOUND');
    expect(await refusalOf(app, STORY, { variables: { id: told.id } })).toEqual(gone);
    expect(await refusalOf(app, share, { variables: { input: { storyId: told.id, days: 1 } } })).toEqual(gone);
    expect((await listed({ first: 200 })).nodes.map(({ id }) => id)).not.toContain(told.id);
  });
});
