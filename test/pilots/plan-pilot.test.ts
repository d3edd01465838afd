import { settle, type SettledField } from '../metrics/field.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { tokenFor } from '../support/make.js';
import { SOUND_DRAFT } from './sound-draft.js';
import { YEAR_OF_DEALS as FIELD } from './year-of-deals.js';

const PLAN = `query($input: PlanPilotInput!) { planPilot(input: $input) {
  units people arms { armKey units controlUnits smallestP } looks { on level canReject }
  history { earlier { from to } later { from to } units }
  minimumDetectableEffect { share power isEnough } unitsNeeded suggestions { change share } guardrails { metric chance } unanswered sentences } }`;

interface Plan {
  readonly units: number;
  readonly arms: { readonly smallestP: number }[];
  readonly looks: { readonly on: string; readonly canReject: boolean }[];
  readonly history: { readonly earlier: { from: string; to: string }; readonly units: number } | null;
  readonly minimumDetectableEffect: { readonly share: number; readonly isEnough: boolean } | null;
  readonly unitsNeeded: number | null;
  readonly suggestions: readonly { readonly change: string; readonly share: number }[];
  readonly guardrails: { readonly metric: string; readonly chance: number }[];
  readonly unanswered: readonly string[];
  readonly sentences: readonly string[];
}

const REVENUE = { metric: 'revenue@1', minimumEffectShare: 0.1 };

