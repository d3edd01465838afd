import type { PilotDraft } from '../../src/pilots/pilot-draft.js';
import { participants } from '../../src/pilots/population.rules.js';
import { type PeopledCandidate, readiness } from '../../src/pilots/readiness.rules.js';
import { salespeople, SOUND_CANDIDATE, SOUND_DRAFT } from './sound-draft.js';

function obstaclesOf(draft: Partial<PilotDraft>, rest: Partial<PeopledCandidate> = {}): readonly string[] {
  return readiness({ ...SOUND_CANDIDATE, ...rest, draft: { ...SOUND_DRAFT, ...draft } }).obstacles;
}

const WINDOWS = SOUND_DRAFT.windows!;
const PRIMARY = SOUND_DRAFT.primary!;
const [CONTROL, PILOT] = SOUND_DRAFT.arms;

describe('what stands in the way of registering a pilot', () => {
  it('is nothing, for a sound draft', () => {
    expect(obstaclesOf({})).toEqual([]);
  });

  const faults: [string, Partial<PilotDraft>, string][] = [
    ['has no hypothesis', { hypothesis: null }, 'hypothesis:'],
    ['has no control arm', { arms: [{ ...CONTROL, isControl: false }, PILOT] }, 'arms: 0 are control'],
    ['has two control arms', { arms: [CONTROL, { ...PILOT, isControl: true }] }, 'arms: 2 are control'],
    ['has no pilot arm', { arms: [{ ...CONTROL, share: 1 }] }, 'arms: there is no pilot arm'],
    ['has no arm at all', { arms: [] }, 'arms: there is no pilot arm'],
    ['uses a key twice', { arms: [CONTROL, { ...PILOT, key: 'control' }] }, 'arms: the key "control"'],
    ['uses a name twice', { arms: [CONTROL, { ...PILOT, name: 'Control' }] }, 'arms: the name "Control"'],
    ['gives out more than all units', { arms: [CONTROL, { ...PILOT, share: 0.6 }] }, 'arms: the shares add up to 1.1'],
    [
      'gives no units to an arm',
      {
        arms: [
          { ...CONTROL, share: 1 },
          { ...PILOT, share: 0 },
        ],
      },
      'arms: the share of "pilot" is 0',
    ],
    [
      'would choose its pilot arm by hand',
      { assignment: { mechanism: 'CHOSEN', stratifyBy: null, chosenUnits: ['P-01'] } },
      'assignment.chosenBecause: an IMPACT pilot',
    ],
    [
      'names units though they are drawn',
      { assignment: { mechanism: 'COMPLETE', stratifyBy: null, chosenUnits: ['P-01'] } },
      'assignment.chosenUnits:',
    ],
    [
      'says why units were chosen though they are drawn',
      {
        assignment: {
          mechanism: 'COMPLETE',
          stratifyBy: null,
          chosenUnits: [],
          chosenBecause: 'They had room for it.',
        },
      },
      'assignment.chosenBecause: nobody is CHOSEN',
    ],
    [
      'does not say what strata share',
      { assignment: { mechanism: 'STRATIFIED', stratifyBy: null, chosenUnits: [] } },
      'assignment.stratifyBy: say',
    ],
    [
      'names strata it does not use',
      { assignment: { mechanism: 'COMPLETE', stratifyBy: 'REGION', chosenUnits: [] } },
      'assignment.stratifyBy: a COMPLETE',
    ],
    [
      'makes every team a stratum of its own',
      { unit: 'TEAM', assignment: { mechanism: 'STRATIFIED', stratifyBy: 'TEAM', chosenUnits: [] } },
      'assignment.stratifyBy: each TEAM',
    ],
    ['has no windows', { windows: null }, 'windows: there are none'],
    [
      'has a baseline that ends before it begins',
      { windows: { ...WINDOWS, baseline: { from: '2026-01-14', to: '2025-10-01' } } },
      'windows.baseline: it ends',
    ],
    [
      'has a ramp within its baseline',
      { windows: { ...WINDOWS, baseline: { from: '2025-10-01', to: '2026-02-01' } } },
      'windows.ramp: it begins',
    ],
    [
      'has a ramp that reaches into the measurement',
      { windows: { ...WINDOWS, ramp: { from: '2026-02-01', to: '2026-02-15' } } },
      'windows.ramp: it ends',
    ],
    [
      'has a baseline that reaches into the measurement',
      { windows: { ...WINDOWS, ramp: null, baseline: { from: '2025-10-01', to: '2026-02-15' } } },
      'windows.baseline: it ends on 2026-02-15, but',
    ],
    [
      'measures for longer than anybody waits',
      { windows: { ...WINDOWS, measurement: { from: '2026-02-15', to: '2036-05-15' } } },
      'windows.measurement: it has 3743 days',
    ],
    ['has no look', { looks: [] }, 'looks: there is none'],
    ['looks before the measurement', { looks: ['2026-02-14', '2026-06-15'] }, 'looks: 2026-02-14 lies before'],
    ['looks twice on a day', { looks: ['2026-06-15', '2026-06-15'] }, 'looks: 2026-06-15 does not come after'],
    ['looks backwards', { looks: ['2026-06-20', '2026-06-15'] }, 'looks: 2026-06-15 does not come after'],
    ['reads the result before deals are ripe', { looks: ['2026-06-13'] }, 'looks: the last is on 2026-06-13'],
    ['looks in another century', { looks: ['2126-06-15'] }, 'more than 2200 days'],
    ['has no decision agreed', { decision: null }, 'decision: it is not agreed'],
    [
      'has nothing to decide between',
      { decision: { dueOn: '2026-06-30', options: ['ROLL_OUT'] } },
      'decision.options: with fewer than two',
    ],
    [
      'is decided before it can be read',
      { decision: { dueOn: '2026-06-14', options: ['ROLL_OUT', 'STOP'] } },
      'decision.dueOn:',
    ],
    ['has no primary metric', { primary: null }, 'primary: there is no primary metric'],
    ['has an unknown primary metric', { primary: { ...PRIMARY, metric: 'win_rate@9' } }, 'primary.metric: there is no'],
    [
      'is decided by a leading metric alone',
      { primary: { ...PRIMARY, metric: 'pipeline_created@1' } },
      'primary.metric: pipeline_created@1 is a leading metric',
    ],
    ['takes the log of a ratio', { primary: { ...PRIMARY, scale: 'LOG' } }, 'primary.scale:'],
    ['has no effect that would matter', { primary: { ...PRIMARY, minimumEffectShare: 0 } }, 'minimumEffectShare'],
    ['has an unknown secondary metric', { secondary: ['luck@1'] }, 'secondary: there is no metric luck@1'],
    [
      'has an unknown guardrail',
      { guardrails: [{ metric: 'luck@1', marginShare: 0.1 }] },
      'guardrails: there is no metric luck@1',
    ],
    ['explores a metric twice', { exploratory: ['win_rate@1'] }, 'metrics: win_rate@1 has two roles'],
    ['explores an unknown metric', { exploratory: ['luck@1'] }, 'exploratory: there is no metric luck@1'],
    [
      'asks whether the uplift differs within what is assigned as a whole',
      { unit: 'TEAM', segments: ['REGION', 'TEAM'] },
      'segments: each team is in one arm as a whole',
    ],
    [
      'asks for segments of arms that are chosen',
      { segments: ['REGION'], assignment: { mechanism: 'CHOSEN', stratifyBy: null, chosenUnits: ['P-01'] } },
      'segments: they need arms that are drawn at once',
    ],
    ['gives a metric two roles', { secondary: ['win_rate@1'] }, 'metrics: win_rate@1 has two roles'],
    [
      'has a guardrail without a margin',
      { guardrails: [{ metric: 'discount_rate@1', marginShare: 0 }] },
      'guardrails: the margin',
    ],
    ['accepts every result', { alpha: 0.5 }, 'alpha:'],
    ['accepts no result', { alpha: 0 }, 'alpha:'],
    ['wants more use than there can be', { adoptionThresholdShare: 1.5 }, 'adoptionThresholdShare:'],
    [
      'is for a region that is not there',
      { population: { regions: ['Moon'], teams: [] } },
      'population.regions: "Moon"',
    ],
    ['is for a team that is not there', { population: { regions: [], teams: ['Moon'] } }, 'population.teams: "Moon"'],
  ];
  it.each(faults)('is said with its place when it %s', (_, draft, obstacle) => {
    const found = obstaclesOf(draft);
    expect(found).toContainEqual(expect.stringContaining(obstacle));
  });

  it('is all said at once', () => {
    const everything = obstaclesOf(
      { hypothesis: null, arms: [], windows: null, looks: [], decision: null, primary: null, alpha: 1 },
      { ownerMayDecide: false, playStatus: 'RETIRED', roster: [] },
    );
    expect(everything.map((obstacle) => obstacle.split(':')[0])).toEqual([
      'hypothesis',
      'play',
      'owner',
      'windows',
      'looks',
      'decision',
      'primary',
      'alpha',
      'arms',
      'arms',
      'population',
    ]);
  });

  it.each([
    ['the day before the measurement', '2026-02-14', 'no'],
    ['the first day of the measurement', '2026-02-15', 'begun'],
    ['a day in the measurement', '2026-03-01', 'begun'],
  ])('is on %s that the measurement has %s', (_, today, answer) => {
    const found = obstaclesOf({ windows: { ...WINDOWS, ramp: null } }, { today });
    expect(found.some((obstacle) => obstacle.startsWith('windows.measurement: it has already begun'))).toBe(
      answer === 'begun',
    );
  });

  it('is a ramp that began before the draw, but not one that begins on the day of the draw', () => {
    expect(obstaclesOf({}, { today: '2026-02-01' })).toEqual([]);
    expect(obstaclesOf({}, { today: '2026-02-02' })).toEqual([expect.stringContaining('windows.ramp: it has already')]);
  });

  it('is for a feasibility pilot that its units are not named, or are not there', () => {
    const feasible = { kind: 'FEASIBILITY' } as const;
    const chosen = (chosenUnits: string[]): Partial<PilotDraft> => ({
      assignment: { mechanism: 'CHOSEN', stratifyBy: null, chosenUnits },
    });
    expect(obstaclesOf(chosen(['P-01', 'P-02']), feasible)).toEqual([]);
    expect(obstaclesOf(chosen([]), feasible)).toEqual([expect.stringContaining('nobody is chosen')]);
    expect(obstaclesOf(chosen(['P-99']), feasible)).toEqual(['assignment.chosenUnits: "P-99" is not there.']);
    expect(obstaclesOf({}, feasible)).toEqual([expect.stringContaining('a FEASIBILITY pilot is CHOSEN by hand')]);
    const everybody = salespeople(24).map(({ label }) => label);
    expect(obstaclesOf(chosen(everybody), feasible)).toEqual([
      'cohorts: the arm "Control" would have 0 units, and needs 1: widen the population.',
    ]);
  });
});

