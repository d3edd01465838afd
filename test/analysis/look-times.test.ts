import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { DRAFT, LOOK_ON, pilotedField } from './piloted-field.js';

const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) {
  verdict standing cutOffOn atLook { number of level } primary { comparison { significant } }
} }`;

interface Analysed {
  readonly verdict: string;
  readonly standing: string;
  readonly atLook: { readonly number: number; readonly level: number };
}

/** Two-sided level of the second look where the first was held: R 4.2.2, mvtnorm 1.1.3, times 59/98 and 1, alpha .05. */
const LAST_AFTER_FIRST = 0.047559199;
/** The same of a look that is added after 100 of 108 days, and of the last one after it. */
const ADDED = 0.039682752523;
const LAST_AFTER_ADDED = 0.0394885311;
/** Two looks, after 59 and after 98 of 98 days. */
const LOOKS = ['2026-04-01', '2026-05-10'];

describe.each(BOTH_DATABASES)('looks as they were really held, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const lookedAt = async (uplift: number, looks = LOOKS, until = LOOK_ON) => {
    const { secret: token, pilotId } = await pilotedField(app, {
      ...{ name: 'Two looks', people: 40, uplift, randomness: 'ab'.repeat(32), draft: { ...DRAFT, looks } },
    });
    const asked = (look: number) => ({ token, variables: { input: { pilotId, look } } });
    return {
      token,
      untilTheEnd: () =>
        ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { token, variables: { to: until } }),
      held: async (look: number) => (await ask<{ analysePilot: Analysed }>(app, ANALYSE, asked(look))).analysePilot,
      addLook: (lookOn: string) =>
        ask(app, 'mutation($input: AmendPilotInput!) { amendPilot(input: $input) { lookOn } }', {
          token,
          variables: { input: { pilotId, what: 'We look once more.', why: 'The board meets.', lookOn } },
        }),
      refused: (look: number) => refusalOf(app, ANALYSE, asked(look)),
    };
  };

  it('a look that was held has spent its part of alpha, and the last one has the rest', async () => {
    const { held, untilTheEnd } = await lookedAt(1);
    expect((await held(1)).standing).toBe('OFFICIAL');
    await untilTheEnd();
    expect((await held(2)).atLook.level).toBeCloseTo(LAST_AFTER_FIRST, 8);
  });

  it('a look that nobody held has spent nothing, and cannot be held afterwards', async () => {
    const { held, refused, untilTheEnd } = await lookedAt(1);
    await untilTheEnd();
    expect((await held(2)).atLook).toMatchObject({ number: 2, level: 0.05 });
    expect(await refused(1)).toMatchObject({
      code: 'WRONG_STATE',
      reasons: ['Look 1 was missed: look 2 has been held since, at a level that counts on it.'],
    });
    expect(await held(2)).toMatchObject({ standing: 'REANALYSIS', atLook: { level: 0.05 } });
  });

  it('two looks asked for at once do not both count on the other not being there', async () => {
    const { held, untilTheEnd } = await lookedAt(1);
    await untilTheEnd();
    const both = await Promise.allSettled([held(1), held(2)]);
    const levels = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.atLook] : []));
    const last = levels.find(({ number }) => number === 2);
    expect(levels.length).toBeGreaterThan(0);
    if (levels.length === 2) expect(last?.level).toBeCloseTo(LAST_AFTER_FIRST, 8);
  });

  it('a look that is added takes its part of alpha at its real time, and the last one has the rest', async () => {
    const { held, addLook, untilTheEnd } = await lookedAt(1, ['2026-05-20'], '2026-05-20T09:00:00.000Z');
    expect(await addLook('2026-05-12')).toEqual({ amendPilot: { lookOn: '2026-05-12' } });
    await untilTheEnd();
    const added = await held(2);
    expect(added).toMatchObject({ standing: 'OFFICIAL', cutOffOn: '2026-05-12', atLook: { number: 2, of: 2 } });
    expect(added.atLook.level).toBeCloseTo(ADDED, 9);
    const last = await held(1);
    expect(last).toMatchObject({ standing: 'OFFICIAL', cutOffOn: '2026-05-20', atLook: { number: 1, of: 1 } });
    expect(last.atLook.level).toBeCloseTo(LAST_AFTER_ADDED, 8);
  });

  it('the first crossing is kept: the next look is none, and today is only watched', async () => {
    const { held, refused, untilTheEnd } = await lookedAt(1.6);
    expect(await held(1)).toMatchObject({ verdict: 'PROVEN', standing: 'OFFICIAL' });
    await untilTheEnd();
    expect(await refused(2)).toMatchObject({
      code: 'WRONG_STATE',
      reasons: ['Look 1 has settled it, and its result stands. Later looks only monitor: leave "look" out.'],
    });
  });
});
