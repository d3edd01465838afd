import {
  adoptionByArm,
  adoptionFaults,
  isContaminated,
  measuredWeeks,
  peopleByName,
  recordingObstacles,
} from '../../src/cohorts/adoption.rules.js';
import { PilotState } from '../../src/pilots/pilot.rules.js';

// The ramp begins on a Wednesday, the measurement on a Monday.
const WINDOWS = {
  ramp: { from: '2026-02-04', to: '2026-02-15' },
  measurement: { from: '2026-02-16', to: '2026-05-15' },
};
const MEMBERS = [
  { salespersonId: '1', pseudonym: 'P-ANN', key: 'Ann Archer' },
  { salespersonId: '2', pseudonym: 'P-BOB', key: 'Bob Baker' },
];
const SOUND = { salesperson: 'P-ANN', weekStartsOn: '2026-02-16', eligible: 4, used: 3 };

function faultsOf(...records: Partial<typeof SOUND>[]): string[] {
  const recording = { people: peopleByName(MEMBERS), windows: WINDOWS, today: '2026-03-01' };
  return adoptionFaults(
    records.map((record) => ({ ...SOUND, ...record })),
    recording,
  );
}

describe('a week of use', () => {
  it('is taken by pseudonym and by key in the CRM', () => {
    expect(faultsOf({}, { salesperson: 'Bob Baker' }, { weekStartsOn: '2026-02-02' })).toEqual([]);
  });

  it.each([
    ['of a stranger', { salesperson: 'P-EVE' }, '"P-EVE" is in no cohort of this pilot.'],
    ['that begins on a Tuesday', { weekStartsOn: '2026-02-17' }, 'give the Monday'],
    ['that is no day', { weekStartsOn: '2026-02-31' }, 'give the Monday'],
    ['before the pilot', { weekStartsOn: '2026-01-26' }, 'is not in the pilot, which goes from 2026-02-04'],
    ['after the pilot', { weekStartsOn: '2026-05-18' }, 'is not in the pilot'],
    ['that has not begun', { weekStartsOn: '2026-03-02' }, 'has not begun; today is 2026-03-01'],
    ['with half a deal', { eligible: 4.5 }, 'eligible is 4.5'],
    ['with fewer than no deals', { eligible: 0, used: -1 }, 'used is -1'],
    ['with more used than eligible', { used: 5 }, 'used is 5, more than the 4 eligible deals.'],
  ])('%s is refused with its place', (_, record, fault) => {
    const found = faultsOf({ salesperson: 'P-BOB' }, record);
    expect(found).toContainEqual(expect.stringContaining(fault));
    expect(found.every((one) => one.startsWith('records.1: '))).toBe(true);
  });

  it('is refused twice for one person, under whatever name', () => {
    expect(faultsOf({}, { salesperson: 'Ann Archer' })).toEqual([
      'records.1: the week of 2026-02-16 is there twice for "Ann Archer".',
    ]);
  });

  it('is refused under a name that could mean two people', () => {
    const people = peopleByName([...MEMBERS, { salespersonId: '3', pseudonym: 'Bob Baker', key: 'P-X' }]);
    expect(people.get('Bob Baker')).toBeNull();
    expect(people.get('P-BOB')).toBe('2');
    const faults = adoptionFaults([{ ...SOUND, salesperson: 'Bob Baker' }], {
      people,
      windows: WINDOWS,
      today: '2026-03-01',
    });
    expect(faults).toEqual([expect.stringContaining('use the other name')]);
  });

  it('may be recorded from registration to completion', () => {
    const open = Object.values(PilotState).filter((state) => recordingObstacles(state).length === 0);
    expect(open).toEqual(['REGISTERED', 'RUNNING', 'COMPLETED']);
  });
});

describe('adoption by arm', () => {
  const arms = [{ key: 'control' }, { key: 'pilot' }];
  const members = ['1', '2', '3'].map((salespersonId) => ({
    salespersonId,
    armKey: salespersonId === '1' ? 'control' : 'pilot',
  }));
  const week = (salespersonId: string, eligible: number, used: number) => ({
    salespersonId,
    weekStartsOn: '2026-02-16',
    eligible,
    used,
  });

  it('is used of eligible over all its people, and how many of them reported', () => {
    expect(adoptionByArm(arms, members, [week('1', 10, 1), week('2', 6, 3), week('2', 4, 4)])).toEqual([
      { armKey: 'control', eligible: 10, used: 1, share: 0.1, people: 1, reporting: 1 },
      { armKey: 'pilot', eligible: 10, used: 7, share: 0.7, people: 2, reporting: 1 },
    ]);
  });

  it('has no share where nothing was eligible', () => {
    expect(adoptionByArm(arms, members, [week('2', 0, 0)])[1]).toMatchObject({ share: null, reporting: 1 });
    expect(adoptionByArm(arms, members, [])[0]).toMatchObject({ share: null, reporting: 0, people: 1 });
  });

  it('counts the weeks that touch the measurement, as far as they have come', () => {
    expect(measuredWeeks(WINDOWS, '9999-12-31')).toEqual({ from: '2026-02-16', to: '2026-05-11' });
    expect(measuredWeeks(WINDOWS, '2026-03-04')).toEqual({ from: '2026-02-16', to: '2026-03-02' });
  });

  it('calls control contaminated above a tenth, and only control', () => {
    expect(isContaminated({ isControl: true }, 0.1)).toBe(false);
    expect(isContaminated({ isControl: true }, 0.11)).toBe(true);
    expect(isContaminated({ isControl: false }, 0.9)).toBe(false);
    expect(isContaminated({ isControl: true }, null)).toBe(false);
  });
});
