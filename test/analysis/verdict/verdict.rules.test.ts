import { type Evidence, Verdict, VERDICT_TABLE, verdictOf } from '../../../src/analysis/verdict/verdict.rules.js';

const BOTH = [true, false] as const;

/** Every value of every field; 4 x 3 x 3 x 3 x 2^7 = 13,824 states. */
function everyState(): Evidence[] {
  const values: { readonly [Field in keyof Evidence]: readonly Evidence[Field][] } = {
    dataAlarm: BOTH,
    design: ['RANDOMISED', 'CHOSEN', 'NO_COMPARISON', 'FEASIBILITY'],
    openDealsBlock: BOTH,
    guardrails: ['NON_INFERIOR', 'UNDECIDED', 'HARMFUL'],
    significant: ['GOOD', 'BAD', 'NO'],
    insideMinimumEffect: BOTH,
    leansGood: BOTH,
    adoption: ['UNKNOWN', 'BELOW', 'MET'],
    checksClean: BOTH,
    missingOutcomes: BOTH,
    pastLastLook: BOTH,
  };
  return Object.entries(values).reduce<Partial<Evidence>[]>(
    (states, [field, choices]) => states.flatMap((state) => choices.map((choice) => ({ ...state, [field]: choice }))),
    [{}],
  ) as Evidence[];
}

const STATES = everyState();

const PROVEN: Evidence = {
  dataAlarm: false,
  design: 'RANDOMISED',
  openDealsBlock: false,
  guardrails: 'NON_INFERIOR',
  significant: 'GOOD',
  insideMinimumEffect: false,
  leansGood: true,
  adoption: 'MET',
  checksClean: true,
  missingOutcomes: false,
  pastLastLook: false,
};

/** The table as it is written in the method, row by row, independent of how the code spells it. */
const CONDITIONS: readonly (readonly [Verdict, (state: Evidence) => boolean])[] = [
  ['INVALID', (s) => s.dataAlarm],
  ['DESCRIPTIVE', (s) => ['NO_COMPARISON', 'FEASIBILITY'].includes(s.design)],
  ['INCONCLUSIVE', (s) => s.openDealsBlock],
  ['HARMFUL', (s) => s.guardrails === 'HARMFUL' || (s.significant === 'BAD' && !s.insideMinimumEffect)],
  ['NOT_TESTED', (s) => s.adoption === 'BELOW'],
  ['NO_MEANINGFUL_EFFECT', (s) => s.insideMinimumEffect],
  [
    'PROVEN',
    (s) =>
      s.design === 'RANDOMISED' &&
      s.significant === 'GOOD' &&
      s.guardrails === 'NON_INFERIOR' &&
      s.adoption === 'MET' &&
      s.checksClean &&
      !s.missingOutcomes &&
      !s.pastLastLook,
  ],
  ['PROMISING', (s) => s.significant === 'GOOD' || s.leansGood],
  ['INCONCLUSIVE', () => true],
];

describe('the verdict', () => {
  it('walks through the whole space of states', () => {
    expect(STATES).toHaveLength(13_824);
  });

  it('is exactly one for every state: that of the first row that holds', () => {
    const strangers = STATES.filter((state) => {
      const expected = CONDITIONS.find(([, holds]) => holds(state))?.[0];
      return verdictOf(state).verdict !== expected;
    });
    expect(strangers).toEqual([]);
  });

  it('keeps the order of precedence: no row is decided by a later one', () => {
    expect(VERDICT_TABLE.map(({ verdict }) => verdict)).toEqual(CONDITIONS.map(([verdict]) => verdict));
    // For each pair of rows that can hold together, the earlier one wins.
    for (const [earlier, [verdict, holds]] of CONDITIONS.entries()) {
      const before = CONDITIONS.slice(0, earlier);
      const deciding = STATES.filter((state) => holds(state) && !before.some(([, other]) => other(state)));
      expect(deciding.length).toBeGreaterThan(0);
      for (const state of deciding) expect(verdictOf(state).verdict).toBe(verdict);
    }
  });

  it('reaches every verdict', () => {
    expect(new Set(STATES.map((state) => verdictOf(state).verdict))).toEqual(new Set(Object.values(Verdict)));
  });

  it('always says why, each reason once', () => {
    for (const state of STATES) {
      const { reasons } = verdictOf(state);
      expect(reasons.length).toBeGreaterThan(0);
      expect(new Set(reasons).size).toBe(reasons.length);
    }
  });

  it('never looks at what an earlier row has settled: broken data are INVALID whatever the p-value', () => {
    for (const state of STATES.filter(({ dataAlarm }) => dataAlarm)) expect(verdictOf(state).verdict).toBe('INVALID');
  });

  it('says PROVEN where everything is met', () => {
    expect(verdictOf(PROVEN)).toEqual({ verdict: 'PROVEN', reasons: ['SIGNIFICANTLY_BETTER'] });
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['unknown adoption', { adoption: 'UNKNOWN' }, 'ADOPTION_UNKNOWN'],
    ['a chosen comparison', { design: 'CHOSEN' }, 'CHOSEN_COMPARISON'],
    ['missing outcomes', { missingOutcomes: true }, 'MISSING_OUTCOMES'],
    ['data from after the last look', { pastLastLook: true }, 'PAST_LAST_LOOK'],
    ['an undecided guardrail', { guardrails: 'UNDECIDED' }, 'GUARDRAIL_UNDECIDED'],
    ['a check that blocks the badge', { checksClean: false }, 'CHECKS_NOT_CLEAN'],
  ])('caps a significant uplift with %s at PROMISING', (_, change, reason) => {
    expect(verdictOf({ ...PROVEN, ...change })).toEqual({
      verdict: 'PROMISING',
      reasons: ['SIGNIFICANTLY_BETTER', reason],
    });
  });

  it('improves nothing when evidence gets worse: PROVEN needs every single condition', () => {
    for (const state of STATES.filter((one) => verdictOf(one).verdict === 'PROVEN'))
      expect(state).toMatchObject({ ...PROVEN, leansGood: state.leansGood });
  });

  it('calls a significant but meaninglessly small harm no meaningful effect', () => {
    const small: Evidence = { ...PROVEN, significant: 'BAD', insideMinimumEffect: true, leansGood: false };
    expect(verdictOf(small).verdict).toBe('NO_MEANINGFUL_EFFECT');
  });

  it('tells "was not used" from "did not work"', () => {
    const nothing: Evidence = { ...PROVEN, significant: 'NO', leansGood: false };
    expect(verdictOf({ ...nothing, adoption: 'BELOW' }).verdict).toBe('NOT_TESTED');
    expect(verdictOf({ ...nothing, insideMinimumEffect: true }).verdict).toBe('NO_MEANINGFUL_EFFECT');
    expect(verdictOf(nothing)).toEqual({ verdict: 'INCONCLUSIVE', reasons: ['NOT_TOLD_APART'] });
  });
});
