import type { DraftArm, PilotDraft } from '../../src/pilots/pilot-draft.js';
import { frozenPlan } from '../../src/pilots/freeze.rules.js';
import { type PeopledCandidate, readiness } from '../../src/pilots/readiness.rules.js';
import { hasPlayIn, periodsOf } from '../../src/pilots/switches.rules.js';
import { salespeople, SOUND_CANDIDATE, SOUND_DRAFT } from './sound-draft.js';

const MEASUREMENT = { from: '2026-02-15', to: '2026-05-09' };
const WINDOWS = { ...SOUND_DRAFT.windows!, ramp: null, measurement: MEASUREMENT };

function wave(number: number, playFrom: string, rest: Partial<DraftArm> = {}): DraftArm {
  return { key: `wave-${number}`, name: `Wave ${number}`, isControl: false, share: 1 / 3, playFrom, ...rest };
}

/** Four stretches of 21 days, and a wave at the end of each but the last. */
const WAVES = [wave(1, '2026-03-08'), wave(2, '2026-03-29'), wave(3, '2026-04-19')];
const DRAWN = { mechanism: 'STEPPED', stratifyBy: null, chosenUnits: [] } as const;
const STEPPED: PilotDraft = {
  ...SOUND_DRAFT,
  windows: WINDOWS,
  arms: WAVES,
  assignment: { ...DRAWN, chosenUnits: [] },
};
const ORDERS: DraftArm[] = [
  { key: 'first', name: 'Play first', isControl: false, share: 0.5, playFrom: '2026-02-15', playTo: '2026-03-28' },
  { key: 'second', name: 'Play second', isControl: false, share: 0.5, playFrom: '2026-03-29' },
];
const CROSSOVER: PilotDraft = {
  ...STEPPED,
  arms: ORDERS,
  assignment: { mechanism: 'CROSSOVER', stratifyBy: null, chosenUnits: [] },
};
const labels = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `P-${String(from + at).padStart(2, '0')}`);
const STAGED: PilotDraft = {
  ...STEPPED,
  arms: [
    wave(1, '2026-03-08', { chosenUnits: labels(0, 8) }),
    wave(2, '2026-03-29', { chosenUnits: labels(8, 16) }),
    { key: 'never', name: 'As before', isControl: true, share: 1 / 3 },
  ],
  windows: { ...WINDOWS, measurement: { from: '2026-02-15', to: '2026-04-18' } },
  assignment: { mechanism: 'STAGED', stratifyBy: null, chosenUnits: [] },
};

function obstaclesOf(draft: PilotDraft, rest: Partial<PeopledCandidate> = {}): readonly string[] {
  return readiness({ ...SOUND_CANDIDATE, ...rest, draft }).obstacles;
}

