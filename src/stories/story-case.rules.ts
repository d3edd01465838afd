import type { MetricResult } from '../analysis/result/analysis-result.js';
import type { Verdict } from '../analysis/verdict/verdict.rules.js';
import { isDrawn } from '../pilots/plan.rules.js';
import { isSwitching } from '../pilots/switches.rules.js';
import type { Language } from '../render/format.js';
import type { Line, NumberSpan, Span } from '../render/line.js';
import { Bound, line } from './bound.rules.js';
import { metricFigures, type MetricFigures, PLAIN } from './figures.rules.js';
import { named } from './free-numbers.rules.js';
import { type MetricWords, metricWords } from './metric-words.rules.js';
import type { StoryMaterial } from './story-material.js';

/** A metric with its numbers and its words. */
export interface ToldMetric {
  readonly figures: MetricFigures;
  readonly words: MetricWords;
}

/** What the sentences of a story are made from. */
export interface StoryCase {
  readonly material: StoryMaterial;
  readonly language: Language;
  readonly bound: Bound;
  readonly verdict: Verdict;
  readonly play: Span;
  readonly primary: ToldMetric;
  readonly secondary: readonly ToldMetric[];
  readonly guardrails: readonly ToldMetric[];
  /** Distinct salespeople of all arms. */
  readonly people: NumberSpan;
  /** Whether all get the play, one after the other. */
  readonly switches: boolean;
  /** Whether cohorts, or the order of switching, were drawn by lot. */
  readonly isRandomised: boolean;
  /** A comparison of groups that people chose: what is found goes together with the play and need not come from it. */
  readonly isAssociation: boolean;
}

export function storyCase(material: StoryMaterial, language: Language): StoryCase {
  const bound = new Bound(material);
  const { analysis, plan } = material;
  // Everybody stands on the side without the play first, so that nobody may be counted twice.
  const switches = isSwitching(plan.assignment);
  const everybody = analysis.primary.arms.findIndex(({ isControl }) => isControl);
  const tell = (at: (m: StoryMaterial) => MetricResult): ToldMetric => ({
    figures: metricFigures(at, material, bound),
    words: metricWords(at(material), material, language),
  });
  return {
    material,
    language,
    bound,
    verdict: analysis.verdict,
    play: named(material.playName, 'plan.play.name'),
    primary: tell((m) => m.analysis.primary),
    secondary: analysis.secondary.map((_, index) => tell((m) => m.analysis.secondary[index])),
    guardrails: analysis.guardrails.map((_, index) => tell((m) => m.analysis.guardrails[index])),
    people: switches
      ? bound.number((m) => m.analysis.primary.arms[everybody]?.people, PLAIN)
      : bound.sum(
          analysis.primary.arms.map((_, index) => (m: StoryMaterial) => m.analysis.primary.arms[index]?.people ?? 0),
          PLAIN,
        ),
    switches,
    isRandomised: isRandomised(plan),
    isAssociation: plan.kind === 'IMPACT' && !isDrawn(plan.assignment),
  };
}

export function isRandomised({ kind, assignment }: StoryMaterial['plan']): boolean {
  return kind === 'IMPACT' && isDrawn(assignment);
}

/** The one of two wordings that the story's language needs; only that one is made. */
export function inLanguage<Wording>(
  { language }: Pick<StoryCase, 'language'>,
  wordings: Record<Language, () => Wording>,
): Wording {
  return wordings[language]();
}

/** The play in quotation marks, to stand in a sentence. */
export function quotedPlay({ play, language }: StoryCase): Line {
  return language === 'de' ? line`„${play}“` : line`“${play}”`;
}
