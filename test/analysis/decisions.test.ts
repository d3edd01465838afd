import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo, ask } from '../support/ask.js';
import { changePilot, LOOK_ON } from './piloted-field.js';
import { type Analysed, type Reader, Readers } from './readers.js';

describe.each(BOTH_DATABASES)('deciding about a pilot on %s', (database) => {
  let app: TestApp;
  let readers: Readers;
  let official: Analysed;

  beforeAll(async () => {
    app = await startApp(database);
    readers = await Readers.of(app);
    await readers.untilTheLook();
  }, 60_000);
  afterAll(() => app.close());

  describe('is', () => {
    const decide = (as: Reader, kind: string, reason = 'It did what we hoped for.') =>
      answerTo<{ decidePilot: { id: string; state: string } }>(
        app,
        'mutation($input: DecidePilotInput!) { decidePilot(input: $input) { id state kind reason analysisId by { id } confirmedBy { id } } }',
        { token: readers.tokens[as], variables: { input: { pilotId: readers.field.pilotId, kind, reason } } },
      );
    const confirm = (token: string, id: string) =>
      answerTo<{ confirmDecision: { state: string } }>(
        app,
        'mutation($id: ID!) { confirmDecision(id: $id) { state confirmedBy { id } confirmedAt } }',
        { token, variables: { id } },
      );

    it('waits for the pilot to be complete, and for its result', async () => {
      const early = await decide('MANAGER', 'ROLL_OUT');
      expect(early.errors?.[0].extensions).toMatchObject({
        code: 'WRONG_STATE',
        reasons: [
          'The pilot is RUNNING: complete it first.',
          'Look 1 has not been held: analyse the pilot at that look first.',
        ],
      });
      official = await readers.analyse('MANAGER', 1);
      await changePilot(app, readers.field.secret, { pilotId: readers.field.pilotId, mutation: 'completePilot' });
    });

    it('is one of the options that were agreed, made by a manager, with a reason', async () => {
      expect((await decide('MANAGER', 'EXTEND')).errors?.[0].extensions).toMatchObject({
        code: 'INVALID_INPUT',
        reasons: ['kind: choose ROLL_OUT or REDESIGN or STOP.'],
      });
      expect((await decide('MANAGER', 'STOP', '   ')).errors?.[0].extensions.code).toBe('INVALID_INPUT');
      for (const as of ['ANALYST', 'VIEWER', 'SALESPERSON'] as const)
        expect((await decide(as, 'ROLL_OUT')).errors?.[0].extensions.code).toBe('NOT_ALLOWED');
    });

    it('waits for a second person where it goes against the verdict', async () => {
      const { data } = await decide('MANAGER', 'STOP', 'The market has changed.');
      expect(data.decidePilot).toMatchObject({ state: 'WAITING', analysisId: official.id, confirmedBy: null });
      const alone = await confirm(readers.tokens.MANAGER, data.decidePilot.id);
      expect(alone.errors?.[0].extensions.code).toBe('SECOND_PERSON_NEEDED');
      const { pilot } = await ask<{ pilot: { state: string } }>(app, 'query($id: ID!) { pilot(id: $id) { state } }', {
        token: readers.tokens.MANAGER,
        variables: { id: readers.field.pilotId },
      });
      expect(pilot.state).toBe('COMPLETED');
    });

    it('may be thought over while it waits, and is final once a second person confirms', async () => {
      const second = (await decide('MANAGER', 'STOP', 'On second thoughts: still no.')).data.decidePilot;
      const { decisions } = await ask<{ decisions: { nodes: { state: string }[] } }>(
        app,
        '{ decisions { nodes { state } } }',
        { token: readers.tokens.VIEWER },
      );
      expect(decisions.nodes.map(({ state }) => state)).toEqual(['REPLACED', 'WAITING']);
      const { data } = await confirm(readers.tokens.ADMIN, second.id);
      expect(data.confirmDecision).toMatchObject({ state: 'MADE', confirmedAt: LOOK_ON });
      expect((await confirm(readers.tokens.ADMIN, second.id)).errors?.[0].extensions.code).toBe('WRONG_STATE');
      expect((await decide('MANAGER', 'ROLL_OUT')).errors?.[0].extensions).toMatchObject({
        code: 'WRONG_STATE',
        reasons: ['It has been decided already, and that is final.'],
      });
    });
  });
});
