import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { changePilot, DRAFT, LOOK_ON, type Piloting, pilotedField } from './piloted-field.js';

const BEGIN = '2026-01-19';
const SECOND = '2026-02-23';
const THIRD = '2026-03-30';
const WEEKS = Array.from({ length: 15 }, (_, week) => {
  const day = new Date(Date.parse(`${BEGIN}T00:00:00Z`) + week * 7 * 86_400_000);
  return day.toISOString().slice(0, 10);
});
const WINDOWS = { baseline: DRAFT.windows.baseline, maturationDays: 0 };

interface Design {
  readonly draft: {
    readonly [rest: string]: unknown;
    readonly windows: { readonly measurement: { readonly from: string; readonly to: string } };
  };
  /** First and last day with the play, by arm. */
  readonly play: Readonly<Record<string, readonly [string, string]>>;
}

const wave = (key: string, playFrom: string | null, rest: object = {}) => ({
  ...{ key, name: key, isControl: playFrom === null, share: 0.5, playFrom },
  ...rest,
});

const STEPPED: Design = {
  draft: {
    arms: [wave('early', SECOND), wave('late', THIRD)],
    assignment: { mechanism: 'STEPPED' },
    windows: { ...WINDOWS, measurement: { from: BEGIN, to: '2026-05-03' } },
  },
  play: { early: [SECOND, '9999-12-31'], late: [THIRD, '9999-12-31'] },
};
const CROSSOVER: Design = {
  draft: {
    arms: [wave('first', BEGIN, { playTo: '2026-02-22' }), wave('second', SECOND)],
    assignment: { mechanism: 'CROSSOVER' },
    windows: { ...WINDOWS, measurement: { from: BEGIN, to: '2026-03-29' } },
  },
  play: { first: [BEGIN, '2026-02-22'], second: [SECOND, '9999-12-31'] },
};
const pseudonyms = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `P-${String(from + at).padStart(3, '0')}`);
const STAGED: Design = {
  draft: {
    arms: [
      wave('early', SECOND, { share: 0.3, chosenUnits: pseudonyms(0, 8) }),
      wave('late', THIRD, { share: 0.3, chosenUnits: pseudonyms(8, 16) }),
      wave('never', null, { share: 0.4 }),
    ],
    assignment: { mechanism: 'STAGED' },
    windows: { ...WINDOWS, measurement: { from: BEGIN, to: '2026-05-03' } },
  },
  play: { early: [SECOND, '9999-12-31'], late: [THIRD, '9999-12-31'] },
};

/** One week in the midst of each stretch of five. */
function reportedWeeks({ windows: { measurement } }: Design['draft']): string[] {
  return WEEKS.filter((week, at) => at % 5 === 2 && week <= measurement.to);
}

