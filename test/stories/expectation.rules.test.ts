import type { AnalysisResult } from '../../src/analysis/result/analysis-result.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import type { Language } from '../../src/render/format.js';
import { plainText } from '../../src/render/plain-text.js';
import { planningValue, usersSentence } from '../../src/stories/expectation.rules.js';
import { storyCase } from '../../src/stories/story-case.rules.js';
import type { StoryMaterial } from '../../src/stories/story-material.js';
import { inventedMaterial, inventedMetric } from './invented-material.js';

const REVENUE = inventedMetric({
  metric: 'revenue@1',
  unit: 'MONEY',
  control: 37_100_000,
  pilot: 41_200_000,
  absolute: [4_100_000, 1_200_000, 7_100_000],
  relative: [0.1105, 0.0323, 0.1914],
  significant: true,
});

function said(
  about: typeof planningValue,
  language: Language,
  changes: Partial<AnalysisResult> = {},
  { verdict = 'PROVEN', ...others }: Partial<Omit<StoryMaterial, 'analysis'>> & { verdict?: Verdict } = {},
): string {
  return plainText(about(storyCase(inventedMaterial(verdict, changes, others), language)), language);
}

const { belief, users } = inventedMaterial('PROVEN').analysis;
const prior = { source: 'PORTFOLIO', pilots: 7, mean: 0.05, meanError: 0.02, deviation: 0.1 } as const;
const believed = (share: number, change: object = {}): Partial<AnalysisResult> => ({
  belief: belief && {
    ...belief,
    relative: { estimate: share, interval: [share - 0.1, share + 0.1] },
    absolute: { estimate: share / 3, interval: [null, null] },
    ...change,
  },
});

describe('the value to plan with', () => {
  it('is the shrunken one, in the unit of the effect', () => {
    expect(said(planningValue, 'en')).toBe(
      'Differences measured once usually shrink, and most plays change little: plan with 6 points more.',
    );
    expect(said(planningValue, 'de')).toBe(
      'Einmal gemessene Unterschiede fallen später meist kleiner aus, und die meisten Vorhaben ändern wenig: Besser mit 6 Punkten mehr planen.',
    );
    expect(said(planningValue, 'en', { primary: REVENUE, ...believed(0.0612) })).toContain('plan with 6% more.');
  });

  it('says from how many earlier pilots it was learned', () => {
    const changes = believed(0.12, { prior });
    expect(said(planningValue, 'en', changes)).toBe(
      'Seen together with 7 earlier pilots of this metric, plan with 4 points more.',
    );
    expect(said(planningValue, 'de', changes)).toBe(
      'Zusammen mit 7 früheren Piloten dieser Kennzahl betrachtet: Besser mit 4 Punkten mehr planen.',
    );
  });

  it('does not round a small one away, and says where nothing is left', () => {
    expect(said(planningValue, 'en', { primary: REVENUE, ...believed(0.0023) })).toContain('plan with 0.2% more.');
    expect(said(planningValue, 'en', { primary: REVENUE, ...believed(0) })).toContain('plan with no difference.');
    expect(said(planningValue, 'de', { primary: REVENUE, ...believed(0) })).toContain('mit keinem Unterschied planen.');
    expect(said(planningValue, 'de', { primary: REVENUE, ...believed(-0.02) })).toContain(
      'mit 2\u202f% weniger planen.',
    );
  });

  it('is less than the best estimate where nothing can be believed', () => {
    expect(said(planningValue, 'en', { belief: null })).toContain('plan with less than the best estimate.');
    expect(said(planningValue, 'de', { belief: null })).toContain('mit weniger als der besten Schätzung planen.');
  });
});