describe('a pilot whose arms switch', () => {
  it.each([
    ['STEPPED', STEPPED],
    ['CROSSOVER', CROSSOVER],
    ['STAGED', STAGED],
  ])('may be registered as %s', (_, draft) => {
    expect(obstaclesOf(draft)).toEqual([]);
  });

  it('divides its measurement wherever somebody begins or ends with the play', () => {
    expect(periodsOf(WAVES, MEASUREMENT)).toEqual([
      { from: '2026-02-15', to: '2026-03-07' },
      { from: '2026-03-08', to: '2026-03-28' },
      { from: '2026-03-29', to: '2026-04-18' },
      { from: '2026-04-19', to: '2026-05-09' },
    ]);
    expect(periodsOf(ORDERS, MEASUREMENT)).toEqual([
      { from: '2026-02-15', to: '2026-03-28' },
      { from: '2026-03-29', to: '2026-05-09' },
    ]);
  });

  it('has each wave with the play from its day on, and each order for its half', () => {
    const worked = (arms: readonly DraftArm[]) =>
      arms.map((arm) => periodsOf(arms, MEASUREMENT).map((period) => (hasPlayIn(arm, period) ? 1 : 0)));
    expect(worked(WAVES)).toEqual([
      [0, 1, 1, 1],
      [0, 0, 1, 1],
      [0, 0, 0, 1],
    ]);
    expect(worked(ORDERS)).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  const [FIRST, SECOND, THIRD] = WAVES;
  const faults: [string, PilotDraft, string][] = [
    ['has a single wave', { ...STEPPED, arms: [{ ...FIRST, share: 1 }] }, 'arms: there is one'],
    ['has a common ramp', { ...STEPPED, windows: { ...WINDOWS, ramp: SOUND_DRAFT.windows!.ramp } }, 'windows.ramp:'],
    ['is looked at twice', { ...STEPPED, looks: ['2026-04-01', '2026-06-15'] }, 'looks: the waves are compared once'],
    [
      'takes the play from a wave',
      { ...STEPPED, arms: [FIRST, SECOND, { ...THIRD, playTo: '2026-05-01' }] },
      'arms: "wave-3" has a playTo',
    ],
    [
      'has a wave that never begins',
      { ...STEPPED, arms: [FIRST, SECOND, { ...THIRD, playFrom: null, isControl: true }] },
      'arms: "wave-3" never gets the play',
    ],
    [
      'begins with a wave on the first day',
      { ...STEPPED, arms: [{ ...FIRST, playFrom: '2026-02-15' }, SECOND, THIRD] },
      'arms: a wave begins on 2026-02-15',
    ],
    [
      'begins after its measurement',
      { ...STEPPED, arms: [FIRST, SECOND, { ...THIRD, playFrom: '2026-05-10' }] },
      'arms: a wave begins on 2026-05-10',
    ],
    [
      'begins twice on a day',
      { ...STEPPED, arms: [FIRST, SECOND, { ...THIRD, playFrom: SECOND.playFrom }] },
      'arms: two waves begin on the same day',
    ],
    [
      'has stretches of unlike length',
      { ...STEPPED, arms: [FIRST, SECOND, { ...THIRD, playFrom: '2026-04-20' }] },
      'arms: between the switches lie 21, 21, 22, 20 days',
    ],
    [
      'names units of a wave that is drawn',
      { ...STEPPED, arms: [{ ...FIRST, chosenUnits: ['P-01'] }, SECOND, THIRD] },
      'arms: "wave-1" names units',
    ],
    ['is a crossover of three', { ...CROSSOVER, arms: WAVES }, 'arms: a CROSSOVER has two'],
    [
      'is a crossover with a gap',
      { ...CROSSOVER, arms: [ORDERS[0], { ...ORDERS[1], playFrom: '2026-03-30' }] },
      'arms: a CROSSOVER has two',
    ],
    [
      'is a crossover with a control',
      { ...CROSSOVER, arms: [ORDERS[0], { ...ORDERS[1], isControl: true }] },
      'arms: both orders of a CROSSOVER',
    ],
    [
      'names nobody for a staged wave',
      { ...STAGED, arms: [{ ...STAGED.arms[0], chosenUnits: [] }, STAGED.arms[1], STAGED.arms[2]] },
      'arms: nobody is in the STAGED wave "wave-1"',
    ],
    [
      'names a unit twice',
      { ...STAGED, arms: [STAGED.arms[0], { ...STAGED.arms[1], chosenUnits: labels(7, 16) }, STAGED.arms[2]] },
      'arms: a unit is named in two waves',
    ],
    [
      'leaves units out of its waves',
      {
        ...STAGED,
        windows: { ...WINDOWS, measurement: { from: '2026-02-15', to: '2026-04-18' } },
        arms: STAGED.arms.slice(0, 2).map((arm) => ({ ...arm, share: 0.5 })),
      },
      'arms: "P-16", "P-17"',
    ],
    [
      'names a stranger',
      {
        ...STAGED,
        arms: [{ ...STAGED.arms[0], chosenUnits: ['X-99', ...labels(0, 8)] }, STAGED.arms[1], STAGED.arms[2]],
      },
      'arms: "X-99" is not there',
    ],
    [
      'gives days to arms that do not switch',
      { ...SOUND_DRAFT, arms: [SOUND_DRAFT.arms[0], { ...SOUND_DRAFT.arms[1], playFrom: '2026-03-08' }] },
      'arms: "pilot" has days or units of its own',
    ],
  ];
  it.each(faults)('cannot be registered where it %s', (_, draft, obstacle) => {
    expect(obstaclesOf(draft)).toEqual([expect.stringContaining(obstacle)]);
  });

  it('warns of waves too few to tell anything: 3 units in 3 waves can be ordered in 6 ways only', () => {
    const { warnings } = readiness({ ...SOUND_CANDIDATE, roster: salespeople(3), draft: STEPPED });
    expect(warnings).toContainEqual(expect.stringContaining('smallest p these cohorts can ever give is 0.17'));
  });

  it('warns of 3 and 3 in a crossover: 2 of 20 draws are as clear as the clearest', () => {
    const { warnings } = readiness({ ...SOUND_CANDIDATE, roster: salespeople(6), draft: CROSSOVER });
    expect(warnings).toContainEqual(expect.stringContaining('smallest p these cohorts can ever give is 0.10'));
  });

  it('keeps days in the plan only of arms that have some', () => {
    const rest = { name: 'n', kind: 'IMPACT', looks: [], ownerName: 'o', earlierDraws: [], simulated: false } as const;
    const card = { customerSituation: 's', before: 'b', after: 'a', steps: ['one'], notFor: null };
    const play = { name: 'p', kind: 'TOOL', version: 1, card } as const;
    const armsOf = (draft: PilotDraft) => frozenPlan({ ...rest, draft, play, currency: 'EUR' }).arms;
    expect(armsOf({ ...SOUND_DRAFT, arms: SOUND_DRAFT.arms.map((arm) => ({ ...arm, playFrom: null })) })).toEqual(
      SOUND_DRAFT.arms,
    );
    expect(armsOf(CROSSOVER)).toEqual(ORDERS);
  });
});
