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
/** Two looks, after 59 and after 98 of 98 days. */
const LOOKS = ['2026-04-01', '2026-05-10'];

describe.each(BOTH_DATABASES)('looks as they were really held, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const lookedAt = async (uplift: number) => {
    const { secret: token, pilotId } = await pilotedField(app, {
      ...{ name: 'Two looks', people: 40, uplift, randomness: 'ab'.repeat(32), draft: { ...DRAFT, looks: LOOKS } },
    });
    const asked = (look: number) => ({ token, variables: { input: { pilotId, look } } });
    return {
      token,
      untilTheEnd: () =>
        ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { token, variables: { to: LOOK_ON } }),
      held: async (look: number) => (await ask<{ analysePilot: Analysed }>(app, ANALYSE, asked(look))).analysePilot,
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