describe.each(BOTH_DATABASES)('what a pilot could show, on %s', (database) => {
  let app: TestApp;
  let field: SettledField;
  beforeAll(async () => {
    app = await startApp(database);
    field = await settle(app, FIELD, '2026-01-15T09:00:00.000Z');
  });
  afterAll(() => app.close());

  const planOf = async (draft: object, token = field.secret): Promise<Plan> =>
    (
      await ask<{ planPilot: Plan }>(app, PLAN, {
        token,
        variables: { input: { draft: { ...SOUND_DRAFT, primary: REVENUE, guardrails: [], ...draft } } },
      })
    ).planPilot;

  it('is answered for a bare plan from the roster and the past', async () => {
    const plan = await planOf({});
    expect(plan).toMatchObject({
      units: 30,
      people: 30,
      arms: [{ armKey: 'pilot', units: 15, controlUnits: 15 }],
      looks: [{ on: '2026-06-15', canReject: true }],
      // 90 days of measurement, 30 to mature before 15 January, 31 days between baseline and measurement
      history: {
        later: { from: '2025-09-17', to: '2025-12-15' },
        earlier: { from: '2025-05-19', to: '2025-08-16' },
        units: 30,
      },
      unanswered: [],
    });
    // C(30, 15) assignments, of which each has its mirror; beyond 200,000 Monte Carlo resolves 2e-5.
    expect(plan.arms[0].smallestP).toBe(2e-5);
    expect(plan.minimumDetectableEffect?.share).toBeGreaterThan(0.05);
    expect(plan.minimumDetectableEffect?.share).toBeLessThan(2);
    expect(plan.unitsNeeded).toBeGreaterThan(30);
    expect(plan.suggestions.map(({ change }) => change)).toEqual([
      'TWICE_THE_UNITS',
      'TWICE_THE_MEASUREMENT',
      'TWICE_THE_BASELINE',
    ]);
    for (const { share } of plan.suggestions)
      expect(share).toBeLessThan(plan.minimumDetectableEffect?.share ?? Number.NaN);
    expect(plan.sentences).toHaveLength(6);
    expect(plan.sentences[0]).toBe('30 salespeople take part: 15 with the play, 15 as before.');
  });

  it('is more with more units, and less with more looks before the last', async () => {
    const share = async (draft: object) => (await planOf(draft)).minimumDetectableEffect?.share ?? Number.NaN;
    const all = await share({});
    const uneven = await share({
      arms: [
        { key: 'control', name: 'Control', isControl: true, share: 0.8 },
        { key: 'pilot', name: 'Pilot', isControl: false, share: 0.2 },
      ],
    });
    const looks = await share({ looks: ['2026-03-15', '2026-04-15', '2026-05-15', '2026-06-15'] });
    const stricter = await share({ alpha: 0.01 });
    expect(uneven).toBeGreaterThan(all);
    expect(looks).toBeGreaterThan(all);
    expect(stricter).toBeGreaterThan(looks);
  });

  it('says which looks come too early for so few', async () => {
    const assignment = { mechanism: 'STRATIFIED', stratifyBy: 'TEAM' };
    const few = await settle(
      app,
      {
        ...FIELD,
        people: 8,
        teams: Array.from({ length: 8 }, (_, at) => (at < 4 ? 'A' : 'B')),
        deals: FIELD.deals.filter(({ owner }) => (owner ?? 0) < 8),
      },
      '2026-01-15T09:00:00.000Z',
    );
    const complete = await planOf({ looks: ['2026-03-15', '2026-06-15'] }, few.secret);
    expect(complete.looks.map(({ canReject }) => canReject)).toEqual([false, true]);
    // 4 v 4 complete: .0286; 4 v 4 in strata of 2 + 2: .0556 (statistics 0.7)
    expect(complete.arms[0].smallestP).toBeCloseTo(0.0286, 4);
    const stratified = await planOf({ assignment }, few.secret);
    expect(stratified.arms[0].smallestP).toBeCloseTo(0.0556, 4);
    expect(stratified).toMatchObject({
      minimumDetectableEffect: null,
      unanswered: [expect.stringContaining('nothing can be significant at any look')],
    });
    expect(stratified.sentences.join(' ')).toContain('Nothing can be PROVEN this way.');
  });

  it('tells nothing of what fewer people did than the workspace shows', async () => {
    const deals = FIELD.deals.filter(({ owner }) => (owner ?? 0) < 4);
    const few = await settle(app, { ...FIELD, people: 4, deals }, '2026-01-15T09:00:00.000Z');
    expect(await planOf({ alpha: 0.5 }, few.secret)).toMatchObject({
      history: null,
      minimumDetectableEffect: null,
      unanswered: [expect.stringMatching(/only 4 salespeople .* nothing of fewer than 5/)],
    });
  });

  it('includes the chance that guardrails can be shown unharmed', async () => {
    const wide = await planOf({ guardrails: [{ metric: 'win_rate@1', marginShare: 0.5 }] });
    const tight = await planOf({ guardrails: [{ metric: 'win_rate@1', marginShare: 0.01 }] });
    expect(wide.guardrails[0].chance).toBeGreaterThan(0.9);
    expect(tight.guardrails[0].chance).toBeLessThan(0.1);
    expect(tight.sentences.at(-1)).toContain('PROVEN is nearly out of reach');
  });

  it('is refused with dates where the past is missing', async () => {
    const long = { ...SOUND_DRAFT.windows, measurement: { from: '2026-02-15', to: '2026-09-30' } };
    const plan = await planOf({ windows: long, looks: ['2026-11-01'] });
    expect(plan).toMatchObject({ history: null, minimumDetectableEffect: null });
    expect(plan.unanswered).toEqual([
      expect.stringMatching(
        /^history: no deal for revenue@1 is known from 2024-\d\d-\d\d to 2024-\d\d-\d\d: import the deals/,
      ),
    ]);
    const empty = await settle(app, { people: 12, accounts: [], deals: [] }, '2026-01-15T09:00:00.000Z');
    expect((await planOf({}, empty.secret)).unanswered).toEqual([expect.stringContaining('history: no deal')]);
    // What needs no past is answered all the same.
    expect((await planOf({}, empty.secret)).sentences[1]).toContain('That is enough to rule out chance');
  });

  it('lists what is wrong with a plan instead of guessing', async () => {
    const plan = await planOf({ windows: null, primary: null, arms: [], alpha: 2 });
    expect(plan.unanswered.map((sentence) => sentence.split(':')[0])).toEqual([
      'arms',
      'arms',
      'windows',
      'primary',
      'alpha',
    ]);
    const chosen = await planOf({ assignment: { mechanism: 'CHOSEN', chosenUnits: ['P-001'] } });
    expect(chosen.unanswered).toEqual([expect.stringContaining('this pilot can make no claim')]);
  });

  it('is answered for a drafted pilot, to managers and analysts of its workspace', async () => {
    const { proposePlay } = await ask<{ proposePlay: { latestVersion: { id: string } } }>(
      app,
      `mutation { proposePlay(input: { name: "Cost of doing nothing", kind: ARGUMENT, card: { customerSituation: "a", before: "b", after: "c", steps: ["d"] } }) { latestVersion { id } } }`,
      { token: field.secret },
    );
    const draft = { ...SOUND_DRAFT, primary: REVENUE, guardrails: [] };
    const { draftPilot } = await ask<{ draftPilot: { id: string } }>(
      app,
      'mutation($input: DraftPilotInput!) { draftPilot(input: $input) { id } }',
      {
        token: field.secret,
        variables: { input: { name: 'Planned', playVersionId: proposePlay.latestVersion.id, draft } },
      },
    );
    const asked = (token: string) => ({ token, variables: { input: { pilotId: draftPilot.id } } });
    const [manager, analyst, viewer] = [
      await tokenFor(app, 'MANAGER', field.secret),
      await tokenFor(app, 'ANALYST', field.secret),
      await tokenFor(app, 'VIEWER', field.secret),
    ];
    const bare = await planOf({});
    for (const token of [manager, analyst])
      expect((await ask<{ planPilot: Plan }>(app, PLAN, asked(token))).planPilot).toEqual(bare);
    expect(await refusalOf(app, PLAN, asked(viewer))).toMatchObject({ code: 'NOT_ALLOWED' });
    const { pilotReadiness } = await ask<{ pilotReadiness: { warnings: string[] } }>(
      app,
      'query($id: ID!) { pilotReadiness(pilotId: $id) { warnings } }',
      { token: manager, variables: { id: draftPilot.id } },
    );
    const found = String(Math.ceil((bare.minimumDetectableEffect?.share ?? Number.NaN) * 100));
    expect(pilotReadiness.warnings).toContain(
      `primary: this pilot finds a change of about ${found} % or more in four of five cases; one of 10 %, which you said would matter, would mostly stay hidden: see planPilot for what would help.`,
    );
    const both = { token: manager, variables: { input: { pilotId: draftPilot.id, draft } } };
    expect(await refusalOf(app, PLAN, both)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await refusalOf(app, PLAN, { token: manager, variables: { input: {} } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const elsewhere = await settle(app, { people: 2, accounts: [], deals: [] });
    expect(await refusalOf(app, PLAN, asked(elsewhere.secret))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
