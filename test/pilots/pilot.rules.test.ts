import fc from 'fast-check';
import { canonicalJson } from '../../src/pilots/canonical-json.rules.js';
import { frozenPlan } from '../../src/pilots/freeze.rules.js';
import { lookBoundaries, lookTimes } from '../../src/pilots/look-calendar.rules.js';
import { completionObstacles, recordObstacles, startObstacles } from '../../src/pilots/course.rules.js';
import { moveObstacles, PilotState } from '../../src/pilots/pilot.rules.js';
import { type PilotPlan, planHash } from '../../src/pilots/plan.rules.js';
import { historyWindows, seasoned } from '../../src/pilots/outlook.rules.js';
import { participants } from '../../src/pilots/population.rules.js';
import { daysIn } from '../../src/platform/days.js';
import { salespeople, SOUND_DRAFT } from './sound-draft.js';

const CARD = {
  customerSituation: 'Price only',
  before: 'We discount',
  after: 'We show the cost',
  steps: ['Ask'],
  notFor: null,
};
const PLAN = frozenPlan({
  name: 'Cost of doing nothing',
  kind: 'IMPACT',
  draft: SOUND_DRAFT,
  play: { name: 'Cost of doing nothing', kind: 'ARGUMENT', version: 2, card: CARD },
  looks: SOUND_DRAFT.looks,
  ownerName: 'Mia Manager',
  earlierDraws: [{ pilot: 'The first try', planHash: 'ab'.repeat(32), cancelledOn: '2026-01-10' }],
  simulated: false,
  currency: 'EUR',
});
const WINDOWS = SOUND_DRAFT.windows!;

describe('the life of a pilot', () => {
  const allowed = [
    ['DRAFT', 'REGISTERED'],
    ['REGISTERED', 'RUNNING'],
    ['RUNNING', 'COMPLETED'],
    ['COMPLETED', 'DECIDED'],
    ['DRAFT', 'CANCELLED'],
    ['REGISTERED', 'CANCELLED'],
    ['RUNNING', 'CANCELLED'],
    ['COMPLETED', 'CANCELLED'],
  ].map((step) => step.join(' to '));

  it('takes the steps of the lifecycle and no others', () => {
    const states = Object.values(PilotState);
    const found = states.flatMap((from) =>
      states.filter((to) => moveObstacles(from, to).length === 0).map((to) => `${from} to ${to}`),
    );
    expect(found.sort()).toEqual(allowed.sort());
  });

  it('says which steps there are', () => {
    expect(moveObstacles('REGISTERED', 'DECIDED')).toEqual([
      'The pilot is REGISTERED: it can become RUNNING or CANCELLED, but not DECIDED.',
    ]);
    expect(moveObstacles('DECIDED', 'CANCELLED')).toEqual(['The pilot is DECIDED, and that is final.']);
  });

  it('starts with its ramp, or with its measurement where there is none', () => {
    expect(startObstacles(PLAN, '2026-01-31')).toEqual(['It starts on 2026-02-01; today is 2026-01-31.']);
    expect(startObstacles(PLAN, '2026-02-01')).toEqual([]);
    const withoutRamp = { windows: { ...WINDOWS, ramp: null } };
    expect(startObstacles(withoutRamp, '2026-02-14')).toHaveLength(1);
    expect(startObstacles(withoutRamp, '2026-02-15')).toEqual([]);
  });

  it('is complete on the day of its last look', () => {
    expect(completionObstacles(PLAN, '2026-06-14')).toHaveLength(1);
    expect(completionObstacles(PLAN, '2026-06-15')).toEqual([]);
  });

  it('can be amended once its plan is frozen, until it is cancelled', () => {
    const open = Object.values(PilotState).filter((state) => recordObstacles(state).length === 0);
    expect(open).toEqual(['REGISTERED', 'RUNNING', 'COMPLETED', 'DECIDED']);
  });
});

