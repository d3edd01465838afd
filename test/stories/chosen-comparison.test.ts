import fc from 'fast-check';
import { forbiddenWords } from '../../src/stories/certainty.rules.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import { everyLine } from '../../src/render/every-line.js';
import { plainText } from '../../src/render/plain-text.js';
import type { StoryDocument } from '../../src/render/story-document.js';
import { storyDocument } from '../../src/stories/story-document.rules.js';
import { earnedKind } from '../../src/stories/story.rules.js';
import type { StoryMaterial } from '../../src/stories/story-material.js';
import { anyMaterial } from './any-material.js';
import { inventedMaterial } from './invented-material.js';

const VERDICTS: readonly Verdict[] = [
  'PROMISING',
  'NO_MEANINGFUL_EFFECT',
  'INCONCLUSIVE',
  'HARMFUL',
  'NOT_TESTED',
  'INVALID',
];
const CASES = VERDICTS.flatMap((verdict) => (['en', 'de'] as const).map((language) => [verdict, language] as const));

const BEFORE = [
  { code: 'PRE_TREND', severity: 'INFO', message: 'Not rejected.' },
  { code: 'PLACEBO_DATE', severity: 'WARN', message: 'It shows a difference.' },
  { code: 'TREND_BOUND', severity: 'WARN', message: 'By 0.5 times.' },
] as const;

/** An IMPACT pilot whose units people chose. */
function chosen(verdict: Verdict): StoryMaterial {
  const { plan } = inventedMaterial(verdict);
  const assignment = {
    mechanism: 'CHOSEN',
    stratifyBy: null,
    chosenUnits: ['P-001'],
    chosenBecause: 'They had room for it.',
  } as const;
  return inventedMaterial(verdict, { seed: null, checks: [...BEFORE] }, { plan: { ...plan, assignment } });
}

const storyOf = (verdict: Verdict, language: 'en' | 'de'): StoryDocument =>
  storyDocument(earnedKind(verdict), chosen(verdict), language);
const textOf = (story: StoryDocument): string =>
  everyLine(story)
    .map((line) => plainText(line, story.language))
    .join('\n');

describe.each(CASES)('a story of %s from groups that people chose, in %s', (verdict, language) => {
  const story = storyOf(verdict, language);
  const text = textOf(story);

  it('has no winning word and no word of a cause', () => {
    expect(forbiddenWords(story, verdict, false)).toEqual([]);
  });

  it('says that nobody drew, what follows from that, and why these were chosen', () => {
    expect(text).toContain(
      {
        en: 'chosen by people, not drawn by lot, and may have differed in more than the play',
        de: 'von Menschen ausgesucht, nicht ausgelost, und können sich in mehr als dem Vorgehen unterscheiden',
      }[language],
    );
    expect(text).toContain(
      {
        en: 'Why these were chosen: “They had room for it.”',
        de: 'Warum gerade diese: „They had room for it.“',
      }[language],
    );
    expect(text).not.toMatch(/re-draws|possible draws|Ziehungen/);
  });

  it('says what the time before tells, and that it tells little', () => {
    expect(text).toContain(
      {
        en: 'not seen to drift apart, which does not mean that they did not',
        de: 'kein Auseinanderlaufen der Gruppen zu erkennen; das heißt nicht, dass es keines gab',
      }[language],
    );
    expect(text).toContain(
      {
        en: 'A drift no larger than one seen before the pilot would be enough',
        de: 'Ein Auseinanderlaufen, nicht größer als schon vor dem Pilot, genügt',
      }[language],
    );
  });

  it('is a page long', () => {
    const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
    expect(words.length).toBeLessThan(560);
  });
});

describe('the headline of groups that people chose', () => {
  const headline = (verdict: Verdict, language: 'en' | 'de'): string =>
    plainText(storyOf(verdict, language).title, language);

  it.each([
    [
      'PROMISING',
      /: associated with a higher win rate, not drawn by lot$/,
      /: geht mit einer höheren Abschlussquote einher, nicht ausgelost$/,
    ],
    [
      'NO_MEANINGFUL_EFFECT',
      /: associated with no difference worth having in the win rate$/,
      /: geht bei der Abschlussquote mit keinem nennenswerten Unterschied einher$/,
    ],
    ['HARMFUL', /: associated with harm, /, /: geht mit Schaden einher, /],
    ['INCONCLUSIVE', /we cannot tell yet$/, /noch nicht zu entscheiden$/],
  ] as const)('of %s names no cause', (verdict, english, german) => {
    expect(headline(verdict, 'en')).toMatch(english);
    expect(headline(verdict, 'de')).toMatch(german);
  });
});

describe('anything that may come out of groups that people chose', () => {
  const assignment = { mechanism: 'CHOSEN', stratifyBy: null, chosenUnits: [], chosenBecause: 'They asked.' } as const;

  it.each(['en', 'de'] as const)('names no cause in %s', (language) => {
    fc.assert(
      fc.property(anyMaterial, (material) => {
        const { verdict } = material.analysis;
        fc.pre(VERDICTS.includes(verdict));
        const plan = { ...material.plan, kind: 'IMPACT', assignment } as const;
        const analysis = { ...material.analysis, seed: null };
        const story = storyDocument(earnedKind(verdict), { ...material, plan, analysis }, language);
        expect(forbiddenWords(story, verdict, false)).toEqual([]);
        expect(textOf(story)).not.toMatch(/undefined|null|NaN|\[object| {2}|\.\.|\s[,.;]/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the same words of a pilot that was drawn', () => {
  it('are no association', () => {
    const story = storyDocument('INTERIM', inventedMaterial('PROMISING'), 'en');
    expect(plainText(story.title, 'en')).toMatch(/points to a higher/);
    expect(textOf(story)).not.toContain('chosen by people');
  });
});
