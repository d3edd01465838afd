import request from 'supertest';
import { Clock } from '../../src/platform/clock.js';
import { CHART_POLICY } from '../../src/render/chart-svg.js';
import { PAGE_POLICY } from '../../src/render/page-style.js';
import { claimIn, linkToken } from '../../src/stories/link-token.rules.js';
import { StoryLinkSecret } from '../../src/stories/story-link-secret.entity.js';
import { ADMIN_TOKEN, BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { DataSource } from 'typeorm';
import { keptAnalysis } from './kept-analysis.js';

const SHARE =
  'mutation($input: ShareStoryInput!) { shareStory(input: $input) { readUrl markdownUrl chartUrl expiresAt } }';

interface Shared {
  readonly readUrl: string;
  readonly markdownUrl: string;
  readonly chartUrl: string | null;
  readonly expiresAt: string;
}

describe.each(BOTH_DATABASES)('links to stories on %s', (database) => {
  let app: TestApp;
  let storyId: string;
  beforeAll(async () => {
    app = await startApp(database);
    storyId = await toldStory('PROVEN', 'SUCCESS');
  });
  afterAll(() => app.close());

  async function toldStory(verdict: 'PROVEN' | 'INVALID', kind: string, token = ADMIN_TOKEN): Promise<string> {
    const { analysisId } = await keptAnalysis(app, { verdict, token });
    const { tellStory } = await ask<{ tellStory: { id: string } }>(
      app,
      'mutation($input: TellStoryInput!) { tellStory(input: $input) { id } }',
      { variables: { input: { analysisId, kind } }, token },
    );
    return tellStory.id;
  }

  async function shared(id = storyId, days = 7): Promise<Shared> {
    const { shareStory } = await ask<{ shareStory: Shared }>(app, SHARE, {
      variables: { input: { storyId: id, days } },
    });
    return shareStory;
  }

  const get = (path: string, language = 'en') => request(app.url).get(path).set('Accept-Language', language);

  it('open the page without an account, strictly locked down', async () => {
    const { readUrl, expiresAt } = await shared();
    const page = await get(readUrl);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
    });
    expect(page.text).toContain('<h1>');
    expect(page.text).not.toMatch(/<script|<link|<img|<iframe| style=|https?:\/\/(?!www\.w3\.org)/);
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });

  it('open the same as Markdown and its charts as SVG', async () => {
    const { markdownUrl, chartUrl, readUrl } = await shared();
    const markdown = await get(markdownUrl);
    expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toMatch(/^# Asking the costly question first: win rate up 9 points/);
    for (const path of [chartUrl ?? '', `${readUrl}.weekly.svg`]) {
      const chart = await get(path).buffer(true).parse(text);
      expect(chart.headers['content-type']).toMatch(/^image\/svg\+xml/);
      expect(chart.headers['content-security-policy']).toBe(CHART_POLICY);
      expect(chart.body).toMatch(/^<svg .*<\/svg>$/s);
    }
  });

  it('have no chart where the data cannot be trusted', async () => {
    const { chartUrl, readUrl } = await shared(await toldStory('INVALID', 'LEARNING'));
    expect(chartUrl).toBeNull();
    expect((await get(`${readUrl}.svg`)).status).toBe(404);
    expect((await get(readUrl)).status).toBe(200);
  });

  it('are given with every story to whoever may read it, for a day', async () => {
    const { story } = await ask<{ story: { readUrl: string } }>(app, 'query($id: ID!) { story(id: $id) { readUrl } }', {
      variables: { id: storyId },
      token: await tokenFor(app, 'VIEWER'),
    });
    expect((await get(story.readUrl)).status).toBe(200);
    const claim = claimIn(story.readUrl.replace('/s/', ''));
    expect((claim!.expiresAt.getTime() - Date.now()) / 3_600_000).toBeLessThanOrEqual(24);
  });

  it('tell a person that they have expired, in that person’s language', async () => {
    const { readUrl } = await shared();
    const clock = app.app.get(Clock);
    const now = clock.now.bind(clock);
    clock.now = () => new Date(Date.now() + 7 * 86_400_000 + 1_000).toISOString();
    try {
      const page = await get(readUrl);
      expect(page.status).toBe(410);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.text).toContain('This link has expired');
      expect(page.text).toContain('LINK_EXPIRED');
      expect(page.text).not.toContain('Asking the costly question');
      expect((await get(`${readUrl}.md`, 'de-AT,de;q=0.9')).text).toContain('Dieser Link ist abgelaufen');
    } finally {
      clock.now = now;
    }
  });

  it('tell a person that nothing is behind them, whatever was changed in them', async () => {
    const { readUrl } = await shared();
    const token = readUrl.replace('/s/', '');
    const flipped = (at: number) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    const foreign = linkToken({ storyId, expiresAt: new Date('2099-01-01') }, 'ab'.repeat(32));
    const wrong = [...token].flatMap((_, at) => (at % 7 === 0 ? [flipped(at)] : []));
    for (const one of [...wrong, foreign, token.slice(0, -1), `${token}A`, 'x', '..%2f..%2fetc', `${token}.exe`]) {
      const page = await get(`/s/${one}`);
      expect(page.status).toBe(404);
      expect(page.text).toContain('There is no story behind this link');
      expect(page.text).not.toContain('Asking the costly question');
      expect(page.headers['content-security-policy']).toBe(PAGE_POLICY);
    }
  });

  it('are signed with a secret of their own for each workspace', async () => {
    const elsewhere = await newWorkspace(app);
    const theirs = await toldStory('PROVEN', 'SUCCESS', elsewhere);
    const secrets = await app.app.get(DataSource).getRepository(StoryLinkSecret).find();
    expect(new Set(secrets.map(({ secret }) => secret)).size).toBe(secrets.length);
    expect(secrets.length).toBe(2);
    const { workspace } = await ask<{ workspace: { id: string } }>(app, '{ workspace { id } }');
    const ours = secrets.find(({ workspaceId }) => workspaceId === workspace.id)!;
    const forged = linkToken({ storyId: theirs, expiresAt: new Date('2099-01-01') }, ours.secret);
    expect((await get(`/s/${forged}`)).status).toBe(404);
  });

  it.each([0, 91, -1])('are not given for %p days', async (days) => {
    expect(await refusalOf(app, SHARE, { variables: { input: { storyId, days } } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('are given away by managers only', async () => {
    for (const role of ['ANALYST', 'VIEWER', 'SALESPERSON'] as const)
      expect(
        await refusalOf(app, SHARE, { variables: { input: { storyId, days: 1 } }, token: await tokenFor(app, role) }),
      ).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

function text(response: request.Response, done: (error: Error | null, body: string) => void): void {
  let body = '';
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (piece: Buffer) => (body += piece.toString()));
  stream.on('end', () => done(null, body));
}
