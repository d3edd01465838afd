import { attritionOf, movedChecks } from '../../../src/analysis/observation/attrition.rules.js';
import type { DrawnPerson } from '../../../src/analysis/observation/observation.rules.js';

const MEASUREMENT = { from: '2026-02-02', to: '2026-04-26' };

function person(armKey: string, change: Partial<DrawnPerson> = {}): DrawnPerson {
  const named = { personId: 'p', pseudonym: 'P-001', unitLabel: 'North', stratum: null, segments: null };
  return { ...named, armKey, used: null, startedOn: null, leftOn: null, ...change };
}

describe('what became of everybody who was drawn', () => {
  it('is counted by arm: who left, who was there too short for an outcome, and who is analysed', () => {
    const people = [
      person('control'),
      person('control', { leftOn: '2026-04-01' }),
      person('pilot', { leftOn: '2026-02-06' }),
      person('pilot', { leftOn: '2026-04-26' }),
      person('pilot', { startedOn: '2026-04-20' }),
    ];
    expect(attritionOf(people, ['control', 'pilot'], MEASUREMENT)).toEqual([
      { armKey: 'control', assigned: 2, left: 1, tooShort: 0, analysed: 2, moved: null },
      { armKey: 'pilot', assigned: 3, left: 1, tooShort: 2, analysed: 1, moved: null },
    ]);
  });

  it('knows who moved where teams or territories were drawn, and says so', () => {
    const people = Array.from({ length: 20 }, (_, i) => person('pilot', { moved: i < 3 }));
    const attrition = attritionOf(people, ['pilot'], MEASUREMENT);
    expect(attrition).toMatchObject([{ moved: 3 }]);
    expect(movedChecks(attrition)).toEqual([
      {
        code: 'PEOPLE_MOVED',
        severity: 'WARN',
        message:
          'Arm "pilot": 3 of 20 salespeople are today in another team or territory than when the arms were drawn. They count in the arm they were drawn into.',
      },
    ]);
    expect(movedChecks([{ ...attrition[0], moved: 2 }])).toMatchObject([{ severity: 'INFO' }]);
    for (const moved of [0, null]) expect(movedChecks([{ ...attrition[0], moved }])).toEqual([]);
  });
});
