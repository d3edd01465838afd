import type { AnalysisResult } from '../../src/analysis/result/analysis-result.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import { PilotState } from '../../src/pilots/pilot.rules.js';
import { Pilot } from '../../src/pilots/pilot.entity.js';
import { Transactions } from '../../src/platform/transactions.js';
import { LOOK_ON, pilotedField, type PilotedField } from '../analysis/piloted-field.js';
import { inventedMetric } from '../stories/invented-material.js';
import { keptAnalysis } from '../stories/kept-analysis.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';

const PORTFOLIO = `query($metric: String!) { portfolio(metric: $metric) {
  metric name scale withoutResult verdicts { verdict pilots }
  pooled { pilots method deviation relative { estimate interval } predictionInterval }
  refusal { code } prior { source pilots mean deviation }
  pilots { pilot { name } verdict cutOffOn relative { estimate } shrunken weight gap }
} }`;

interface Portfolio {
  readonly verdicts: readonly { readonly verdict: Verdict; readonly pilots: number }[];
  readonly withoutResult: number;
  readonly pooled: { readonly pilots: number; readonly relative: { readonly estimate: number } } | null;
  readonly refusal: { readonly code: string } | null;
  readonly prior: { readonly source: string; readonly pilots: number };
  readonly pilots: readonly { readonly pilot: { readonly name: string }; readonly shrunken: number | null }[];
}

const TODAY = '2026-06-01T09:00:00.000Z';

/** An official result whose log coefficient is `effect`. */
function official(effect: number): Partial<AnalysisResult> {
  const primary = inventedMetric({
    ...{ metric: 'revenue@1', unit: 'MONEY', control: 100, pilot: 100 * Math.exp(effect) },
    absolute: [effect, effect - 0.1, effect + 0.1],
    relative: [Math.expm1(effect), Math.expm1(effect - 0.1), Math.expm1(effect + 0.1)],
  });
  return { primary };
}

describe.each(BOTH_DATABASES)('the portfolio on %s', (database) => {
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    app = await startApp(database);
    token = await newWorkspace(app, TODAY);
    for (const [verdict, effect] of [
      ['PROVEN', 0.3],
      ['INCONCLUSIVE', 0.05],
      ['HARMFUL', -0.2],
    ] as const)
      await keptAnalysis(app, { verdict, token, changes: official(effect) });
  }, 60_000);
  afterAll(() => app.close());

  const portfolio = async (as = token): Promise<Portfolio> =>
    (await ask<{ portfolio: Portfolio }>(app, PORTFOLIO, { token: as, variables: { metric: 'win_rate@1' } })).portfolio;

  it('pools every completed pilot, whatever its verdict', async () => {
    const found = await portfolio();
    expect(found).toMatchObject({
      withoutResult: 0,
      verdicts: [
        { verdict: 'PROVEN', pilots: 1 },
        { verdict: 'INCONCLUSIVE', pilots: 1 },
        { verdict: 'HARMFUL', pilots: 1 },
      ],
      pooled: { pilots: 3, method: 'REML' },
      refusal: null,
      prior: { source: 'CONVENTION', pilots: 3, mean: 0, deviation: 0.15 },
    });
    expect(found.pilots.map(({ pilot }) => pilot.name)).toEqual(Array(3).fill('Line-stop question, spring'));
    expect(found.pooled?.relative.estimate).toBeGreaterThan(-0.2);
    expect(found.pooled?.relative.estimate).toBeLessThan(0.3);
  });

  it('leaves out pilots that still run, monitoring, and small cohorts, and says how many have no result', async () => {
    const between = { look: { number: 1, of: 1, level: 0.05, standing: 'MONITORING' } } as const;
    await keptAnalysis(app, { verdict: 'PROVEN', token, state: 'RUNNING', changes: official(2) });
    await keptAnalysis(app, { verdict: null, token, changes: { ...official(2), ...between } });
    await keptAnalysis(app, { verdict: 'PROVEN', token, changes: official(2), smallestCohort: 3 });
    const found = await portfolio();
    expect(found.pilots).toHaveLength(3);
    expect(found.withoutResult).toBe(2);
  });

  it('keeps a pilot that was cancelled after it was completed: nobody takes a bad result out', async () => {
    const { pilotId } = await keptAnalysis(app, { verdict: 'HARMFUL', token, changes: official(-0.3) });
    const before = await portfolio();
    await app.app
      .get(Transactions)
      .run((manager) => manager.update(Pilot, { id: pilotId }, { state: PilotState.CANCELLED }));
    expect(await portfolio()).toEqual(before);
    expect(before.pilots).toHaveLength(4);
  });

  it('is read by managers, analysts and leadership', async () => {
    const whole = await portfolio();
    for (const role of ['MANAGER', 'ANALYST', 'VIEWER'] as const)
      expect(await portfolio(await tokenFor(app, role, token))).toEqual(whole);
  });

  it('is empty in another workspace, and knows its metrics', async () => {
    const other = await newWorkspace(app, TODAY);
    expect(await portfolio(other)).toMatchObject({
      pilots: [],
      pooled: null,
      refusal: { code: 'TOO_FEW_RESULTS' },
      prior: { source: 'CONVENTION', pilots: 0 },
    });
    expect(await refusalOf(app, PORTFOLIO, { token, variables: { metric: 'nothing@1' } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe.each(BOTH_DATABASES)('what earlier pilots teach about a new one on %s', (database) => {
  let app: TestApp;
  let field: PilotedField;
  beforeAll(async () => {
    app = await startApp(database);
    field = await pilotedField(app, { name: 'The sixth', people: 24, uplift: 1.2, randomness: 'ef'.repeat(32) });
    for (const effect of [0.3, 0.1, 0.25, -0.1, 0.4]) await earlier(effect, '2026-04-01T09:00:00.000Z');
    await earlier(3, '2026-05-11T09:00:00.000Z');
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
      token: field.secret,
      variables: { to: LOOK_ON },
    });
  }, 60_000);
  afterAll(() => app.close());

  /** A pilot on revenue that was completed and analysed at an instant. */
  async function earlier(effect: number, at: string): Promise<void> {
    const kept = await keptAnalysis(app, { verdict: 'PROMISING', token: field.secret, changes: official(effect), at });
    await app.app
      .get(Transactions)
      .run((manager) => manager.update(Pilot, { id: kept.pilotId }, { primaryMetric: 'revenue@1' }));
  }

  it('what to plan with looks to the five known by then, and not to the one that came later', async () => {
    const { analysePilot } = await ask<{ analysePilot: { belief: { prior: { mean: number }; weight: number } } }>(
      app,
      `mutation($id: ID!) { analysePilot(input: { pilotId: $id, look: 1 }) {
        belief { chance weight prior { source pilots mean deviation } } } }`,
      { token: field.secret, variables: { id: field.pilotId } },
    );
    expect(analysePilot.belief.prior).toMatchObject({ source: 'PORTFOLIO', pilots: 5 });
    expect(analysePilot.belief.prior.mean).toBeGreaterThan(0.1);
    expect(analysePilot.belief.prior.mean).toBeLessThan(0.3);
  });
});
