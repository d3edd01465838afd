import { hiddenEffectWarnings, type Outlook, outlookSentences } from '../../src/pilots/outlook-sentence.rules.js';
import { SOUND_DRAFT } from './sound-draft.js';

const OUTLOOK: Outlook = {
  units: 40,
  people: 40,
  arms: [{ armKey: 'pilot', units: 20, controlUnits: 20, smallestP: 2e-5 }],
  looks: [{ on: '2026-06-15', level: 0.05, canReject: true }],
  minimumDetectableEffect: { share: 0.437, isEnough: false },
  unitsNeeded: 563,
  suggestions: [
    { change: 'TWICE_THE_UNITS', share: 0.291 },
    { change: 'TWICE_THE_MEASUREMENT', share: 0.33 },
    { change: 'TWICE_THE_BASELINE', share: 0.436 },
  ],
  guardrails: [],
  primary: { name: 'Revenue', unit: 'MONEY' },
  draft: SOUND_DRAFT,
};

describe('what a manager is told about a pilot before it begins', () => {
  it('is how many take part, whether chance can be ruled out, and what would be found', () => {
    expect(outlookSentences(OUTLOOK)).toEqual([
      '40 salespeople take part: 20 with the play, 20 as before.',
      'That is enough to rule out chance: the clearest result would come about by chance in 1 of 50,000 draws.',
      'If the play changes revenue by about 44 % or more, this pilot would find it in four of five cases.',
      'You said that 10 % would matter: an effect of that size would mostly stay hidden.',
      'To find that, about 570 salespeople would have to take part.',
      'It would find about 30 % with twice as many salespeople or about 33 % with a measurement twice as long.',
    ]);
  });

  it('is that it can see what matters, where it can', () => {
    const enough = { ...OUTLOOK, minimumDetectableEffect: { share: 0.081, isEnough: true } };
    expect(outlookSentences(enough).slice(2)).toEqual([
      'If the play changes revenue by about 9 % or more, this pilot would find it in four of five cases.',
      'You said that 10 % would matter: it can see that.',
    ]);
  });

  it('is that no number of units would do, where nothing else would help either', () => {
    const hopeless = { ...OUTLOOK, unitsNeeded: null, suggestions: [] };
    expect(outlookSentences(hopeless).slice(4)).toEqual([
      'No number of salespeople would be enough for that: choose a steadier metric.',
    ]);
  });

  it('is, before it is registered, that what matters would mostly stay hidden', () => {
    const { minimumDetectableEffect } = OUTLOOK;
    expect(hiddenEffectWarnings({ minimumDetectableEffect, minimumEffectShare: 0.1 })).toEqual([
      'primary: this pilot finds a change of about 44 % or more in four of five cases; one of 10 %, which you said would matter, would mostly stay hidden: see planPilot for what would help.',
    ]);
    const enough = { share: 0.081, isEnough: true };
    expect(hiddenEffectWarnings({ minimumDetectableEffect: enough, minimumEffectShare: 0.1 })).toEqual([]);
    expect(hiddenEffectWarnings({ minimumDetectableEffect: null, minimumEffectShare: 0.1 })).toEqual([]);
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

  it('is within which bounds all guardrails come out well, for they move together in no known way', () => {
    const guardrails = [
      { metric: 'discount_rate@1', chance: 0.6 },
      { metric: 'new_customers@1', chance: 0.5 },
    ];
    expect(outlookSentences({ ...OUTLOOK, guardrails }).at(-1)).toBe(
      'If the play harms nothing, the pilot can show that for all guardrails in 1 to 5 of 10 cases.',
    );
    const tight = [...guardrails, { metric: 'win_rate@1', chance: 0.2 }];
    expect(outlookSentences({ ...OUTLOOK, guardrails: tight }).at(-1)).toBe(
      'If the play harms nothing, the pilot can show that for all guardrails in 0 to 2 of 10 cases: with margins this tight PROVEN is nearly out of reach.',
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
    expect(outlookSentences(rate)[2]).toContain('changes win rate by about 44 % of what it is now or more');
  });

  it('counts the salespeople behind teams', () => {
    const draft = { ...SOUND_DRAFT, unit: 'TEAM' } as const;
    expect(outlookSentences({ ...OUTLOOK, units: 12, people: 60, draft })[0]).toBe(
      '12 teams with 60 salespeople take part: 20 with the play, 20 as before.',
    );
  });
});