describe('an IMPACT pilot whose units are chosen', () => {
  const draft: PilotDraft = {
    ...SOUND_DRAFT,
    assignment: {
      mechanism: 'CHOSEN',
      stratifyBy: null,
      chosenUnits: ['P-01', 'P-02', 'P-03', 'P-04', 'P-05', 'P-06'],
      chosenBecause: 'They had room for it.',
    },
  };

  it('may be registered with its reason, and its manager is told what it can show', () => {
    const { obstacles, warnings } = readiness({ ...SOUND_CANDIDATE, draft });
    expect(obstacles).toEqual([]);
    expect(warnings).toContainEqual(expect.stringContaining('can at most become PROMISING'));
    expect(readiness(SOUND_CANDIDATE).warnings).not.toContainEqual(expect.stringContaining('PROMISING'));
  });
});

describe('the people of a pilot', () => {
  const byRegion: Partial<PilotDraft> = {
    assignment: { mechanism: 'STRATIFIED', stratifyBy: 'REGION', chosenUnits: [] },
  };

  it('must give every arm a unit in every stratum', () => {
    const roster = salespeople(9, (at) => ({ region: at === 0 ? 'East' : at < 4 ? 'North' : 'South' }));
    expect(obstaclesOf(byRegion, { roster })).toEqual([
      'cohorts: the stratum "East" has 1 unit for 2 arms: each arm needs one: widen the population, or stratify otherwise.',
    ]);
  });

  it('may be two in each of two strata, since the strata replicate each other', () => {
    const roster = salespeople(4, (at) => ({ region: at < 2 ? 'North' : 'South' }));
    expect(obstaclesOf(byRegion, { roster })).toEqual([]);
  });

  it('must be two per arm where there is one stratum', () => {
    expect(obstaclesOf(byRegion, { roster: salespeople(3, () => ({ region: 'North' })) })).toEqual([
      expect.stringContaining('would have 1 unit, and needs 2'),
    ]);
    expect(obstaclesOf({}, { roster: salespeople(3) })).toEqual([
      expect.stringContaining('would have 1 unit, and needs 2'),
    ]);
    expect(obstaclesOf({}, { roster: salespeople(4) })).toEqual([]);
  });

  it('must all have a stratum', () => {
    const roster = salespeople(8, (at) => ({ region: at < 2 ? null : 'North' }));
    expect(obstaclesOf(byRegion, { roster })).toEqual([
      'assignment.stratifyBy: "P-00", "P-01" have no region, or more than one: complete the roster, or stratify otherwise.',
    ]);
  });

  it('of a territory take its region as stratum', () => {
    const people = salespeople(8, (at) => ({
      territory: `T${String(at % 4)}`,
      region: at % 2 === 0 ? 'North' : 'South',
    }));
    const territories = [0, 1, 2, 3].map((at) => ({
      ...people[at],
      label: `T${String(at)}`,
      people: [...people[at].people, ...people[at + 4].people],
    }));
    const draft = { ...SOUND_DRAFT, ...byRegion, unit: 'TERRITORY' } as const;
    expect(readiness({ ...SOUND_CANDIDATE, draft, roster: territories }).obstacles).toEqual([]);
    expect(participants(draft, territories).map(({ label, stratum }) => `${label} ${String(stratum)}`)).toEqual([
      'T0 North',
      'T1 South',
      'T2 North',
      'T3 South',
    ]);
  });

  it('may be those of some teams or regions only', () => {
    const roster = salespeople(12, (at) => ({ region: at < 6 ? 'North' : 'South', team: at % 2 === 0 ? 'A' : 'B' }));
    const draft = { ...SOUND_DRAFT, population: { regions: ['North'], teams: ['A'] } };
    expect(participants(draft, roster).map(({ label }) => label)).toEqual(['P-00', 'P-02', 'P-04']);
  });

  it('of a team must share the stratum of their team', () => {
    const people = salespeople(6, (at) => ({ team: at < 3 ? 'A' : 'B', region: at === 0 ? 'North' : 'South' }));
    const team = (label: string, from: number) => ({
      id: label,
      key: label,
      label,
      people: people.slice(from, from + 3).flatMap((unit) => unit.people),
    });
    expect(obstaclesOf({ ...byRegion, unit: 'TEAM' }, { roster: [team('A', 0), team('B', 3)] })).toEqual([
      expect.stringContaining('assignment.stratifyBy: "A" has no region, or more than one'),
    ]);
  });

  it('are named five at most where many are wrong', () => {
    expect(obstaclesOf(byRegion, { roster: salespeople(24) })[0]).toContain('"P-04" and 19 more have no region');
  });
});

