import { LOOK_ON, pilotedField } from '../analysis/piloted-field.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';

const ANALYSE = 'mutation($input: AnalysePilotInput!) { analysePilot(input: $input) { id verdict } }';
const TELL = 'mutation($input: TellStoryInput!) { tellStory(input: $input) { headline markdown } }';
const PLAN = 'query($id: ID!) { pilot(id: $id) { plan { assignment { mechanism chosenBecause } } } }';

interface Told {
  readonly headline: string;
  readonly markdown: string;
}

describe.each(BOTH_DATABASES)('a pilot whose units people chose, from plan to story, on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());

  it('keeps the reason, and tells of an association in both languages', async () => {
    const chosenUnits = Array.from({ length: 20 }, (_, number) => `P-${String(number).padStart(3, '0')}`);
    const assignment = { mechanism: 'CHOSEN', chosenUnits, chosenBecause: 'These had room for it.' };
    const { secret: token, pilotId } = await pilotedField(app, {
      ...{ name: 'A chosen pilot', people: 40, uplift: 1.6, randomness: 'ab'.repeat(32), past: 2 },
      draft: { assignment },
    });
    expect(await ask(app, PLAN, { token, variables: { id: pilotId } })).toEqual({
      pilot: { plan: { assignment: { mechanism: 'CHOSEN', chosenBecause: 'These had room for it.' } } },
    });
    await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', { token, variables: { to: LOOK_ON } });
    const asked = { token, variables: { input: { pilotId, look: 1 } } };
    const { analysePilot } = await ask<{ analysePilot: { id: string; verdict: string } }>(app, ANALYSE, asked);
    expect(analysePilot.verdict).toBe('PROMISING');
    const told = async (language: string): Promise<Told> => {
      const input = { analysisId: analysePilot.id, kind: 'INTERIM', language };
      return (await ask<{ tellStory: Told }>(app, TELL, { token, variables: { input } })).tellStory;
    };
    const [english, german] = [await told('EN'), await told('DE')];
    expect(english.headline).toMatch(/associated with a higher revenue per salesperson, not drawn by lot$/);
    expect(english.markdown).toContain('These had room for it.');
    expect(english.markdown).toContain('need not come from it');
    expect(german.headline).toMatch(/geht mit einem höheren Umsatz je Person einher, nicht ausgelost$/);
    expect(german.markdown).toContain('muss nicht daher rühren');
  });
});
