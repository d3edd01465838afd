import { DataSource } from 'typeorm';
import { Transactions } from '../../src/platform/transactions.js';
import { Salesperson } from '../../src/roster/salesperson.entity.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { LOOK_ON, pilotedField } from './piloted-field.js';

const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) {
  attrition { armKey assigned left tooShort analysed moved } checks { code severity message } inputsSha256
} }`;

interface Analysed {
  readonly attrition: { readonly armKey: string; readonly moved: number | null }[];
  readonly checks: { readonly code: string }[];
}

describe.each(BOTH_DATABASES)('what became of those who were drawn, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  it('teams drawn, one salesperson gone, another one in another team since', async () => {
    const teams = Array.from({ length: 48 }, (_, number) => `Team ${String(number % 12)}`);
    const { secret, pilotId, workspaceId } = await pilotedField(app, {
      ...{ name: 'Of teams', people: 48, uplift: 1.6, randomness: 'ab'.repeat(32) },
      ...{ teams, draft: { unit: 'TEAM' }, left: { 3: '2026-02-06' } },
    });
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
      token: secret,
      variables: { to: LOOK_ON },
    });
    const analyse = async (): Promise<Analysed> => {
      const variables = { input: { pilotId, look: 1 } };
      return (await ask<{ analysePilot: Analysed }>(app, ANALYSE, { token: secret, variables })).analysePilot;
    };

    const before = await analyse();
    const [control, pilot] = before.attrition;
    expect([control.armKey, pilot.armKey]).toEqual(['control', 'pilot']);
    for (const arm of before.attrition) expect(arm).toMatchObject({ assigned: 24, moved: 0 });
    const without = { left: 1, tooShort: 1, analysed: 23 };
    const everybody = { left: 0, tooShort: 0, analysed: 24 };
    expect(before.attrition).toContainEqual(expect.objectContaining(without));
    expect(before.attrition).toContainEqual(expect.objectContaining(everybody));
    expect(before.checks.map(({ code }) => code)).not.toContain('PEOPLE_MOVED');

    const roster = app.app.get(DataSource).getRepository(Salesperson);
    const [one, ...others] = await roster.find({ where: { workspaceId }, order: { pseudonym: 'ASC' } });
    const elsewhere = others.find(({ teamId }) => teamId !== one.teamId);
    await app.app
      .get(Transactions)
      .run((manager) => manager.update(Salesperson, one.id, { teamId: elsewhere?.teamId }));
    const after = await analyse();
    expect(after.attrition.map(({ moved }) => moved ?? 0).sort()).toEqual([0, 1]);
    expect(after.checks).toContainEqual(
      expect.objectContaining({
        code: 'PEOPLE_MOVED',
        severity: 'INFO',
        message: expect.stringContaining('1 of 24 salespeople are today in another team') as string,
      }),
    );
  });
});