const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) {
  id verdict verdictReasons seed
  checks { code severity message }
  adoption { known arms { armKey share } }
  primary {
    comparison { arm method scale significant pValue relative { estimate } randomisation { pValue } }
    arms { armKey name isControl units people }
  }
  guardrails { judgement }
  switches { sinceSwitch { since units people estimate } otherEstimates { code estimate } }
  weekly { weekStartsOn arms { armKey people } }
} }`;

interface Analysed {
  readonly id: string;
  readonly verdict: string;
  readonly seed: number | null;
  readonly checks: { readonly code: string }[];
  readonly adoption: object;
  readonly primary: {
    readonly comparison: {
      readonly method: string;
      readonly significant: boolean;
      readonly relative: { readonly estimate: number };
      readonly randomisation: { readonly pValue: number } | null;
    };
    readonly arms: object[];
  };
  readonly guardrails: { readonly judgement: string }[];
  readonly switches: {
    readonly sinceSwitch: { readonly since: number; readonly units: number; readonly people: number }[];
    readonly otherEstimates: { readonly code: string }[];
  };
  readonly weekly: {
    readonly weekStartsOn: string;
    readonly arms: { readonly armKey: string; readonly people: number }[];
  }[];
}

describe.each(BOTH_DATABASES)('a pilot whose arms switch, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  /** Revenue rises by 30 % wherever the play is, and by nothing else but chance. */
  const piloted = async ({ draft, play }: Design, factor = 1.3, rest: Partial<Piloting> = {}) => {
    const hasPlay = (arm: string, day: string): boolean => arm in play && play[arm][0] <= day && day <= play[arm][1];
    const field = await pilotedField(app, {
      ...{ name: 'Waves', people: 24, uplift: 1, randomness: 'cd'.repeat(32), draft },
      factorOn: (arm, day) => (hasPlay(arm, day) ? factor : 1),
      dealsAfter: { from: BEGIN, weeks: 15 },
      useIn: { weeks: reportedWeeks(draft), share: (arm, week) => (hasPlay(arm, week) ? 0.8 : 0) },
      ...rest,
    });
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
      token: field.secret,
      variables: { to: LOOK_ON },
    });
    const input = { pilotId: field.pilotId, look: 1 };
    const { analysePilot } = await ask<{ analysePilot: Analysed }>(app, ANALYSE, {
      token: field.secret,
      variables: { input },
    });
    return { ...field, analysis: analysePilot };
  };

  it('stepped waves: everybody with the play against everybody without it, and the order re-drawn', async () => {
    const { analysis } = await piloted(STEPPED);
    const { comparison, arms } = analysis.primary;
    expect(comparison.method).toBe('STEPPED_WEDGE_CR2');
    expect(comparison.relative.estimate).toBeGreaterThan(0.2);
    expect(comparison.relative.estimate).toBeLessThan(0.4);
    expect(comparison.randomisation?.pValue).toBeLessThan(0.01);
    expect(arms).toEqual([
      { armKey: 'without', name: 'Without the play', isControl: true, units: 24, people: 24 },
      { armKey: 'with', name: 'With the play', isControl: false, units: 24, people: 24 },
    ]);
    expect(analysis.adoption).toEqual({
      known: true,
      arms: [
        { armKey: 'without', share: 0 },
        { armKey: 'with', share: 0.8 },
      ],
    });
    expect(analysis.guardrails).toEqual([{ judgement: 'NON_INFERIOR' }]);
    expect(analysis.verdict).toBe('PROVEN');
    expect(analysis.switches.sinceSwitch.map(({ since, people }) => [since, people])).toEqual([
      [0, 24],
      [1, 12],
    ]);
    expect(analysis.switches.otherEstimates.map(({ code }) => code)).toContain('HUSSEY_HUGHES');
  });

  it('stepped waves: the weekly lines change sides as the waves do', async () => {
    const { analysis } = await piloted(STEPPED);
    const sides = (on: string) =>
      analysis.weekly.find(({ weekStartsOn }) => weekStartsOn === on)?.arms.map(({ people }) => people);
    expect([sides(BEGIN), sides(SECOND), sides(THIRD)]).toEqual([
      [24, 0],
      [12, 12],
      [0, 24],
    ]);
  });

  it('a crossover: each stands against itself', async () => {
    const { analysis } = await piloted(CROSSOVER);
    expect(analysis.primary.comparison.method).toBe('CROSSOVER_HC2');
    expect(analysis.primary.comparison.relative.estimate).toBeGreaterThan(0.2);
    expect(analysis.verdict).toBe('PROVEN');
  });

  it('waves in a chosen order: an association, promising at best, and nothing is re-drawn', async () => {
    const { analysis } = await piloted(STAGED);
    const { comparison } = analysis.primary;
    expect(comparison.method).toBe('CALLAWAY_SANTANNA');
    expect(comparison.relative.estimate).toBeGreaterThan(0.2);
    expect({ verdict: analysis.verdict, seed: analysis.seed, randomisation: comparison.randomisation }).toEqual({
      verdict: 'PROMISING',
      seed: null,
      randomisation: null,
    });
  });

  it('waves that change nothing are not called a success', async () => {
    const { analysis } = await piloted(STEPPED, 1);
    expect(analysis.primary.comparison.significant).toBe(false);
    expect(['INCONCLUSIVE', 'NO_MEANINGFUL_EFFECT', 'PROMISING']).toContain(analysis.verdict);
  });

  it.each([
    [
      'en',
      'EN',
      /24 salespeople came to use .* one group after the other, in an order that was drawn by lot/,
      'control group',
    ],
    [
      'de',
      'DE',
      /24 Personen im Vertrieb Gruppe für Gruppe auf .* um; die Reihenfolge wurde ausgelost/,
      'Vergleichsgruppe',
    ],
  ])('its story tells (%s) that all switched, and of no control group', async (_, language, told, never) => {
    const { analysis, secret, pilotId } = await piloted(STEPPED);
    await changePilot(app, secret, { pilotId, mutation: 'completePilot' });
    const { tellStory } = await ask<{ tellStory: { readUrl: string } }>(
      app,
      'mutation($id: ID!, $language: StoryLanguage!) { tellStory(input: { analysisId: $id, kind: SUCCESS, language: $language }) { readUrl } }',
      { token: secret, variables: { id: analysis.id, language } },
    );
    const page = await (await fetch(`${app.url}${tellStory.readUrl}`)).text();
    const text = page
      .replace(/<style>.*?<\/style>/gs, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    expect(text).toMatch(told);
    expect(text).not.toContain(never);
  });

  it('anybody can draw the order again', async () => {
    const { secret, pilotId } = await piloted(STEPPED);
    const { redrawCohorts } = await ask<{ redrawCohorts: object }>(
      app,
      'query($id: ID!) { redrawCohorts(pilotId: $id) { identical differences } }',
      { token: secret, variables: { id: pilotId } },
    );
    expect(redrawCohorts).toEqual({ identical: true, differences: 0 });
  });
});
