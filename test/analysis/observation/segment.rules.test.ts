import type { SegmentsResult } from '../../../src/analysis/result/analysis-result.js';
import { segmentInputs, shownSegments } from '../../../src/analysis/observation/segment.rules.js';
import { segmentsSentence } from '../../../src/analysis/verdict/segment-sentence.rules.js';
import type { ObservedUnit } from '../../../src/statistics/index.js';

/** So many salespeople of each segment in control and in the pilot arm, named after their segment; "" is none. */
function field(counts: Readonly<Record<string, readonly [number, number]>>): ObservedUnit[] {
  return Object.entries(counts).flatMap(([segment, byArm]) =>
    ['control', 'pilot'].flatMap((arm, side) =>
      Array.from({ length: byArm[side] }, (_, i) => ({ unit: `${segment}:${arm}${String(i)}`, arm, outcome: i })),
    ),
  );
}

const segmentOf = (unit: string): string | null => unit.split(':')[0] || null;

function inputs(rows: readonly ObservedUnit[], minimumCohort = 5) {
  const { of, withheld } = segmentInputs('REGION', rows, { segmentOf, arms: ['control', 'pilot'], minimumCohort });
  return { shown: [...new Set(Object.values(of))].sort(), withheld, of };
}

describe('segments that may be shown', () => {
  it('have enough salespeople with an outcome in each arm', () => {
    const rows = field({ north: [9, 9], south: [8, 8], west: [7, 7] });
    expect(inputs(rows)).toMatchObject({ shown: ['north', 'south', 'west'], withheld: 0 });
    const gone = rows.map((row) => (row.unit.startsWith('west:pilot') ? { ...row, outcome: null } : row));
    expect(inputs(gone).shown).not.toContain('west');
  });

  it('do not uncover a small one by subtraction: the next smallest stays back with it', () => {
    expect(inputs(field({ north: [9, 9], south: [8, 8], west: [7, 2] }))).toMatchObject({
      shown: ['north'],
      withheld: 2,
    });
    // Two small ones are not hidden by each other as long as they are too few together.
    expect(inputs(field({ north: [9, 9], south: [8, 8], west: [4, 4], east: [3, 3] }))).toMatchObject({
      shown: ['north', 'south'],
      withheld: 2,
    });
  });

  it('do not uncover those who belong to none', () => {
    expect(inputs(field({ north: [9, 9], south: [8, 8], '': [2, 6] }))).toMatchObject({
      shown: ['north'],
      withheld: 1,
    });
    expect(inputs(field({ north: [9, 9], south: [8, 8], '': [6, 6] }))).toMatchObject({
      shown: ['north', 'south'],
      withheld: 0,
    });
  });

  it('are none where nothing is left to hide behind', () => {
    expect(inputs(field({ north: [9, 9], west: [2, 2] }))).toMatchObject({ shown: [], withheld: 2, of: {} });
  });
});

describe('the uplift by segment in words', () => {
  const effects = [
    { segment: 'LONE_WOLF', relative: { estimate: 0.124, interval: [0.03, 0.218] as const } },
    { segment: 'CHALLENGER', relative: null },
  ];
  const test = { pValue: 0.0123, adjustedP: 0.0369, questions: 3 };

  it('names a segment only where the uplift differs, and says that it was explored', () => {
    expect(segmentsSentence({ by: 'PROFILE', differs: true, test, effects, refusal: null })).toBe(
      'Explored, not proven: the uplift differs by profile (p 0.012, 0.037 counting all 3 questions that were explored). lone wolf: +12.4 % (+3.0 % to +21.8 %); challenger: no percentage can be told.',
    );
    expect(
      segmentsSentence({
        by: 'REGION',
        differs: false,
        test: { pValue: 0.4, adjustedP: 0.4, questions: 1 },
        effects,
        refusal: null,
      }),
    ).toBe(
      'Nothing shows that the uplift differs by region (p 0.40): the overall uplift is the best word for each of them.',
    );
  });

  it('says why there was no test', () => {
    expect(segmentsSentence({ by: 'TEAM', differs: false, test: null, effects: [], refusal: null })).toBe(
      'Whether the uplift differs by team cannot be tested. There are too few segments large enough to be shown.',
    );
  });
});

describe('a breakdown that was kept', () => {
  const kept: SegmentsResult = {
    by: 'REGION',
    arm: 'pilot',
    interaction: null,
    differs: true,
    effects: ['north', 'south'].map((segment, i) => ({
      segment,
      people: [
        { armKey: 'control', people: 9 - i },
        { armKey: 'pilot', people: 9 },
      ],
      estimate: 1,
      interval: [0, 2],
      absolute: null,
      relative: null,
      refusal: null,
    })),
    withheld: 1,
    sentence: 'north: +12 %',
  };

  it('is shown as a whole, or not at all once the workspace asks for larger cohorts', () => {
    expect(shownSegments(kept, 8)).toBe(kept);
    expect(shownSegments(kept, 9)).toMatchObject({
      effects: [],
      withheld: 3,
      sentence: 'The uplift by region is not shown: a segment is smaller than this workspace shows.',
    });
  });
});