describe('what full use would come to', () => {
  it('is told where the play was used in some opportunities only', () => {
    expect(said(usersSentence, 'en')).toBe(
      'Use in every eligible opportunity would come to 13 points more (+6 to +21), reckoned from those who used it.',
    );
    expect(said(usersSentence, 'de')).toBe(
      'Eine Anwendung in jeder geeigneten Verkaufschance entspräche 13 Punkten mehr (+6 bis +21), gerechnet nach der tatsächlichen Anwendung.',
    );
  });

  it('is a range without a number that stands out where nothing was shown', () => {
    const andersonRubin = { shape: 'INTERVAL', low: -0.0403, high: 0.2119 } as const;
    const absolute = users?.absolute ? { ...users.absolute, andersonRubin } : null;
    const unsure = { users: users && { ...users, absolute } };
    // As many decimals as the effect of the arms as assigned has in each of these.
    for (const verdict of ['INCONCLUSIVE', 'PROMISING', 'NO_MEANINGFUL_EFFECT'] as const) {
      expect(said(usersSentence, 'en', unsure, { verdict })).toMatch(
        /^For use in every eligible opportunity, anything from −4(\.0)? to \+21(\.2)? points fits the data\.$/,
      );
      expect(said(usersSentence, 'de', unsure, { verdict })).toMatch(
        /^Zu einer Anwendung in jeder geeigneten Verkaufschance passt alles von −4(,0)? bis \+21(,2)? Punkten\.$/,
      );
    }
  });

  it('is told in per cent where the model is', () => {
    const relative = users?.absolute ?? null;
    expect(
      said(usersSentence, 'en', { primary: REVENUE, users: users && { ...users, relative, absolute: null } }),
    ).toContain('would come to 13% more (+6% to +21%)');
  });

  it('is an amount of money on the raw scale', () => {
    const andersonRubin = { shape: 'INTERVAL', low: 1_500_000, high: 9_900_000 } as const;
    const absolute = { estimate: 5_700_000, interval: null, andersonRubin };
    expect(said(usersSentence, 'en', { primary: REVENUE, users: users && { ...users, absolute } })).toContain(
      'would come to EUR 57,000 more',
    );
  });

  it('is not told of where it was used everywhere, hardly, or nobody knows how much', () => {
    const { adoption } = inventedMaterial('PROVEN').analysis;
    const usedIn = (share: number | null): Partial<AnalysisResult> => ({
      adoption: { ...adoption, arms: adoption.arms.map((arm) => ({ ...arm, known: share !== null, share })) },
    });
    expect(said(usersSentence, 'en', usedIn(0.5))).not.toBe('');
    for (const share of [1, null]) expect(said(usersSentence, 'en', usedIn(share))).toBe('');
    expect(said(usersSentence, 'en', { users: null })).toBe('');
    expect(said(usersSentence, 'en', {}, { minimumCohort: 12 })).toBe('');
    for (const verdict of ['NOT_TESTED', 'HARMFUL', 'INVALID', 'DESCRIPTIVE'] as const)
      expect(said(usersSentence, 'en', {}, { verdict })).toBe('');
    const checks = [{ code: 'DEALS_OPEN', severity: 'BLOCK', message: 'Too many are open.' }] as const;
    expect(said(usersSentence, 'en', { checks }, { verdict: 'INCONCLUSIVE' })).toBe('');
  });

  it('says so where it was used too little to tell', () => {
    const andersonRubin = { shape: 'TWO_RAYS', low: -0.3, high: 0.2 } as const;
    const weak = users && {
      ...users,
      absolute: { estimate: null, interval: null, andersonRubin },
      refusal: { kind: 'refused', code: 'WEAK_FIRST_STAGE', arm: 'pilot' } as const,
    };
    expect(said(usersSentence, 'en', { users: weak })).toBe(
      'It was used too little to reckon what it does where it is used.',
    );
    expect(said(usersSentence, 'de', { users: weak })).toBe(
      'Für eine Rechnung nach der tatsächlichen Anwendung wurde es zu selten angewendet.',
    );
    const other = weak && { ...weak, refusal: { kind: 'refused', code: 'NO_VARIANCE' } as const };
    expect(said(usersSentence, 'en', { users: other })).toBe('');
  });
});
