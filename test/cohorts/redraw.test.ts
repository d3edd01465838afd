import { readFileSync } from 'node:fs';
import { assignedArms, drawSeed, redraw } from '../../src/cohorts/draw.rules.js';
import { type FrozenUnit, rosterSha256 } from '../../src/cohorts/frozen-roster.rules.js';
import { Mechanism, type PilotPlan } from '../../src/pilots/plan.rules.js';
import { Random } from '../../src/statistics/index.js';

interface Example {
  /** Absent in the worked example, which is drawn within strata. */
  readonly assignment?: Partial<PilotPlan['assignment']>;
  readonly arms: { readonly key: string; readonly share: number }[];
  readonly planHash: string;
  readonly rosterSha256: string;
  readonly randomness: string;
  readonly roster: FrozenUnit[];
  readonly seed: number;
  readonly firstWord: number;
  readonly armOf: Record<string, string>;
}

function designOf(example: Pick<Example, 'arms' | 'assignment'>): Pick<PilotPlan, 'arms' | 'assignment'> {
  return {
    arms: example.arms.map(({ key, share }) => ({ key, share, name: key, isControl: key === 'control' })),
    assignment: { mechanism: Mechanism.STRATIFIED, stratifyBy: 'REGION', chosenUnits: [], ...example.assignment },
  };
}

function expectTheSame(example: Example): void {
  expect(rosterSha256(example.roster)).toBe(example.rosterSha256);
  expect(drawSeed(example)).toBe(example.seed);
  expect(new Random(example.seed).word()).toBe(example.firstWord);
  expect(Object.fromEntries(assignedArms(designOf(example), example.roster, example.seed))).toEqual(example.armOf);
}

describe('drawing cohorts again', () => {
  const text = readFileSync('docs/redraw.md', 'utf8');
  const worked = JSON.parse(/```json\n([^`]*)```/.exec(text)?.[1] ?? '') as Example;

  it('comes to what the worked example in docs/redraw.md shows', () => {
    expectTheSame(worked);
  });

  // scripts/golden/redraw.py, Python 3.11.7
  const golden = (
    JSON.parse(readFileSync('test/data/golden/redraw.json', 'utf8')) as (Example & { name: string; draw: Example })[]
  ).map((one): [string, Example] => [one.name, { ...one.draw, ...one }]);
  it.each(golden)('comes to the same as an outsider in Python: %s', (_, example) => {
    expectTheSame(example);
  });

  it('in pairs gives an odd one no arm, and of each pair one to each', () => {
    const [, { arms, assignment, roster, seed }] = golden.find(([name]) => name.startsWith('pairs')) ?? golden[0];
    const armOf = assignedArms(designOf({ arms, assignment }), roster, seed);
    const left = roster.filter(({ unit }) => !armOf.has(unit));
    expect(left.map(({ pair }) => pair)).toEqual([null, null]);
    for (const pair of new Set(roster.flatMap((one) => one.pair ?? [])))
      expect(
        roster
          .filter((one) => one.pair === pair)
          .map(({ unit }) => armOf.get(unit))
          .sort(),
      ).toEqual(['control', 'pilot']);
  });

  const plan = designOf(worked) as PilotPlan;
  const members = Object.entries(worked.armOf).map(([pseudonym, armKey]) => ({ pseudonym, armKey }));
  const recorded = { planHash: worked.planHash, members };

  it('finds nothing where nothing was touched', () => {
    expect(redraw(plan, worked, recorded)).toEqual({
      planUnchanged: true,
      rosterUnchanged: true,
      seedFollows: true,
      differences: 0,
    });
  });

  it.each([
    ['another plan', { ...worked }, { ...recorded, planHash: 'f'.repeat(64) }, { planUnchanged: false }],
    [
      'a seed that was typed in',
      { ...worked, seed: worked.seed + 1 },
      recorded,
      { seedFollows: false, rosterUnchanged: true },
    ],
    [
      'randomness that was replaced afterwards',
      { ...worked, randomness: '1'.repeat(64) },
      recorded,
      { seedFollows: false, differences: 0 },
    ],
    [
      'somebody taken off the roster',
      { ...worked, roster: worked.roster.slice(1) },
      recorded,
      { rosterUnchanged: false },
    ],
    [
      'a salesperson moved to the other arm',
      worked,
      { ...recorded, members: members.map((one, at) => (at === 0 ? { ...one, armKey: 'control' } : one)) },
      { differences: 1, seedFollows: true, rosterUnchanged: true, planUnchanged: true },
    ],
    ['a salesperson left out', worked, { ...recorded, members: members.slice(1) }, { differences: 1 }],
    [
      'a salesperson slipped in',
      worked,
      { ...recorded, members: [...members, { pseudonym: 'P-NEW', armKey: 'pilot' }] },
      { differences: 1 },
    ],
  ])('finds %s', (_, draw, held, found) => {
    expect(redraw(plan, draw, held)).toMatchObject(found);
  });

  it('puts the chosen units of a feasibility pilot into the pilot arm, and all others into control', () => {
    const chosen: Pick<PilotPlan, 'arms' | 'assignment'> = {
      ...designOf(worked),
      assignment: { mechanism: Mechanism.CHOSEN, stratifyBy: null, chosenUnits: ['P-2BD4F', 'P-Z5T6V'] },
    };
    const arms = assignedArms(chosen, worked.roster, worked.seed);
    expect([...arms].filter(([, arm]) => arm === 'pilot').map(([unit]) => unit)).toEqual(['P-2BD4F', 'P-Z5T6V']);
    expect(arms.size).toBe(9);
  });
});
