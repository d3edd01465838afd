import { chartAlone } from '../../src/render/chart-svg.js';
import { storyMarkdown } from '../../src/render/story-markdown.js';
import { storyPage } from '../../src/render/story-page.js';
import type { StoryDocument } from '../../src/render/story-document.js';
import { storyDocument } from '../../src/stories/story-document.rules.js';
import { chartsIn } from '../../src/stories/story.fields.js';
import { inventedMaterial } from './invented-material.js';

/** A story in which every text that people may write is this one. */
function storyWith(text: string): StoryDocument {
  const { plan, analysis } = inventedMaterial('PROVEN');
  const primary = { ...analysis.primary, arms: analysis.primary.arms.map((arm) => ({ ...arm, name: text })) };
  const material = inventedMaterial(
    'PROVEN',
    { primary },
    {
      plan: {
        ...plan,
        name: text,
        population: { regions: [text], teams: [text] },
        earlierDraws: [{ pilot: text, planHash: '', cancelledOn: '2026-01-01' }],
      },
      playName: text,
      card: { customerSituation: text, before: text, after: text, steps: [text, text], notFor: text },
      amendments: [{ at: '2026-03-03', what: text, why: text }],
      decision: { kind: 'ROLL_OUT', reason: text, by: text, at: '2026-05-20', isWaiting: false },
    },
  );
  return storyDocument('SUCCESS', material, 'en');
}

/** The tags of a page or picture, in order, without what they hold. */
const skeleton = (markup: string): string[] =>
  [...markup.matchAll(/<(\/?[a-zA-Z!][\w-]*)((?:"[^"]*"|[^>"])*)>/g)].map(([, tag, attributes]) =>
    [tag, ...[...attributes.matchAll(/([\w:-]+)="/g)].map(([, name]) => name)].join(' '),
  );

/** Of each line of Markdown, what it begins: heading, item, quotation, row. */
const outline = (markdown: string): string[] =>
  markdown.split('\n').map((line) => /^(#+ |- |\d+\. |> |\||---$|\*)/.exec(line)?.[1] ?? '');

const HOSTILE: readonly (readonly [string, string])[] = [
  ['a script', '<script>alert(document.cookie)</script>'],
  ['markup that closes what it stands in', '</bdi></p></section></title></style></svg><img src=x onerror=alert()>'],
  ['quotation marks that end an attribute', '" onmouseover="alert()" x=\'y\' `'],
  ['entities', '&lt;b&gt; &amp; &quot; &nbsp;'],
  ['a comment and CDATA', '<!-- --> ]]> <![CDATA[ <!doctype x>'],
  [
    'a link and a picture in Markdown',
    '[click](javascript:alert) ![x](http://evil.example/x.png) <http://evil.example>',
  ],
  ['bare addresses and mentions', 'www.evil.example https://evil.example/path a@b.example @everyone #tag'],
  ['emphasis, code, mathematics, footnotes', '**bold** _x_ ~~y~~ `code` ```fence``` $x$ $$y$$ [^note] ==z== |a|b|'],
  ['a heading, a list, a quotation, a rule', '# Heading'],
  ['a list', '- item'],
  ['a quotation', '> quoted'],
  ['a rule', '--- ***'],
  ['a table row', '| a | b |'],
  ['a backslash at the end', 'path\\'],
  ['template syntax', '{{constructor}} ${alert()} <%= %> {# raw #}'],
];

const PLAIN = storyWith('Line-stop question');

describe.each(HOSTILE)('what people write stays text: %s', (_, text) => {
  const story = storyWith(text);

  it('on the page', () => {
    const page = storyPage(story);
    const [found, expected] = [page, storyPage(PLAIN)].map((one) => skeleton(one.replace(/<svg .*?<\/svg>/gs, '')));
    expect(found).toEqual(expected);
    // Tabs, quotes and all, the text is there for people to read.
    expect(page).toContain(escaped(text));
  });

  it('in the charts', () => {
    const plain = chartsIn(PLAIN);
    for (const [index, chart] of chartsIn(story).entries()) {
      const [drawn, expected] = [chartAlone(chart, 'en'), chartAlone(plain[index], 'en')];
      const tags = (svg: string) => new Set(skeleton(svg));
      expect(tags(drawn)).toEqual(tags(expected));
    }
  });

  it('in Markdown', () => {
    const markdown = storyMarkdown(story);
    expect(outline(markdown)).toEqual(outline(storyMarkdown(PLAIN)));
    expect(markdown).not.toMatch(/(?<!\\)<(?!\s)/);
    expect(markdown).not.toMatch(/(?<!\\)\]\(|(?<!\\)!\[|(?<!\\)\[(?!…)/);
    expect(markdown).not.toMatch(/(?<!\\)(?:\*\*bold|~~y|\$x|_x_|@everyone|&lt;|&#x)/);
    expect(markdown).not.toMatch(/www\.|https?:\/\//);
  });
});

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (one) => entities[one]);
}

describe('text that runs from right to left, steers or joins', () => {
  const turned = 'before\u202eafter\u2066isolated\u200fmark\u0007bell';
  const formats = (story: StoryDocument): string[] => [
    storyPage(story),
    storyMarkdown(story),
    ...chartsIn(story).map((chart) => chartAlone(chart, 'en')),
  ];

  it('cannot turn the words around it', () => {
    for (const drawn of formats(storyWith(turned)))
      expect(drawn).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u0007]/);
  });

  it('is set apart on the page, so that Hebrew and Arabic stand by themselves', () => {
    expect(storyPage(storyWith('שאלה יקרה'))).toMatch(/<bdi class="told"[^>]*>שאלה יקרה<\/bdi>/);
  });

  it('keeps emoji whole', () => {
    const family = 'The 👩‍👩‍👧‍👦 opener 🇩🇪';
    for (const drawn of formats(storyWith(family)).slice(0, 2)) expect(drawn).toContain('👩‍👩‍👧‍👦 opener 🇩🇪');
  });

  it('does without halves of characters', () => {
    for (const drawn of formats(storyWith('half \ud83d of one'))) expect(drawn).not.toMatch(/\p{Cs}/u);
  });
});

describe('ten thousand characters', () => {
  it.each([
    ['without a space', 'x'.repeat(10_000)],
    ['with spaces', 'word '.repeat(2_000)],
    ['of emoji', '👩‍👩‍👧‍👦'.repeat(900)],
  ])('%s are told on the page and cut in the picture', (_, long) => {
    const story = storyWith(long);
    const begun = performance.now();
    const page = storyPage(story);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(page).toContain(long.trim().slice(0, 9_000));
    for (const chart of chartsIn(story)) {
      const texts = [...chartAlone(chart, 'en').matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(
        ([, text]) => text.length,
      );
      expect(Math.max(...texts)).toBeLessThan(700);
    }
  });
});

describe('several rows of text', () => {
  it('stay rows in a paragraph and become one in a heading', () => {
    const story = storyWith('first row\nsecond row\r\n\r\n# third row');
    const markdown = storyMarkdown(story);
    expect(markdown).toContain('first row\\\nsecond row\\\n\\# third row');
    expect(markdown.split('\n')[0]).toMatch(/^# first row second row \\# third row: win rate/);
    expect(storyPage(story)).toContain('first row\nsecond row');
  });
});