describe('a frozen plan', () => {
  it('holds no row ids', () => {
    expect(canonicalJson(PLAN)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('has the same hash when it comes back from the database', () => {
    expect(planHash(JSON.parse(JSON.stringify(PLAN)) as PilotPlan)).toBe(planHash(PLAN));
  });

  it('has another hash when any part of it changes', () => {
    const leaves = leavesOf(PLAN);
    expect(leaves.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        expect(planHash(withChanged(PLAN, path) as PilotPlan)).not.toBe(planHash(PLAN));
      }),
      { numRuns: 200 },
    );
  });

  it('holds why units were chosen, and nothing in its place where nobody was', () => {
    const input = { ...PLAN, play: { ...PLAN.play, card: CARD }, ownerName: '', looks: SOUND_DRAFT.looks };
    const planned = (chosenBecause: string | null): PilotPlan =>
      frozenPlan({
        ...input,
        draft: { ...SOUND_DRAFT, assignment: { ...SOUND_DRAFT.assignment, chosenBecause } },
      });
    expect(planned('They had room for it.').assignment).toMatchObject({ chosenBecause: 'They had room for it.' });
    expect(planned(null).assignment).not.toHaveProperty('chosenBecause');
    expect(planHash(planned('One reason.'))).not.toBe(planHash(planned('Another.')));
  });

  it('is never made of a draft with gaps', () => {
    const input = {
      ...PLAN,
      draft: { ...SOUND_DRAFT, windows: null },
      play: { ...PLAN.play, card: CARD },
      ownerName: '',
    };
    expect(() => frozenPlan({ ...input, looks: [] })).toThrow('A draft with gaps');
  });
});

describe('the calendar of looks', () => {
  it('runs from the first day of the measurement to the last look, both included', () => {
    const windows = { measurement: { from: '2026-01-01', to: '2026-03-01' } };
    expect(lookTimes(['2026-01-25', '2026-02-19', '2026-04-10'], windows)).toEqual([0.25, 0.5, 1]);
    expect(lookTimes(['2026-03-01'], windows)).toEqual([1]);
    expect(lookTimes([], windows)).toEqual([]);
  });

  it('has the O-Brien-Fleming boundaries at equal steps', () => {
    // Statistics 3: K = 5, 4.8769 3.3569 2.6803 2.2898 2.0310
    const looks = ['2026-01-10', '2026-01-20', '2026-01-30', '2026-02-09', '2026-02-19'];
    const windows = { measurement: { from: '2026-01-01', to: '2026-02-19' } };
    const found = lookBoundaries(looks, windows, { alpha: 0.05, smallestP: 0 });
    const published = [4.8769, 3.3569, 2.6803, 2.2898, 2.031];
    found.forEach(({ z }, look) => expect(z).toBeCloseTo(published[look], 3));
  });

  it('gives a single look all of alpha', () => {
    const windows = { measurement: { from: '2026-01-01', to: '2026-02-19' } };
    expect(lookBoundaries(['2026-03-01'], windows, { alpha: 0.05, smallestP: 0.001 })[0].level).toBeCloseTo(0.05, 12);
  });
});

describe('the past that stands in for a plan', () => {
  const past = historyWindows(WINDOWS, '2026-01-15');

  it('is as long as the measurement, as far apart as the plan, and ripe by yesterday', () => {
    expect(daysIn(past.later)).toBe(daysIn(WINDOWS.measurement));
    expect(daysIn(past.earlier)).toBe(daysIn(WINDOWS.measurement));
    expect(past.later.to).toBe('2025-12-15');
    // baseline to 14 January, measurement from 15 February: 31 days lie between
    expect(daysIn({ from: past.earlier.to, to: past.later.from }) - 2).toBe(31);
  });

  it('counts only people who were there all the time', () => {
    const roster = salespeople(4).map((unit, at) => ({
      ...unit,
      people: unit.people.map((person) => ({
        ...person,
        startedOn: [null, past.earlier.from, '2025-12-01', null][at],
        leftOn: [null, null, null, '2025-12-14'][at],
      })),
    }));
    const units = participants(SOUND_DRAFT, roster);
    expect(seasoned(units, past).map(({ label }) => label)).toEqual(['P-00', 'P-01']);
  });
});

type Path = readonly (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function withChanged(value: unknown, path: Path): unknown {
  if (path.length === 0) return typeof value === 'number' ? value + 1 : `${String(value)} changed`;
  const [key, ...rest] = path;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = withChanged(copy[key], rest);
  return copy;
}
