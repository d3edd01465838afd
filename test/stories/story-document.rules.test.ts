import fc from 'fast-check';
import { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import { everyLine } from '../../src/render/every-line.js';
import type { Language } from '../../src/render/format.js';
import { plainText, spanText } from '../../src/render/plain-text.js';
import type { Span } from '../../src/render/line.js';
import type { StoryDocument } from '../../src/render/story-document.js';
import { storyMarkdown } from '../../src/render/story-markdown.js';
import { storyPage } from '../../src/render/story-page.js';
import { CERTAINTY, forbiddenWords } from '../../src/stories/certainty.rules.js';
import type { StoryMaterial } from '../../src/stories/story-material.js';
import { storyDocument } from '../../src/stories/story-document.rules.js';
import type { StoryKind } from '../../src/stories/story.rules.js';
import { inventedMaterial } from './invented-material.js';
import { anyMaterial } from './any-material.js';
import { sourceValue } from './source-value.js';

const VERDICTS = Object.values(Verdict);
const CASES = VERDICTS.flatMap((verdict) => (['en', 'de'] as const).map((language) => [verdict, language] as const));
const KIND: Partial<Record<Verdict, StoryKind>> = { PROVEN: 'SUCCESS', PROMISING: 'INTERIM' };

function storyOf(material: StoryMaterial, language: Language): StoryDocument {
  return storyDocument(KIND[material.analysis.verdict] ?? 'LEARNING', material, language);
}

const spansOf = (story: StoryDocument): Span[] => everyLine(story).flat();
const textOf = (story: StoryDocument): string =>
  [
    story.label,
    ...story.sections.map(({ heading }) => heading),
    ...everyLine(story).map((line) => plainText(line, story.language)),
  ].join('\n');

describe.each(CASES)('a story of %s in %s', (verdict, language) => {
  const material = inventedMaterial(verdict);
  const story = storyOf(material, language);

  it('says how sure we are in the words agreed for it', () => {
    const headline = plainText(story.title, language);
    const promising = { en: /points to a .+, not yet shown$/, de: /deutet auf eine? .+ hin, noch nicht nachgewiesen$/ };
    if (verdict === 'PROMISING') expect(headline).toMatch(promising[language]);
    else expect(headline).toContain(CERTAINTY[verdict][language]);
  });

  it('says nothing that its verdict does not carry', () => {
    expect(forbiddenWords(story, verdict)).toEqual([]);
  });

  it('has in our own words no digit at all', () => {
    const ours = spansOf(story).flatMap((span) => (span.kind === 'words' ? [span.text] : []));
    expect(ours.filter((text) => /\p{N}/u.test(text))).toEqual([]);
    expect([story.label, ...story.sections.map(({ heading }) => heading)].join()).not.toMatch(/\p{N}/u);
  });

  it('gives every number and day exactly as its source has it', () => {
    const bound = spansOf(story).filter((span) => span.kind === 'number' || span.kind === 'day');
    if (verdict !== 'INVALID') expect(bound.length).toBeGreaterThan(30);
    for (const span of bound) {
      const value = sourceValue(span.from, material);
      if (span.kind === 'number') expect(span.value).toBe(value);
      else expect((value as string).slice(0, 10)).toBe(span.day);
    }
  });

  it.each([
    ['page', storyPage],
    ['Markdown', storyMarkdown],
  ])('shows as %s no digit that is not one of these, of a name or of a code', (_, drawn) => {
    expect(strayDigits(drawn(story), story)).toEqual([]);
  });

  it('is as long as one page carries', () => {
    const words = textOf({
      ...story,
      sections: story.sections.map((section) => ({
        ...section,
        blocks: section.blocks.filter(({ kind }) => kind !== 'chart' && kind !== 'table'),
      })),
    })
      .split(/\s+/)
      .filter((word) => /\p{L}/u.test(word));
    expect(words.length).toBeLessThanOrEqual(450);
    expect(words.length).toBeGreaterThanOrEqual(verdict === 'INVALID' ? 120 : 180);
  });

  it('names pilot, plan, analysis and the state of the data at its foot', () => {
    const foot = story.footer.map((line) => plainText(line, language)).join('\n');
    for (const part of [material.plan.name, material.analysis.planHash, material.analysisId, '2026'])
      expect(foot).toContain(part);
  });

  it('says in every format that it is simulated, where it is', () => {
    const word = { en: 'simulated', de: 'simuliert' }[language];
    expect(textOf(story) + String(story.stamp)).not.toContain(word);
    const simulated = storyOf(inventedMaterial(verdict, { simulated: true }), language);
    for (const drawn of [storyPage(simulated), storyMarkdown(simulated)]) expect(drawn).toContain(word);
    expect(storyPage(simulated)).toContain(`(${word})</title>`);
  });
});

describe('a story of anything that may come out', () => {
  it.each(['en', 'de'] as const)('stays within its verdict and its numbers in %s', (language) => {
    fc.assert(
      fc.property(anyMaterial, (material) => {
        const story = storyOf(material, language);
        expect(forbiddenWords(story, material.analysis.verdict)).toEqual([]);
        for (const span of spansOf(story)) {
          if (span.kind === 'words') expect(span.text).not.toMatch(/\p{N}/u);
          if (span.kind === 'number') expect(span.value).toBe(sourceValue(span.from, material));
        }
        expect(strayDigits(storyPage(story), story)).toEqual([]);
        expect(strayDigits(storyMarkdown(story), story)).toEqual([]);
        expect(textOf(story)).not.toMatch(/undefined|null|NaN|\[object| {2}|\.\.|\s[,.;]/);
      }),
      { numRuns: 100 },
    );
  });
});

/** Digit groups of a rendered story that are not of a bound number, a day, a code or a name of the plan. */
function strayDigits(drawn: string, story: StoryDocument): string[] {
  const visible = drawn.startsWith('<!doctype')
    ? drawn
        .replace(/<style>.*?<\/style>/gs, ' ')
        // Ticks only mark the scale of a drawing; they are not values.
        .replace(/<text [^>]*class="tick"[^>]*>[^<]*<\/text>/g, ' ')
        .replace(/<title>[^<]*<\/title>/g, ' ')
        .replace(/<[^>]*>/g, '\u0000')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
    : drawn.replace(/^\d+\. /gm, '').replaceAll('\\', '');
  const shown = spansOf(story).flatMap((span) => (span.kind === 'words' ? [] : [spanText(span, story.language)]));
  const rest = [...new Set(shown)]
    .filter((text) => /\d/.test(text))
    .sort((one, other) => other.length - one.length)
    .reduce((text, one) => text.replace(standingAlone(one), ' '), visible);
  return rest.match(/\S*\d\S*/g) ?? [];
}

/** A shown number, not a part of a longer one. */
function standingAlone(text: string): RegExp {
  const literal = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\d|\\d[.,])${literal}(?!\\d|[.,]\\d)`, 'g');
}

describe('the words of a story', () => {
  const sectionText = (story: StoryDocument, key: string): string =>
    everyLine({
      ...story,
      sections: story.sections.filter((one) => one.key === key),
      title: [],
      standfirst: [],
      footer: [],
    })
      .map((line) => plainText(line, story.language))
      .filter((text) => text !== '')
      .join(' ');

  it('tell a proven pilot as leadership wants to read it', () => {
    const story = storyOf(inventedMaterial('PROVEN'), 'en');
    expect(plainText(story.title, 'en')).toBe(
      'Asking the costly question first: win rate up 9 points, shown in a randomised pilot',
    );
    expect(plainText(story.standfirst, 'en')).toBe(
      'Between 4 and 15 more wins in every hundred decided opportunities (best estimate 9), 24 salespeople, 8 weeks. The average discount stayed within the agreed margin.',
    );
    expect(sectionText(story, 'TRUST')).toContain(
      'drawn by lot within regions on 12 February 2026, after the plan was fixed; nothing was changed since.',
    );
  });

  it('tell the same in German', () => {
    const story = storyOf(inventedMaterial('PROVEN'), 'de');
    expect(plainText(story.title, 'de')).toBe(
      'Asking the costly question first: Abschlussquote um 9 Punkte höher, in einem randomisierten Pilot nachgewiesen',
    );
    expect(plainText(story.standfirst, 'de')).toBe(
      'Zwischen 4 und 15 Abschlüsse mehr je hundert entschiedene Verkaufschancen (beste Schätzung: 9), 24 Personen im Vertrieb, 8 Wochen. Die Rabattquote blieb in der vereinbarten Grenze.',
    );
    expect(sectionText(story, 'IN_THIRTY_SECONDS')).toContain(
      'Sie gewannen 42\u202f% der entschiedenen Verkaufschancen, die anderen 33\u202f%',
    );
  });

  it.each([
    [
      'PAIRED',
      'Those who had done about as well before were matched in pairs within regions, and lots were drawn within each pair on 12 February 2026',
      'Wer vorher etwa gleich gut lag, wurde innerhalb der Regionen zu Paaren zusammengestellt; innerhalb jedes Paares wurde am 12. Februar 2026 gelost',
    ],
    [
      'RERANDOMISED',
      'and drawn again until they had been about alike before, as the plan demands',
      'und so oft neu ausgelost, bis sie sich vorher etwa glichen, wie der Plan es verlangt',
    ],
  ] as const)('tell how a %s draw was made', (mechanism, english, german) => {
    const material = inventedMaterial('PROVEN');
    const plan = { ...material.plan, assignment: { ...material.plan.assignment, mechanism } };
    const drawn = { ...material, plan };
    expect(sectionText(storyOf(drawn, 'en'), 'TRUST')).toContain(english);
    expect(sectionText(storyOf(drawn, 'de'), 'TRUST')).toContain(german);
  });

  it('tell an open question with what fits the data on both sides', () => {
    expect(plainText(storyOf(inventedMaterial('INCONCLUSIVE'), 'en').standfirst, 'en')).toBe(
      'Best guess 3 points higher, but anything from 5 points lower to 12 points higher fits the data. It was used in 71% of eligible opportunities, so this was a fair test; 24 salespeople are simply too few to tell such a difference from chance.',
    );
    expect(plainText(storyOf(inventedMaterial('INCONCLUSIVE'), 'de').standfirst, 'de')).toContain(
      'Beste Schätzung: 3 Punkte höher, aber alles zwischen 5 Punkten weniger und 12 Punkten mehr passt zu den Daten.',
    );
  });

  it('tell harm by what was harmed, and the rest beside it', () => {
    const story = storyOf(inventedMaterial('HARMFUL'), 'en');
    expect(plainText(story.title, 'en')).toBe(
      'Asking the costly question first did harm: average discount up 4 points',
    );
    expect(plainText(story.standfirst, 'en')).toContain('The win rate was 9 points higher.');
  });

  it('do not quote a result that cannot be trusted, nor draw it', () => {
    const story = storyOf(inventedMaterial('INVALID'), 'en');
    expect(story.sections.map(({ key }) => key)).not.toContain('RESULT');
    expect(textOf(story)).not.toMatch(/\d%|points/);
    expect(sectionText(story, 'TRUST')).toContain('Data are missing more often in one group than in the other');
  });

  it('say "went together with", and no difference, where nothing was drawn by lot', () => {
    const story = storyOf(inventedMaterial('DESCRIPTIVE'), 'en');
    expect(sectionText(story, 'IN_THIRTY_SECONDS')).toContain('went together with a win rate of 36%');
    expect(textOf(story)).not.toMatch(/difference in|interval \+|p [=<]/i);
  });

  it('list every amendment with its day, and without the numbers people put into it', () => {
    const amendments = [
      { at: '2026-03-20T08:00:00.000Z', what: 'Two salespeople left; we saw +40 % anyway.', why: 'Sickness.' },
      { at: '2026-04-01T08:00:00.000Z', what: 'Training repeated.', why: 'Low use.', lookOn: '2026-04-20' },
    ];
    const trust = sectionText(storyOf(inventedMaterial('PROVEN', {}, { amendments }), 'en'), 'TRUST');
    expect(trust).toContain('2 changes were recorded since (see below).');
    expect(trust).toContain(
      'Changed on 20 March 2026: “Two salespeople left; we saw +[…] anyway.” Reason: “Sickness.”',
    );
    expect(trust).toContain('1 April 2026');
    expect(trust).toContain('A look on 20 April 2026 was added.');
    const german = sectionText(storyOf(inventedMaterial('PROVEN', {}, { amendments }), 'de'), 'TRUST');
    expect(german).toContain('Eine Auswertung am 20. April 2026 kam hinzu.');
  });

  it('show nothing of a group smaller than the workspace shows, also where another metric has fewer people', () => {
    const { analysis } = inventedMaterial('HARMFUL');
    const arms = analysis.guardrails[0].arms.map((arm) => ({ ...arm, people: 4 }));
    const guardrails = [{ ...analysis.guardrails[0], arms }];
    const weekly = analysis.weekly.map((week, index) =>
      index < 14 ? week : { ...week, arms: week.arms.map((arm) => ({ ...arm, people: 4 })) },
    );
    const story = storyOf(inventedMaterial('HARMFUL', { guardrails, weekly }), 'en');
    expect(plainText(story.title, 'en')).toBe('Asking the costly question first did harm: average discount');
    expect(plainText(story.standfirst, 'en')).toContain(
      'The average discount got worse. The win rate was 9 points higher.',
    );
    expect(sectionText(story, 'RESULT')).toContain('too few people');
    expect(textOf(story)).not.toMatch(/14\.8%|11\.2%|13 April 2026|20 April 2026/);
  });

  it('tell of draws that were given up before this one', () => {
    const { plan } = inventedMaterial('PROVEN');
    const earlierDraws = [{ pilot: 'First try', planHash: 'f'.repeat(64), cancelledOn: '2026-02-01' }];
    const story = storyOf(inventedMaterial('PROVEN', {}, { plan: { ...plan, earlierDraws } }), 'en');
    expect(sectionText(story, 'TRUST')).toContain(
      'These people had been drawn before, for “First try”, which was given up on 1 February 2026.',
    );
  });

  it('tell who decided what and why, and that it waits where it goes against the verdict', () => {
    const decision = {
      kind: 'ROLL_OUT',
      reason: 'The customers ask for it.',
      by: 'Anna Lindqvist',
      at: '2026-05-20T10:00:00.000Z',
      isWaiting: true,
    } as const;
    const text = sectionText(storyOf(inventedMaterial('INCONCLUSIVE', {}, { decision }), 'en'), 'DECISION');
    expect(text).toBe(
      'Anna Lindqvist decided on 20 May 2026: roll out. “The customers ask for it.” It goes against the verdict and waits for a second person.',
    );
  });

  it('say from when an open result can be read, while that lies ahead', () => {
    const checks = [{ code: 'DEALS_OPEN', severity: 'BLOCK', message: '' }] as const;
    const early = inventedMaterial('INCONCLUSIVE', { checks, asOf: '2026-05-01T06:00:00.000Z' });
    expect(plainText(storyOf(early, 'en').standfirst, 'en')).toBe(
      'Too many opportunities are still open: 12% in the pilot group, 13% in the control group. It can be read from 10 May 2026, when they have had their time to close.',
    );
    const late = inventedMaterial('INCONCLUSIVE', { checks });
    expect(plainText(storyOf(late, 'en').standfirst, 'en')).not.toContain('It can be read');
  });

  it('call a re-analysis by its name', () => {
    const again = inventedMaterial('INCONCLUSIVE', { look: { number: 1, of: 1, level: 0.05, standing: 'REANALYSIS' } });
    expect(sectionText(storyOf(again, 'en'), 'TRUST')).toContain('This is a re-analysis');
  });

  it('find the forbidden words when somebody writes them', () => {
    const story = storyOf(inventedMaterial('INCONCLUSIVE'), 'en');
    const boast = {
      ...story,
      standfirst: [{ kind: 'words', text: 'It always works and guarantees a higher win rate.' }],
    } as const;
    expect(forbiddenWords(boast, 'INCONCLUSIVE').sort()).toEqual(['always', 'guarantees', 'works']);
    expect(forbiddenWords(boast, 'PROVEN').sort()).toEqual(['always', 'guarantees']);
    const german = storyOf(inventedMaterial('DESCRIPTIVE'), 'de');
    const prahlt = {
      ...german,
      standfirst: [{ kind: 'words', text: 'Es steigert immer, gewinnt und wirkt aufgrund der Frage.' }],
    } as const;
    expect(forbiddenWords(prahlt, 'DESCRIPTIVE').sort()).toEqual(['aufgrund', 'gewinnt', 'immer', 'steigert', 'wirkt']);
  });
});
