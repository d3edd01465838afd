import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DRAW,
  type Draw,
  MEMBERS,
  type Members,
  PREVIEW,
  type Preview,
  READINESS,
  REDRAW,
} from '../cohorts/cohort-queries.js';
import { draftPilot, pilotingWorkspace } from '../pilots/piloting.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { type Answer, answerTo, ask } from '../support/ask.js';
import { LOOK_ON, type PilotedField, pilotedField } from './piloted-field.js';

const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) {
  verdict seed checks { code message }
  primary { comparison { method scale significant refusal { code } randomisation { pValue exact draws smallestPossible } }
    arms { armKey units people } } } }`;

interface Analysed {
  readonly analysePilot: {
    readonly verdict: string;
    readonly seed: number;
    readonly primary: {
      readonly comparison: { readonly randomisation: { readonly smallestPossible: number } };
      readonly arms: { readonly units: number }[];
    };
  };
}

interface FrozenUnit {
  readonly unit: string;
  readonly pair: string | null;
  readonly balance: { readonly name: string; readonly value: number | null }[] | null;
}

const PAIRED = { mechanism: 'PAIRED' };
const BALANCED = { mechanism: 'RERANDOMISED' };

describe.each(BOTH_DATABASES)('draws that rest on what was before, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  const analysed = async ({ secret, pilotId }: PilotedField): Promise<Analysed['analysePilot']> => {
    const variables = { to: LOOK_ON };
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { token: secret, variables });
    const input = { pilotId, look: 1 };
    return (await ask<Analysed>(app, ANALYSE, { token: secret, variables: { input } })).analysePilot;
  };
  const rosterOf = async ({ secret, pilotId }: PilotedField): Promise<FrozenUnit[]> =>
    ((await ask<Draw>(app, DRAW, { token: secret, variables: { id: pilotId } })).pilot.draw?.roster ??
      []) as FrozenUnit[];
  const armsOf = async ({ secret, pilotId }: PilotedField): Promise<Record<string, string>> => {
    const variables = { id: pilotId, arm: null, first: 200 };
    const { cohortMembers } = await ask<Members>(app, MEMBERS, { token: secret, variables });
    return Object.fromEntries(cohortMembers.nodes.map(({ pseudonym, armKey }) => [pseudonym, armKey]));
  };
  const expectDrawnAgain = async (field: PilotedField): Promise<void> => {
    const asked = { token: field.secret, variables: { id: field.pilotId } };
    expect(await ask(app, REDRAW, asked)).toMatchObject({ redrawCohorts: { identical: true, differences: 0 } });
    const drawn = drawnInPython(await answerTo(app, DRAW, asked));
    if (drawn) expect(drawn).toEqual(await armsOf(field));
  };

  it('in pairs: one of each pair in each arm, the odd one in none, and the differences within pairs compared', async () => {
    const field = await pilotedField(app, {
      ...{ name: 'In pairs', people: 41, uplift: 1.25, randomness: '5a'.repeat(32) },
      draft: { assignment: PAIRED },
    });
    const roster = await rosterOf(field);
    const arms = await armsOf(field);
    expect(roster.filter(({ pair }) => pair === null)).toHaveLength(1);
    expect(Object.keys(arms)).toHaveLength(40);
    for (const pair of new Set(roster.flatMap((unit) => unit.pair ?? []))) {
      const members = roster.filter((unit) => unit.pair === pair);
      expect(members.map(({ unit }) => arms[unit]).sort()).toEqual(['control', 'pilot']);
    }
    expect(roster[0].balance).toEqual([{ name: 'log revenue@1', value: expect.any(Number) as number }]);
    await expectDrawnAgain(field);
    const { primary, verdict } = await analysed(field);
    expect(primary.comparison).toMatchObject({
      method: 'PAIRED_ANCOVA',
      scale: 'log',
      significant: true,
      refusal: null,
    });
    expect(primary.arms.map(({ units }) => units)).toEqual([20, 20]);
    expect(verdict).toBe('PROVEN');
  });

  it('balanced: the arms were alike before, and only such draws are drawn again', async () => {
    const field = await pilotedField(app, {
      ...{ name: 'Balanced', people: 18, uplift: 1.4, randomness: '5b'.repeat(32) },
      draft: { assignment: BALANCED },
    });
    const { planText } = (await ask<Draw>(app, DRAW, { token: field.secret, variables: { id: field.pilotId } })).pilot;
    expect(JSON.parse(planText)).toMatchObject({ assignment: { mechanism: 'RERANDOMISED', balanceThreshold: 0.25 } });
    const roster = await rosterOf(field);
    expect(roster[0].balance?.map(({ name }) => name)).toEqual(['log revenue@1', 'discount_rate@1']);
    await expectDrawnAgain(field);
    const { primary } = await analysed(field);
    const { randomisation } = primary.comparison;
    expect(primary.comparison).toMatchObject({ method: 'ANCOVA_HC2', randomisation: { exact: true }, refusal: null });
    // Of 48,620 draws of nine out of eighteen only some are balanced.
    expect(randomisation.smallestPossible).toBeGreaterThan(2 / 48_620);
    expect(randomisation.smallestPossible).toBeLessThan(2 / 1_000);
  });

  it('a plan of another mechanism holds no threshold, so that it keeps its hash', async () => {
    const field = await pilotedField(app, { name: 'As ever', people: 12, uplift: 1, randomness: '5c'.repeat(32) });
    const { planText } = (await ask<Draw>(app, DRAW, { token: field.secret, variables: { id: field.pilotId } })).pilot;
    expect((JSON.parse(planText) as { assignment: object }).assignment).toEqual({
      ...{ chosenUnits: [], mechanism: 'COMPLETE', stratifyBy: null },
    });
    expect(await rosterOf(field)).toEqual(
      expect.arrayContaining([expect.objectContaining({ unit: 'P-000', pair: null, balance: null })]),
    );
  });

  it('tells before the registration who is left over, and draws without them', async () => {
    const { secret, pilotId } = await pilotedField(app, {
      ...{ name: 'First', people: 41, uplift: 1, randomness: '5d'.repeat(32) },
    });
    const { draftPilot: drafted } = await ask<{ draftPilot: { id: string } }>(
      app,
      `mutation($input: DraftPilotInput!) { draftPilot(input: $input) { id } }`,
      { token: secret, variables: { input: await anotherDraft(app, { secret, pilotId }) } },
    );
    const variables = { id: drafted.id };
    const { pilotReadiness } = await ask<{ pilotReadiness: { warnings: string[] } }>(app, READINESS, {
      token: secret,
      variables,
    });
    const [told] = pilotReadiness.warnings.filter((warning) => warning.includes('left over'));
    const { previewDraw } = await ask<Preview>(app, PREVIEW, { token: secret, variables });
    expect(previewDraw.leftOver).toHaveLength(1);
    expect(told).toContain(`"${previewDraw.leftOver[0]}"`);
    expect(previewDraw.example).toHaveLength(40);
    expect(previewDraw.example.map(({ unit }) => unit)).not.toContain(previewDraw.leftOver[0]);
  });

  it.each([
    [PAIRED, 'nothing is known of that'],
    [{ ...BALANCED, balanceThreshold: 4 }, 'at most 3 standard deviations'],
    [{ mechanism: 'COMPLETE', balanceThreshold: 0.25 }, 'use RERANDOMISED'],
  ])('%j without what it needs is not ready', async (assignment, obstacle) => {
    const space = await pilotingWorkspace(app);
    const { id } = await draftPilot(app, space, { draft: { assignment } });
    const { pilotReadiness } = await ask<{ pilotReadiness: { isReady: boolean; obstacles: string[] } }>(
      app,
      READINESS,
      {
        token: space.manager,
        variables: { id },
      },
    );
    expect(pilotReadiness.isReady).toBe(false);
    expect(pilotReadiness.obstacles.join(' ')).toContain(obstacle);
  });
});

/** The same plan once more, with its pairs to be drawn. */
async function anotherDraft(
  app: TestApp,
  { secret, pilotId }: Pick<PilotedField, 'secret' | 'pilotId'>,
): Promise<object> {
  const { pilot } = await ask<{ pilot: { playVersion: { id: string } } }>(
    app,
    'query($id: ID!) { pilot(id: $id) { playVersion { id } } }',
    { token: secret, variables: { id: pilotId } },
  );
  const draft = {
    hypothesis: 'Once more.',
    assignment: PAIRED,
    windows: {
      baseline: { from: '2025-10-01', to: '2026-01-14' },
      measurement: { from: '2026-06-01', to: '2026-08-23' },
      maturationDays: 14,
    },
    primary: { metric: 'revenue@1', minimumEffectShare: 0.05 },
    looks: ['2026-09-06'],
    decision: { dueOn: '2026-10-30', options: ['ROLL_OUT', 'STOP'] },
  };
  return { name: 'Once more', playVersionId: pilot.playVersion.id, draft };
}

/** What scripts/redraw.py draws from an answer; null on a machine without Python. */
function drawnInPython(answer: Answer<unknown>): Record<string, string> | null {
  const directory = mkdtempSync(join(tmpdir(), 'fieldproof-redraw-'));
  try {
    const file = join(directory, 'answer.json');
    writeFileSync(file, JSON.stringify(answer));
    const printed = execFileSync('python3', ['scripts/redraw.py', file], { encoding: 'utf8' });
    const lines = printed.trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split('\t') as [string, string]));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
