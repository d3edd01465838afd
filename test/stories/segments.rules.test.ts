import type { AnalysisResult, SegmentsResult } from '../../src/analysis/result/analysis-result.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import type { Language } from '../../src/render/format.js';
import { plainText } from '../../src/render/plain-text.js';
import { segmentLines } from '../../src/stories/segments.rules.js';
import { storyCase } from '../../src/stories/story-case.rules.js';
import { inventedMaterial } from './invented-material.js';

type Effect = readonly [segment: string, estimate: number | null, low: number, high: number, people?: number];

function breakdown(by: SegmentsResult['by'], effects: readonly Effect[], differs = true): SegmentsResult {
  return {
    ...{ by, arm: 'pilot', interaction: null, differs, withheld: 0, sentence: '' },
    effects: effects.map(([segment, estimate, low, high, people = 12]) => ({
      segment,
      people: ['control', 'pilot'].map((armKey) => ({ armKey, people })),
      estimate,
      interval: null,
      absolute: estimate === null ? null : { estimate, interval: [low, high] },
      relative: null,
      refusal: null,
    })),
  };
}

const TEAMS: readonly Effect[] = [
  ['Hunters', 0.1512, 0.0904, 0.2121],
  ['Farmers', -0.0187, -0.0711, 0.0304],
  ['Both', 0.0512, 0.0104, 0.0921],
];

function said(
  segments: AnalysisResult['segments'],
  { language = 'en', verdict = 'PROVEN' }: { language?: Language; verdict?: Verdict } = {},
): string[] {
  const c = storyCase(inventedMaterial(verdict, { segments }), language);
  return segmentLines(c).map((one) => plainText(one, language));
}

describe('where the uplift differs, in a story', () => {
  it('names both ends, and that it was explored', () => {
    const segments = [breakdown('TEAM', TEAMS)];
    expect(said(segments)).toEqual([
      'Only explored: it seems to depend on the team. Most: Hunters, 15 points higher (between 9 and 21 points higher); least: Farmers, 2 points lower (from 7 points lower to 3 points higher).',
    ]);
    expect(said(segments, { language: 'de' })).toEqual([
      'Nur erkundet: Es scheint auf das Team anzukommen. Am meisten: Hunters, 15 Punkte höher (zwischen 9 und 21 Punkte höher); am wenigsten: Farmers, 2 Punkte niedriger (zwischen 7 Punkte niedriger und 3 Punkte höher).',
    ]);
  });

  it('calls profiles by their names in the language of the story', () => {
    const segments = [breakdown('PROFILE', [['LONE_WOLF', 0.1, 0.05, 0.15], TEAMS[1]])];
    expect(said(segments)[0]).toContain(
      'it seems to depend on how somebody sells. Most: lone wolves, 10 points higher',
    );
    expect(said(segments, { language: 'de' })[0]).toContain(
      'die Art zu verkaufen anzukommen. Am meisten: Eigenwillige, 10',
    );
  });

  it('has no word where nothing differs, where a segment is too small, or where only one has a number', () => {
    expect(said([breakdown('TEAM', TEAMS, false)])).toEqual([]);
    expect(said([breakdown('TEAM', [TEAMS[0], ['Farmers', -0.02, -0.07, 0.03, 4]])])).toEqual([]);
    expect(said([breakdown('TEAM', [TEAMS[0], ['Farmers', null, 0, 0]])])).toEqual([]);
    expect(said(undefined)).toEqual([]);
  });

  it.each(['INVALID', 'DESCRIPTIVE', 'NOT_TESTED'] as const)('has no word in a story of what is %s', (verdict) => {
    expect(said([breakdown('TEAM', TEAMS)], { verdict })).toEqual([]);
  });

  it('is about the arm of the verdict only', () => {
    expect(said([{ ...breakdown('TEAM', TEAMS), arm: 'other' }])).toEqual([]);
  });
});
