import { type Outlook, outlookSentences } from '../../src/pilots/outlook-sentence.rules.js';
import { SOUND_DRAFT } from './sound-draft.js';

const OUTLOOK: Outlook = {
  units: 40,
  people: 40,
  arms: [{ armKey: 'pilot', units: 20, controlUnits: 20, smallestP: 2e-5 }],
  looks: [{ on: '2026-06-15', level: 0.05, canReject: true }],
  minimumDetectableEffect: { share: 0.437, isEnough: false },
  guardrails: [],
  primary: { name: 'Revenue', unit: 'MONEY' },
  draft: SOUND_DRAFT,
};

describe('what a manager is told about a pilot before it begins', () => {
  it('is how many take part, whether chance can be ruled out, and what would be found', () => {
    expect(outlookSentences(OUTLOOK)).toEqual([
      '40 salespeople take part: 20 with the play, 20 as before.',
      'That is enough to rule out chance: the clearest result would come about by chance in 1 of 50,000 draws.',
      'If the play changes revenue by about 45 % or more, this pilot would find it in four of five cases.',
      'You said that 10 % would matter: an effect of that size would mostly stay hidden. More units, a longer measurement or a steadier metric would help.',
    ]);
  });

  it('is that it can see what matters, where it can', () => {
    const enough = { ...OUTLOOK, minimumDetectableEffect: { share: 0.081, isEnough: true } };
    expect(outlookSentences(enough).slice(2)).toEqual([
      'If the play changes revenue by about 9 % or more, this pilot would find it in four of five cases.',
      'You said that 10 % would matter: it can see that.',
    ]);
  });

  it('is that too few units cannot prove anything', () => {
    const arms = [{ armKey: 'pilot', units: 3, controlUnits: 3, smallestP: 0.1 }];
    const sentences = outlookSentences({ ...OUTLOOK, units: 6, arms, minimumDetectableEffect: null });
    expect(sentences).toEqual([
      '6 salespeople take part: 3 with the play, 3 as before.',
      'That is too few: even the clearest result could come about by chance in 1 of 10 draws, and more often than in 1 of 20 is too often. Nothing can be PROVEN this way.',
    ]);
  });

  it('is which looks come too early', () => {
    const looks = ['2026-03-01', '2026-04-01', '2026-06-15'].map((on, at) => ({
      on,
      level: at / 50,
      canReject: at > 1,
    }));
    expect(outlookSentences({ ...OUTLOOK, looks })).toContain(
      'At the looks on 2026-03-01 and 2026-04-01 nothing could be significant yet, whatever happens: they will not be registered.',
    );
  });

  it('is that tight guardrails put PROVEN out of reach', () => {
    const guardrails = [
      { metric: 'discount_rate@1', chance: 0.6 },
      { metric: 'new_customers@1', chance: 0.5 },
    ];
    expect(outlookSentences({ ...OUTLOOK, guardrails }).at(-1)).toBe(
      'If the play harms nothing, the pilot can show that for all guardrails in about 3 of 10 cases: with margins this tight PROVEN is nearly out of reach.',
    );
  });

  it.each([
    [0.999, 'nearly all cases.'],
    [0.8, 'about 8 of 10 cases.'],
    [0.01, 'hardly any case: with margins this tight PROVEN is nearly out of reach.'],
  ])('rounds a chance of %d for people', (chance, words) => {
    const guardrails = [{ metric: 'discount_rate@1', chance }];
    expect(outlookSentences({ ...OUTLOOK, guardrails }).at(-1)).toBe(
      `If the play harms nothing, the pilot can show that for all guardrails in ${words}`,
    );
  });

  it('says of a rate that percents are no percentage points', () => {
    const rate = { ...OUTLOOK, primary: { name: 'Win rate', unit: 'SHARE' } } as const;
    expect(outlookSentences(rate)[2]).toContain('changes win rate by about 45 % of what it is now or more');
  });

  it('counts the salespeople behind teams', () => {
    const draft = { ...SOUND_DRAFT, unit: 'TEAM' } as const;
    expect(outlookSentences({ ...OUTLOOK, units: 12, people: 60, draft })[0]).toBe(
      '12 teams with 60 salespeople take part: 20 with the play, 20 as before.',
    );
  });
});
