import { settle, type SettledField } from '../metrics/field.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { tokenFor } from '../support/make.js';
import { SOUND_DRAFT } from './sound-draft.js';
import { YEAR_OF_DEALS } from './year-of-deals.js';

const SIMULATE = `query($input: PlanPilotInput!) { simulatePilot(input: $input) {
  simulated { simulations upliftShare arms { armKey power { share error } falseAlarms { share error } }
    guardrails { metric unharmed { share error } } allUnharmed { share } } unanswered sentences } }`;

interface Chance {
  readonly share: number;
  readonly error: number;
}
interface Simulation {
  readonly simulated: {
    readonly simulations: number;
    readonly upliftShare: number;
    readonly arms: readonly { readonly armKey: string; readonly power: Chance; readonly falseAlarms: Chance }[];
    readonly guardrails: readonly { readonly metric: string; readonly unharmed: Chance }[];
    readonly allUnharmed: Pick<Chance, 'share'> | null;
  } | null;
  readonly unanswered: readonly string[];
  readonly sentences: readonly string[];
}

const revenue = (minimumEffectShare: number) => ({ metric: 'revenue@1', minimumEffectShare });

describe.each(BOTH_DATABASES)('a plan that is tried out on the past, on %s', (database) => {
  let app: TestApp;
  let field: SettledField;
  beforeAll(async () => {
    app = await startApp(database);
    field = await settle(app, YEAR_OF_DEALS, '2026-01-15T09:00:00.000Z');
  });
  afterAll(() => app.close());

  const simulationOf = async (draft: object, token = field.secret): Promise<Simulation> => {
    const input = { draft: { ...SOUND_DRAFT, primary: revenue(0.1), guardrails: [], ...draft } };
    return (await ask<{ simulatePilot: Simulation }>(app, SIMULATE, { token, variables: { input } })).simulatePilot;
  };
  const simulatedOf = async (draft: object) => {
    const { simulated } = await simulationOf(draft);
    if (!simulated) throw new Error('It was not simulated.');
    return simulated;
  };

  it('finds a large effect nearly always, a small one seldom, and cries wolf as seldom as it may', async () => {
    const small = await simulatedOf({ primary: revenue(0.01) });
    const { simulated: large, sentences } = await simulationOf({ primary: revenue(4) });
    expect(large).toMatchObject({ simulations: 500, upliftShare: 4, arms: [{ armKey: 'pilot' }], guardrails: [] });
    expect(large?.arms[0].power.share).toBeGreaterThan(0.95);
    expect(small.arms[0].power.share).toBeLessThan(0.1);
    const { share, error } = small.arms[0].falseAlarms;
    expect(share).toBeLessThanOrEqual(0.05 + 3 * error);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.015);
    expect(large?.allUnharmed).toBeNull();
    expect(sentences).toEqual([
      expect.stringMatching(/^We tried this plan 500 times on what these people sold in the past/),
      expect.stringMatching(
        /^With an uplift of 400 % for everybody with the play, about \d+ of 100 such pilots found it/,
      ),
      expect.stringMatching(/^Where the play changed nothing, about \d+ of 100 cried wolf\.$/),
    ]);
  });

  it('judges guardrails together, for they rest on the same units', async () => {
    const guardrails = [
      { metric: 'win_rate@1', marginShare: 0.3 },
      { metric: 'discount_rate@1', marginShare: 0.3 },
    ];
    const { guardrails: found, allUnharmed } = await simulatedOf({ guardrails });
    const shares = found.map(({ unharmed }) => unharmed.share);
    expect(found.map(({ metric }) => metric)).toEqual(['win_rate@1', 'discount_rate@1']);
    expect(allUnharmed?.share).toBeLessThanOrEqual(Math.min(...shares));
    expect(allUnharmed?.share).toBeGreaterThanOrEqual(shares[0] + shares[1] - 1 - 1e-9);
  });

  it('draws teams where teams are drawn, within strata where these are asked for', async () => {
    const teams = Array.from({ length: 30 }, (_, at) => `Team ${String(at % 10)}`);
    const teamed = await settle(app, { ...YEAR_OF_DEALS, teams }, '2026-01-15T09:00:00.000Z');
    const byTeam = await simulationOf({ unit: 'TEAM', primary: revenue(1) }, teamed.secret);
    expect(byTeam.unanswered).toEqual([]);
    expect(byTeam.simulated?.arms[0].power.share).toBeGreaterThan(0.5);
    const assignment = { mechanism: 'STRATIFIED', stratifyBy: 'TEAM' };
    const within = await simulationOf({ assignment, primary: revenue(1) }, teamed.secret);
    expect(within.simulated?.arms[0].power.share).toBeGreaterThan(0.5);
  });

  it('is told by arm where there are several', async () => {
    const arms = ['control', 'first', 'second'].map((key) => ({
      key,
      name: key,
      isControl: key === 'control',
      share: key === 'control' ? 0.4 : 0.3,
    }));
    const { arms: found } = await simulatedOf({ arms, primary: revenue(1) });
    expect(found.map(({ armKey }) => armKey)).toEqual(['first', 'second']);
    for (const { power, falseAlarms } of found) expect(power.share).toBeGreaterThan(falseAlarms.share);
  });

  it('is the same when it is asked again', async () => {
    expect(await simulationOf({})).toEqual(await simulationOf({}));
  });

  it('says why where it cannot be tried', async () => {
    const long = { ...SOUND_DRAFT.windows, measurement: { from: '2026-02-15', to: '2026-09-30' } };
    expect(await simulationOf({ windows: long, looks: ['2026-11-01'] })).toEqual({
      simulated: null,
      unanswered: [expect.stringContaining('history: no deal for revenue@1 is known')],
      sentences: [],
    });
    const chosen = await simulationOf({ assignment: { mechanism: 'CHOSEN', chosenUnits: ['P-001'] } });
    expect(chosen).toMatchObject({ simulated: null, unanswered: [expect.stringContaining('no claim')] });
    const paired = await simulationOf({ assignment: { mechanism: 'PAIRED' } });
    expect(paired).toMatchObject({
      simulated: null,
      unanswered: [expect.stringContaining('PAIRED draws cannot be tried out')],
    });
    const few = { ...YEAR_OF_DEALS, people: 4, deals: YEAR_OF_DEALS.deals.filter(({ owner }) => (owner ?? 0) < 4) };
    const settled = await settle(app, few, '2026-01-15T09:00:00.000Z');
    expect((await simulationOf({ alpha: 0.5 }, settled.secret)).unanswered).toEqual([
      expect.stringContaining('nothing of fewer than 5'),
    ]);
    expect((await simulationOf({}, settled.secret)).unanswered).toEqual([
      expect.stringContaining('nothing can be significant'),
    ]);
  });

  it('is for managers and analysts', async () => {
    const input = { draft: { ...SOUND_DRAFT, primary: revenue(0.1), guardrails: [] } };
    const viewer = { token: await tokenFor(app, 'VIEWER', field.secret), variables: { input } };
    expect(await refusalOf(app, SIMULATE, viewer)).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