describe('what a manager should know before registering', () => {
  const warningsOf = (draft: Partial<PilotDraft>, rest: Partial<PeopledCandidate> = {}) =>
    readiness({ ...SOUND_CANDIDATE, ...rest, draft: { ...SOUND_DRAFT, ...draft } });

  it('is nothing, for a sound draft', () => {
    expect(warningsOf({}).warnings).toEqual([]);
  });

  it('is that three against three can never be significant', () => {
    // 2 of 20 assignments are as extreme as the most extreme one: statistics 0.7 says .10
    expect(warningsOf({}, { roster: salespeople(6) }).warnings).toEqual([
      expect.stringContaining('the smallest p these cohorts can ever give is 0.10, above 0.050'),
      expect.stringContaining('an arm will have about 3 salespeople; results are shown from 5 per arm'),
    ]);
  });

  it('is which looks come too early for so few units; they are not registered', () => {
    // Of 12 looks the first usable is look 4 at 12 v 12, 6 at 6 v 6, 11 at 4 v 4 (statistics 1.10).
    const windows = { ...WINDOWS, measurement: { from: '2026-02-15', to: '2026-06-14' }, maturationDays: 0 };
    const looks = Array.from({ length: 12 }, (_, at) =>
      new Date(Date.UTC(2026, 1, 14 + 10 * (at + 1))).toISOString().slice(0, 10),
    );
    for (const [units, first] of [
      [24, 4],
      [12, 6],
      [8, 11],
    ] as const) {
      const known = warningsOf({ windows, looks }, { roster: salespeople(units) });
      expect(known.obstacles).toEqual([]);
      expect(known.looks).toEqual(looks.slice(first - 1));
      expect(known.warnings.filter((warning) => warning.startsWith('looks:'))).toHaveLength(first - 1);
    }
  });

  it('is who cannot take part when teams are drawn', () => {
    expect(warningsOf({ unit: 'TEAM' }, { withoutUnit: 3 }).warnings).toEqual([
      'population: 3 salespeople have no team and so cannot take part.',
    ]);
  });
});
