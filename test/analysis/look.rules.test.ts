import { momentOf, observedWindows, settledAt } from '../../src/analysis/look.rules.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';

const LOOKS = [
  { number: 1, on: '2026-03-31' },
  { number: 2, on: '2026-04-30' },
];

const STARTED = { measuredFrom: '2026-03-02' };

describe('a look', () => {
  it('cannot be held before its day', () => {
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: 1, today: '2026-03-30', official: [], settledAt: null }),
    ).toEqual({
      refused: 'LOOK_NOT_DUE',
      reason: 'Look 1 is due on 2026-03-31; today is 2026-03-30.',
    });
  });

  it('gives the official analysis the first time and a re-analysis ever after', () => {
    const first = momentOf({ ...STARTED, looks: LOOKS, asked: 1, today: '2026-03-31', official: [], settledAt: null });
    expect(first).toMatchObject({
      standing: 'OFFICIAL',
      heldBefore: [],
      cutOffOn: '2026-03-31',
      pastLastLook: false,
    });
    const second = momentOf({
      ...STARTED,
      looks: LOOKS,
      asked: 1,
      today: '2026-03-31',
      official: [1],
      settledAt: null,
    });
    expect(second).toEqual({ ...first, standing: 'REANALYSIS' });
  });

  it('sees no more when it is held late', () => {
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: 1, today: '2026-04-20', official: [], settledAt: null }),
    ).toMatchObject({
      standing: 'OFFICIAL',
      cutOffOn: '2026-03-31',
    });
  });

  it('must be a registered one', () => {
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: 3, today: '2027-01-01', official: [], settledAt: null }),
    ).toMatchObject({
      refused: 'INVALID_INPUT',
    });
  });

  it('is only monitored from outside, at the level of the next', () => {
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: null, today: '2026-03-31', official: [1], settledAt: null }),
    ).toEqual({
      look: LOOKS[1],
      heldBefore: ['2026-03-31'],
      standing: 'MONITORING',
      cutOffOn: '2026-03-31',
      pastLastLook: false,
    });
  });

  it('shows nothing before anything is measured', () => {
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: null, today: '2026-03-01', official: [], settledAt: null }),
    ).toEqual({
      refused: 'LOOK_NOT_DUE',
      reason: 'The measurement begins on 2026-03-02; today is 2026-03-01.',
    });
  });

  it('must have been held before anybody looks beyond the last', () => {
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: null, today: '2026-05-10', official: [1], settledAt: null }),
    ).toMatchObject({
      refused: 'WRONG_STATE',
    });
    expect(
      momentOf({ ...STARTED, looks: LOOKS, asked: null, today: '2026-05-10', official: [1, 2], settledAt: null }),
    ).toEqual({
      look: LOOKS[1],
      heldBefore: ['2026-03-31'],
      standing: 'REANALYSIS',
      cutOffOn: '2026-05-10',
      pastLastLook: true,
    });
  });
});

describe('a look that nobody held', () => {
  const question = { ...STARTED, looks: LOOKS, today: '2026-05-10', settledAt: null };

  it('has spent nothing: the next one knows of no look before it', () => {
    expect(momentOf({ ...question, asked: 2, official: [] })).toMatchObject({ standing: 'OFFICIAL', heldBefore: [] });
    expect(momentOf({ ...question, asked: 2, official: [1] })).toMatchObject({ heldBefore: ['2026-03-31'] });
  });

  it('is missed for good once a later one was held, whose level counts on it', () => {
    expect(momentOf({ ...question, asked: 1, official: [2] })).toEqual({
      refused: 'WRONG_STATE',
      reason: 'Look 1 was missed: look 2 has been held since, at a level that counts on it.',
    });
    expect(momentOf({ ...question, asked: 2, official: [2] })).toMatchObject({
      standing: 'REANALYSIS',
      heldBefore: [],
    });
  });
});

