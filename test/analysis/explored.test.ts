import { Workspace } from '../../src/access/workspace.entity.js';
import { Salesperson } from '../../src/roster/salesperson.entity.js';
import { Transactions } from '../../src/platform/transactions.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { DRAFT, LOOK_ON, pilotedField } from './piloted-field.js';

const EXPLORED = `
  exploratory { metric comparison { significant } adjusted { armKey adjustedP stands } }
  segments {
    by arm differs withheld sentence interaction { pValue adjustedP }
    effects { segment people { armKey people } relative { estimate interval } refusal { code } }
  }`;
const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) { id verdict ${EXPLORED} } }`;
const READ = `query($id: ID!) { analysis(id: $id) { id ${EXPLORED} } }`;

interface Explored {
  readonly id: string;
  readonly verdict: string;
  readonly exploratory: { readonly metric: string; readonly adjusted: { readonly adjustedP: number }[] }[];
  readonly segments: {
    readonly by: string;
    readonly differs: boolean;
    readonly withheld: number;
    readonly sentence: string;
    readonly effects: {
      readonly segment: string;
      readonly people: { readonly people: number }[];
      readonly relative: { readonly estimate: number };
    }[];
  }[];
}

/** What SQLite came to, for PostgreSQL to come to as well. */
const first = new Map<string, object>();

describe.each(BOTH_DATABASES)('what a plan explores, on %s', (database) => {
  let app: TestApp;
  let token: string;
  let workspaceId: string;
  let made: Explored;

  beforeAll(async () => {
    app = await startApp(database);
    const teams = Array.from({ length: 48 }, (_, number) => (number % 2 === 0 ? 'Hunters' : 'Farmers'));
    const draft = { ...DRAFT, secondary: [], exploratory: ['win_rate@1', 'deal_size@1'], segments: ['TEAM', 'REGION'] };
    const field = await pilotedField(app, {
      ...{ name: 'Explored', people: 48, uplift: 1, upliftIn: { Hunters: 1.5 }, randomness: 'ab'.repeat(32) },
      ...{ teams, draft },
    });
    token = field.secret;
    workspaceId = field.workspaceId;
    // Who changes the team during the pilot stays in the segment of the registration.
    await app.app.get(Transactions).run((manager) => manager.update(Salesperson, { workspaceId }, { teamId: null }));
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { token, variables: { to: LOOK_ON } });
    const variables = { input: { pilotId: field.pilotId, look: 1 } };
    made = (await ask<{ analysePilot: Explored }>(app, ANALYSE, { token, variables })).analysePilot;
  }, 60_000);
  afterAll(() => app.close());

  it('says where the uplift differs, by the teams of the day of registration', () => {
    const [byTeam] = made.segments;
    expect(byTeam).toMatchObject({ by: 'TEAM', differs: true, withheld: 0 });
    const [farmers, hunters] = byTeam.effects;
    expect([farmers.segment, hunters.segment]).toEqual(['Farmers', 'Hunters']);
    const people = byTeam.effects.flatMap((one) => one.people.map((arm) => arm.people));
    expect(people.reduce((sum, count) => sum + count, 0)).toBe(48);
    // Put in: nothing among the farmers, half as much again among the hunters.
    expect(Math.abs(farmers.relative.estimate)).toBeLessThan(0.15);
    expect(hunters.relative.estimate).toBeGreaterThan(0.35);
    expect(byTeam.sentence).toContain('Explored, not proven: the uplift differs by team');
  });

  it('has no word on regions that nobody entered', () => {
    expect(made.segments[1]).toMatchObject({ by: 'REGION', differs: false, effects: [], withheld: 0 });
    expect(made.segments[1].sentence).toContain('cannot be tested');
  });

  it('corrects metrics and segments together, and calls none of them significant', () => {
    expect(made.exploratory.map(({ metric }) => metric)).toEqual(['win_rate@1', 'deal_size@1']);
    expect(made.exploratory[0]).toMatchObject({ comparison: { significant: false }, adjusted: [{ armKey: 'pilot' }] });
  });

  it('is the same on every database, bit for bit', () => {
    const result = { ...made, id: '' };
    expect(result).toEqual(first.get('explored') ?? result);
    first.set('explored', result);
  });

  it('stands in the registered plan, and in the plan of no pilot that explores nothing', async () => {
    const { pilots } = await ask<{ pilots: { nodes: { plan: object; planText: string }[] } }>(
      app,
      '{ pilots { nodes { plan { exploratory segments } planText } } }',
      { token },
    );
    expect(pilots.nodes[0].plan).toEqual({ exploratory: ['win_rate@1', 'deal_size@1'], segments: ['TEAM', 'REGION'] });
    const plain = await pilotedField(app, { name: 'Plain', people: 24, uplift: 1, randomness: 'cd'.repeat(32) });
    const other = await ask<{ pilots: { nodes: { plan: object; planText: string }[] } }>(
      app,
      '{ pilots { nodes { plan { exploratory segments } planText } } }',
      { token: plain.secret },
    );
    expect(other.pilots.nodes[0].plan).toEqual({ exploratory: null, segments: null });
    expect(other.pilots.nodes[0].planText).not.toMatch(/exploratory|segments/);
  });

  it('is taken back as a whole where the workspace comes to ask for larger cohorts', async () => {
    const smallest = Math.min(...made.segments[0].effects.flatMap(({ people }) => people.map((arm) => arm.people)));
    // The API has no way to change it.
    await app.app
      .get(Transactions)
      .run((manager) => manager.update(Workspace, { id: workspaceId }, { minimumCohort: smallest + 1 }));
    const { analysis } = await ask<{ analysis: Explored }>(app, READ, { token, variables: { id: made.id } });
    expect(analysis.segments[0]).toMatchObject({ effects: [], withheld: 2 });
    expect(analysis.segments[0].sentence).toContain('is not shown');
  });
});
