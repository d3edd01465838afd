import { keptAnalysis } from '../stories/kept-analysis.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { type Answer, answerTo, ask } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { COUNTS, type Counts, upload } from '../support/upload.js';

const ROUNDS = [0, 1, 2, 3, 4, 5];

/** Races show themselves by chance: each is run several times. */
async function inRounds(race: (round: number) => Promise<void>): Promise<void> {
  for (const round of ROUNDS) await race(round);
}

const DECIDE = 'mutation($input: DecidePilotInput!) { decidePilot(input: $input) { id state } }';
const CONFIRM = 'mutation($id: ID!) { confirmDecision(id: $id) { id state } }';
const DECISIONS = `query($id: ID!) { pilot(id: $id) { state } decisions(pilotId: $id) { nodes { id kind state } } }`;
const COMMIT = `mutation($input: RunImportInput!) { commitImport(input: $input) { state ${COUNTS} } }`;

interface Decided {
  readonly pilot: { readonly state: string };
  readonly decisions: { readonly nodes: { id: string; kind: string; state: string }[] };
}

describe.each(BOTH_DATABASES)('at the same moment on %s', (database) => {
  let app: TestApp;
  let token: string;
  let managers: string[];
  beforeAll(async () => {
    app = await startApp(database);
    token = await newWorkspace(app, '2026-01-15T09:00:00.000Z');
    managers = [await tokenFor(app, 'MANAGER', token), await tokenFor(app, 'MANAGER', token)];
  });
  afterAll(() => app.close());

  const together = <One>(ones: readonly One[], asking: (one: One, at: number) => Promise<Answer<unknown>>) =>
    Promise.all(ones.map(asking)).then((answers) =>
      answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'DONE'),
    );
  const decide = (pilotId: string, kind: string, by: string) =>
    answerTo(app, DECIDE, { token: by, variables: { input: { pilotId, kind, reason: 'We have talked about it.' } } });
  const decided = (id: string) => ask<Decided>(app, DECISIONS, { token, variables: { id } });

  it('two decide against the verdict: one of the two decisions waits, the other is replaced', async () => {
    await inRounds(async () => {
      const { pilotId } = await keptAnalysis(app, { verdict: 'INCONCLUSIVE', token });
      expect(await together(managers, (by) => decide(pilotId, 'ROLL_OUT', by))).toEqual(['DONE', 'DONE']);
      const { decisions, pilot } = await decided(pilotId);
      expect(decisions.nodes.map(({ state }) => state).sort()).toEqual(['REPLACED', 'WAITING']);
      expect(pilot.state).toBe('COMPLETED');
    });
  });

  it('one decides with the verdict and one against it: nothing waits for a pilot that is decided', async () => {
    await inRounds(async (round) => {
      const { pilotId } = await keptAnalysis(app, { verdict: 'INCONCLUSIVE', token });
      const kinds = round % 2 === 0 ? ['STOP', 'ROLL_OUT'] : ['ROLL_OUT', 'STOP'];
      const codes = await together(kinds, (kind, at) => decide(pilotId, kind, managers[at]));
      expect(codes[kinds.indexOf('STOP')]).toBe('DONE');
      const { decisions, pilot } = await decided(pilotId);
      expect(pilot.state).toBe('DECIDED');
      expect(decisions.nodes.filter(({ state }) => state !== 'REPLACED')).toMatchObject([
        { kind: 'STOP', state: 'MADE' },
      ]);
    });
  });

  it('two confirm: one of them does, and it is decided once', async () => {
    await inRounds(async () => {
      const { pilotId } = await keptAnalysis(app, { verdict: 'INCONCLUSIVE', token });
      await decide(pilotId, 'ROLL_OUT', token);
      const [waiting] = (await decided(pilotId)).decisions.nodes;
      const confirm = (by: string) => answerTo(app, CONFIRM, { token: by, variables: { id: waiting.id } });
      expect((await together(managers, confirm)).sort()).toEqual(['DONE', 'WRONG_STATE']);
      expect(await decided(pilotId)).toMatchObject({
        pilot: { state: 'DECIDED' },
        decisions: { nodes: [{ state: 'MADE' }] },
      });
    });
  });

  it('one confirms and one decides anew: one decision stands, and none is left waiting', async () => {
    await inRounds(async () => {
      const { pilotId } = await keptAnalysis(app, { verdict: 'INCONCLUSIVE', token });
      await decide(pilotId, 'ROLL_OUT', token);
      const [waiting] = (await decided(pilotId)).decisions.nodes;
      await Promise.all([
        answerTo(app, CONFIRM, { token: managers[0], variables: { id: waiting.id } }),
        decide(pilotId, 'STOP', managers[1]),
      ]);
      const { decisions, pilot } = await decided(pilotId);
      expect(pilot.state).toBe('DECIDED');
      expect(decisions.nodes.filter(({ state }) => state !== 'REPLACED')).toMatchObject([{ state: 'MADE' }]);
    });
  });

  it('two set the clock: it never goes back', async () => {
    await inRounds(async (round) => {
      const [earlier, later] = [`2026-02-0${round + 1}T08:00:00.000Z`, `2026-02-0${round + 1}T20:00:00.000Z`];
      const set = (to: string) =>
        answerTo(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { token, variables: { to } });
      const instants = round % 2 === 0 ? [later, earlier] : [earlier, later];
      expect((await together(instants, set))[instants.indexOf(later)]).toBe('DONE');
      const { workspace } = await ask<{ workspace: object }>(app, '{ workspace { simulatedNowAt } }', { token });
      expect(workspace).toEqual({ simulatedNowAt: later });
    });
  });

  it('two save people of a team that is new: there is one team, and both are in it', async () => {
    await inRounds(async (round) => {
      const save = (by: string) =>
        answerTo(app, 'mutation($input: [SalespersonInput!]!) { saveSalespeople(input: $input) { id } }', {
          token: by,
          variables: {
            input: [{ externalKey: `${by.slice(-8)} ${round}`, name: `Of ${round}`, team: `Team ${round}` }],
          },
        });
      expect(await together(managers, save)).toEqual(['DONE', 'DONE']);
    });
    const { salespeople, teams } = await ask<{
      salespeople: { nodes: { team: object | null }[] };
      teams: { totalCount: number };
    }>(app, '{ salespeople { nodes { team { id } } } teams { totalCount } }', { token });
    expect(salespeople.nodes.filter(({ team }) => team === null)).toEqual([]);
    expect(salespeople.nodes).toHaveLength(2 * ROUNDS.length);
    expect(teams.totalCount).toBe(ROUNDS.length);
  });

  it('two import the same deals: each is taken over once, and the others are unchanged', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `D-${at},,Won,2026-01-05,2026-01-10,${at}`);
    const csv = ['id,owner,stage,created,closed,value', ...rows].join('\n');
    const columns = { externalId: 'id', owner: 'owner', stage: 'stage', createdOn: 'created', closedOn: 'closed' };
    const fields = Object.entries({ ...columns, value: 'value' }).map(([field, column]) => ({ field, column }));
    const mapping = { fields, stages: [{ stage: 'Won', outcome: 'WON' }] };
    const uploads = await Promise.all(managers.map((by) => upload(app, csv, { token: by })));
    const commit = (importId: string, by: string) =>
      answerTo<{ commitImport: Counts }>(app, COMMIT, { token: by, variables: { input: { importId, mapping } } });
    const done = await Promise.all(uploads.map(({ id }, at) => commit(id, managers[at])));
    const counts = done.map(({ data }) => data.commitImport).sort((one, other) => one.unchanged - other.unchanged);
    expect(counts).toMatchObject([
      { read: 300, inserted: 300, unchanged: 0 },
      { read: 300, inserted: 0, unchanged: 300 },
    ]);
    const again = await upload(app, csv, { token });
    expect((await together(managers, (by) => commit(again.id, by))).sort()).toEqual(['DONE', 'IMPORT_NOT_READY']);
    expect(await ask(app, '{ opportunities { totalCount } }', { token })).toEqual({
      opportunities: { totalCount: 300 },
    });
  });
});