describe('a look that was added', () => {
  const looks = [LOOKS[0], { number: 3, on: '2026-04-15' }, LOOKS[1]];
  const question = { ...STARTED, looks, today: '2026-05-10', settledAt: null };

  it('stands where its day is, whatever its number', () => {
    expect(momentOf({ ...question, asked: 3, official: [1] })).toMatchObject({
      standing: 'OFFICIAL',
      cutOffOn: '2026-04-15',
      heldBefore: ['2026-03-31'],
    });
    expect(momentOf({ ...question, asked: 2, official: [1, 3] })).toMatchObject({
      heldBefore: ['2026-03-31', '2026-04-15'],
      pastLastLook: false,
    });
    expect(momentOf({ ...question, asked: 3, official: [1, 2] })).toMatchObject({
      reason: 'Look 3 was missed: look 2 has been held since, at a level that counts on it.',
    });
    expect(momentOf({ ...question, asked: null, today: '2026-04-01', official: [1] })).toMatchObject({
      look: { number: 3 },
      standing: 'MONITORING',
    });
  });

  it('settles what comes after it, and is settled by what came before', () => {
    expect(momentOf({ ...question, asked: 2, official: [1, 3], settledAt: 3 })).toMatchObject({
      refused: 'WRONG_STATE',
      reason: 'Look 3 has settled it, and its result stands. Later looks only monitor: leave "look" out.',
    });
    expect(momentOf({ ...question, asked: 3, official: [1], settledAt: 1 })).toMatchObject({ refused: 'WRONG_STATE' });
    expect(momentOf({ ...question, asked: 1, official: [1, 3], settledAt: 3 })).toMatchObject({
      standing: 'REANALYSIS',
    });
  });
});

describe('a look that has settled the question', () => {
  const held = (look: number, verdict: Verdict, significant: boolean) => ({
    look,
    verdict,
    result: { primary: { comparison: { significant } } },
  });

  it('is the first at which the primary metric was significant and could be read', () => {
    expect(settledAt([held(1, 'INCONCLUSIVE', false), held(2, 'PROMISING', true), held(3, 'PROVEN', true)])).toBe(2);
    expect(
      settledAt([held(1, 'INCONCLUSIVE', true), held(2, 'INVALID', true), held(3, 'PROMISING', false)]),
    ).toBeNull();
  });

  it('leaves no other look to hold after it, and may be repeated', () => {
    const question = { ...STARTED, looks: LOOKS, today: '2026-05-10', official: [1], settledAt: 1 };
    expect(momentOf({ ...question, asked: 2 })).toMatchObject({ refused: 'WRONG_STATE' });
    expect(momentOf({ ...question, asked: 1 })).toMatchObject({ standing: 'REANALYSIS' });
    expect(momentOf({ ...question, asked: null })).toMatchObject({ standing: 'REANALYSIS', pastLastLook: true });
  });
});

describe('the day of a last look that nobody needs any more', () => {
  it('is watched like the days before it, and gives no verdict', () => {
    const question = { ...STARTED, looks: LOOKS, asked: null, today: '2026-04-30', official: [1], settledAt: 1 };
    expect(momentOf(question)).toMatchObject({ look: LOOKS[1], standing: 'MONITORING', pastLastLook: false });
    expect(momentOf({ ...question, settledAt: null })).toMatchObject({ refused: 'WRONG_STATE' });
    expect(momentOf({ ...question, official: [1, 2], settledAt: 2 })).toMatchObject({ standing: 'REANALYSIS' });
  });
});

describe('the windows seen at a cut-off', () => {
  const windows = {
    baseline: { from: '2026-01-05', to: '2026-01-30' },
    measurement: { from: '2026-03-02', to: '2026-03-27' },
  };

  it('give baseline deals as many days to close as the deals of the measurement', () => {
    expect(observedWindows(windows, '2026-04-26')).toEqual({
      baseline: { window: windows.baseline, cutOffOn: '2026-03-01' },
      measurement: { window: windows.measurement, cutOffOn: '2026-04-26' },
    });
  });

  it('end the measurement at the cut-off while it is still running', () => {
    expect(observedWindows(windows, '2026-03-15')).toEqual({
      baseline: { window: windows.baseline, cutOffOn: '2026-01-30' },
      measurement: { window: { from: '2026-03-02', to: '2026-03-15' }, cutOffOn: '2026-03-15' },
    });
  });
});
