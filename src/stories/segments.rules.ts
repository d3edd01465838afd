import type { SegmentsResult } from '../analysis/result/analysis-result.js';
import { areLargeEnough } from '../analysis/observation/segment.rules.js';
import type { SegmentBy } from '../pilots/plan.rules.js';
import type { Language } from '../render/format.js';
import type { Line, Span } from '../render/line.js';
import type { Profile } from '../roster/roster.rules.js';
import { line } from './bound.rules.js';
import { isBlockedByOpenDeals } from './facts.rules.js';
import type { Effect } from './figures.rules.js';
import { named } from './free-numbers.rules.js';
import { difference, range } from './phrases.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';
import type { StoryMaterial } from './story-material.js';

const TOLD_IN: readonly string[] = ['PROVEN', 'PROMISING', 'INCONCLUSIVE', 'NO_MEANINGFUL_EFFECT', 'HARMFUL'];

const SHARED: Readonly<Record<Language, Readonly<Record<SegmentBy, string>>>> = {
  en: { REGION: 'the region', TEAM: 'the team', TERRITORY: 'the territory', PROFILE: 'how somebody sells' },
  de: { REGION: 'die Region', TEAM: 'das Team', TERRITORY: 'das Gebiet', PROFILE: 'die Art zu verkaufen' },
};

const PROFILES: Readonly<Record<Language, Readonly<Record<Exclude<Profile, 'UNKNOWN'>, string>>>> = {
  en: {
    HARD_WORKER: 'hard workers',
    CHALLENGER: 'challengers',
    RELATIONSHIP_BUILDER: 'relationship builders',
    LONE_WOLF: 'lone wolves',
    PROBLEM_SOLVER: 'problem solvers',
  },
  de: {
    HARD_WORKER: 'Fleißige',
    CHALLENGER: 'Herausfordernde',
    RELATIONSHIP_BUILDER: 'Beziehungspflegende',
    LONE_WOLF: 'Eigenwillige',
    PROBLEM_SOLVER: 'Problemlösende',
  },
};

/** One line for each registered breakdown in which the uplift differs, corrected for all that was explored; mostly none. */
export function segmentLines(c: StoryCase): Line[] {
  const { segments = [], primary } = c.material.analysis;
  if (!TOLD_IN.includes(c.verdict) || c.primary.figures.effect === null || isBlockedByOpenDeals(c)) return [];
  return segments.flatMap((one, index): Line[] => {
    const isTold = one.differs && one.arm === primary.comparison.arm && areLargeEnough(one, c.material.minimumCohort);
    return isTold ? segmentLine(c, index) : [];
  });
}

/** Only the two ends are named; that they were picked says the sentence. */
function segmentLine(c: StoryCase, index: number): Line[] {
  const { segments = [] } = c.material.analysis;
  const { by, effects } = segments[index];
  const known = effects
    .map((effect, at) => ({ at, uplift: sizeOf(c, effect) }))
    .filter((one): one is { at: number; uplift: number } => one.uplift !== null)
    .sort((one, other) => other.uplift - one.uplift);
  const [most, least] = [known.at(0), known.at(-1)];
  if (!most || !least || most === least) return [];
  const shared = SHARED[c.language][by];
  const [first, last] = [told(c, index, most.at), told(c, index, least.at)];
  return [
    inLanguage(c, {
      en: () => line`Only explored: it seems to depend on ${shared}. Most: ${first}; least: ${last}.`,
      de: () => line`Nur erkundet: Es scheint auf ${shared} anzukommen. Am meisten: ${first}; am wenigsten: ${last}.`,
    }),
  ];
}

type SegmentEffect = SegmentsResult['effects'][number];

function sizeOf(c: StoryCase, effect: SegmentEffect): number | null {
  return viewOf(c, effect)?.estimate ?? null;
}

function viewOf({ primary }: StoryCase, effect: SegmentEffect): SegmentEffect['absolute'] {
  return primary.figures.effect?.measure === 'PERCENT' ? effect.relative : effect.absolute;
}

/** "South, 50% higher (between 40 and 60% higher)". */
function told(c: StoryCase, index: number, at: number): Line {
  const metric = { ...c.primary, figures: { ...c.primary.figures, effect: effectOf(c, index, at) } };
  const name = nameOf(c, index, at);
  return line`${name}, ${difference(metric, c.language)} (${range(metric, c.language)})`;
}

function nameOf({ material, language }: StoryCase, index: number, at: number): Span | string {
  const { segments = [] } = material.analysis;
  const { by, effects } = segments[index];
  const { segment } = effects[at];
  const profile = (PROFILES[language] as Readonly<Partial<Record<string, string>>>)[segment];
  if (by === 'PROFILE' && profile !== undefined) return profile;
  return named(segment, `analysis.segments.${String(index)}.effects.${String(at)}.segment`);
}

function effectOf(c: StoryCase, index: number, at: number): Effect | null {
  const whole = c.primary.figures.effect;
  if (whole === null) return null;
  const { format } = whole.estimate;
  const view = (m: StoryMaterial): SegmentEffect['absolute'] | undefined => {
    const effect = m.analysis.segments?.[index].effects[at];
    return whole.measure === 'PERCENT' ? effect?.relative : effect?.absolute;
  };
  const isMore = (view(c.material)?.estimate ?? 0) > 0;
  return {
    measure: whole.measure,
    estimate: c.bound.number((m) => view(m)?.estimate, format),
    low: c.bound.perhaps((m) => view(m)?.interval[0], format),
    high: c.bound.perhaps((m) => view(m)?.interval[1], format),
    isMore,
    isGood: isMore === (c.material.analysis.primary.direction === 'UP'),
  };
}
