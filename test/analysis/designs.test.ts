import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { DRAFT, LOOK_ON, type Piloting, pilotedField } from './piloted-field.js';

const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) {
  verdict verdictReasons seed
  checks { code severity message }
  adoption { known arms { armKey share } }
  primary {
    comparison { method scale significant randomisation { pValue } }
    arms { armKey units people } openShare { armKey share }
  }
} }`;

interface Analysed {
  readonly verdict: string;
  readonly verdictReasons: string[];
  readonly seed: number | null;
  readonly checks: { readonly code: string; readonly severity: string; readonly message: string }[];
  readonly adoption: { readonly known: boolean; readonly arms: { readonly share: number | null }[] };
  readonly primary: {
    readonly comparison: { readonly method: string; readonly scale: string; readonly randomisation: object | null };
    readonly arms: { readonly armKey: string; readonly units: number; readonly people: number }[];
    readonly openShare: { readonly share: number }[];
  };
}

describe.each(BOTH_DATABASES)('the design of a pilot decides what its analysis may say, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const analysed = async (piloting: Partial<Piloting>): Promise<Analysed> => {
    const { secret, pilotId } = await pilotedField(app, {
      ...{ name: 'A pilot', people: 40, uplift: 1.25, randomness: 'ab'.repeat(32) },
      ...piloting,
    });
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
      token: secret,
      variables: { to: LOOK_ON },
    });
    const variables = { input: { pilotId, look: 1 } };
    return (await ask<{ analysePilot: Analysed }>(app, ANALYSE, { token: secret, variables })).analysePilot;
  };

  it('teams drawn: teams are the units, salespeople are the rows', async () => {
    const teams = Array.from({ length: 48 }, (_, number) => `Team ${String(number % 12)}`);
    const { primary, verdict } = await analysed({ people: 48, teams, uplift: 1.6, draft: { unit: 'TEAM' } });
    expect(primary.comparison.method).toBe('ANCOVA_CR2');
    expect(primary.arms).toEqual([
      { armKey: 'control', units: 6, people: 24 },
      { armKey: 'pilot', units: 6, people: 24 },
    ]);
    expect(verdict).toBe('PROVEN');
  });

  it('hand-picked: a description, and nothing is re-drawn', async () => {
    const chosenUnits = Array.from({ length: 20 }, (_, number) => `P-${String(number).padStart(3, '0')}`);
    const { verdict, seed, primary } = await analysed({
      kind: 'FEASIBILITY',
      draft: { assignment: { mechanism: 'CHOSEN', chosenUnits } },
    });
    expect({ verdict, seed, randomisation: primary.comparison.randomisation }).toEqual({
      verdict: 'DESCRIPTIVE',
      seed: null,
      randomisation: null,
    });
    expect(primary.comparison.method).toBe('DIFFERENCE_IN_DIFFERENCES');
  });

  const chosen = (uplift: number, past: number): Partial<Piloting> => {
    const chosenUnits = Array.from({ length: 20 }, (_, number) => `P-${String(number).padStart(3, '0')}`);
    const assignment = { mechanism: 'CHOSEN', chosenUnits, chosenBecause: 'These had room for it.' };
    return { uplift, past, draft: { assignment } };
  };

  it('chosen arms of an IMPACT pilot: changes are compared, and the largest is promising at best', async () => {
    const { verdict, verdictReasons, seed, primary, checks } = await analysed(chosen(1.6, 2));
    expect(verdict).toBe('PROMISING');
    expect(verdictReasons).toContain('The arms were chosen, not drawn: they may have differed from the start.');
    expect(seed).toBeNull();
    expect(primary.comparison).toMatchObject({
      method: 'DIFFERENCE_IN_DIFFERENCES',
      significant: true,
      randomisation: null,
    });
    const seen = (code: string): string | undefined => checks.find((check) => check.code === code)?.message;
    expect(seen('PRE_TREND')).toMatch(/over 3 windows before the pilot it moved against control by .* 40 units/);
    expect(seen('PLACEBO_DATE')).toMatch(/had the pilot begun one window earlier/);
    expect(seen('TREND_BOUND')).toMatch(/times the largest drift before it/);
  });

  it('chosen arms of whose past nothing is known: that is said', async () => {
    const { checks } = await analysed(chosen(1.6, 0));
    expect(checks.map(({ code }) => code)).toContain('NO_HISTORY');
    expect(checks.map(({ code }) => code)).not.toContain('PRE_TREND');
  });

  it('use not reported: promising at best', async () => {
    const { verdict, verdictReasons, adoption, checks } = await analysed({ use: null });
    expect(verdict).toBe('PROMISING');
    expect(verdictReasons).toContain('Too few people of the pilot arm reported whether they used the play.');
    expect(adoption).toMatchObject({ known: false, arms: [{ share: null }, { share: null }] });
    expect(checks.filter(({ code }) => code === 'ADOPTION_UNKNOWN')).toHaveLength(2);
  });

  it('hardly used: not tested, however large the uplift', async () => {
    expect((await analysed({ use: { control: 0, pilot: 0.2 } })).verdict).toBe('NOT_TESTED');
  });

  it('deals still open: inconclusive, with the day from which it can be read', async () => {
    const windows = {
      baseline: { from: '2025-10-06', to: '2025-11-17' },
      measurement: { from: '2026-02-23', to: '2026-03-25' },
      maturationDays: 0,
    };
    const { verdict, verdictReasons, primary } = await analysed({
      draft: {
        windows,
        looks: ['2026-03-26'],
        primary: { metric: 'win_rate@1', minimumEffectShare: 0.05 },
        secondary: ['revenue@1'],
      },
    });
    // Deals take three weeks: of five weeks' deals those of the first two had closed.
    expect(primary.openShare.map(({ share }) => share)).toEqual([0.6, 0.6]);
    expect(verdict).toBe('INCONCLUSIVE');
    // 15 days after the baseline, one of its last five weeks' deals was still open; 8 days after it, two were.
    expect(verdictReasons[0]).toContain('it can be read from 2026-04-09 on');
  });

  it('a baseline whose deals were still closing when the pilot began: said', async () => {
    const draft = {
      windows: {
        baseline: { from: '2025-10-06', to: '2026-01-14' },
        measurement: { from: '2026-02-02', to: '2026-03-30' },
        maturationDays: 41,
      },
      primary: { metric: 'win_rate@1', minimumEffectShare: 0.05 },
      secondary: ['revenue@1'],
    };
    const { checks } = await analysed({ draft });
    expect(checks).toContainEqual(expect.objectContaining({ code: 'BASELINE_REACHES_IN', severity: 'INFO' }));
    const onRevenue = await analysed({});
    expect(onRevenue.checks.map(({ code }) => code)).not.toContain('BASELINE_REACHES_IN');
  });

  it('somebody who left early has no outcome, and is counted as missing', async () => {
    const { primary, checks } = await analysed({ left: { 3: '2026-02-06' } });
    expect(primary.arms.reduce((sum, { people }) => sum + people, 0)).toBe(39);
    expect(checks).toContainEqual(expect.objectContaining({ code: 'OUTCOMES_MISSING', severity: 'INFO' }));
  });

  it('many of one arm gone: the result is invalid', async () => {
    const everyThird = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [3 * i, '2026-02-03']));
    const { verdict, verdictReasons } = await analysed({ left: everyThird });
    expect(verdict).toBe('INVALID');
    expect(verdictReasons[0]).toContain('The data are damaged');
  });

  it('two looks: the first has its own, stricter level', async () => {
    const draft = { ...DRAFT, looks: ['2026-04-01', '2026-05-10'] };
    const { secret, pilotId } = await pilotedField(app, {
      ...{ name: 'Two looks', people: 40, uplift: 1.25, randomness: 'ab'.repeat(32), draft },
    });
    const query = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) {
      verdict standing cutOffOn atLook { number of level } guardrails { judgement }
    } }`;
    const ofLook = async (look: number | null) =>
      (
        await ask<{ analysePilot: { verdict: string; standing: string; cutOffOn: string; atLook: { level: number } } }>(
          app,
          query,
          { token: secret, variables: { input: { pilotId, look } } },
        )
      ).analysePilot;
    const first = await ofLook(1);
    expect(first).toMatchObject({ standing: 'OFFICIAL', cutOffOn: '2026-04-01', atLook: { number: 1, of: 2 } });
    // O'Brien-Fleming type spending of .05 at 59 of 98 days: R 4.2.2, 4 * pnorm(-qnorm(.9875) / sqrt(59 / 98))
    expect(first.atLook.level).toBeCloseTo(0.007736025, 9);
  });
});
