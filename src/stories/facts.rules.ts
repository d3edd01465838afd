import type { CheckResult } from '../analysis/result/analysis-result.js';
import type { Line, NumberSpan } from '../render/line.js';
import { joined, line } from './bound.rules.js';
import { agreeingDecimals, visibleDecimals } from './rounding.rules.js';
import { capitalised, difference, listed, withArticle } from './phrases.rules.js';
import { groupWords } from './group-words.rules.js';
import { inLanguage, type StoryCase, type ToldMetric } from './story-case.rules.js';

/** "It was used in 64% of eligible opportunities; the plan asked for 60%." */
export function adoptionSentence(c: StoryCase): Line {
  const { thresholdShare } = c.material.analysis.adoption;
  const used = adoptionShare(c, 'pilot');
  if (used === null)
    return inLanguage(c, {
      en: () => line`How often it was used was not recorded well enough to say.`,
      de: () => line`Wie oft es angewendet wurde, ist nicht gut genug erfasst.`,
    });
  const threshold =
    thresholdShare === null ? null : c.bound.number((m) => m.analysis.adoption.thresholdShare, used.format);
  const asked = inLanguage(c, {
    en: () => (threshold === null ? line`.` : line`; the plan asked for ${threshold}.`),
    de: () => (threshold === null ? line`.` : line`; der Plan verlangte ${threshold}.`),
  });
  return inLanguage(c, {
    en: () => line`It was used in ${used} of eligible opportunities${asked}`,
    de: () => line`Angewendet wurde es in ${used} der geeigneten Verkaufschancen${asked}`,
  });
}

/** What the control group did of the play, where anything is known of it. */
export function contaminationSentence(c: StoryCase): Line {
  const share = adoptionShare(c, 'control');
  if (share === null) return [];
  if (c.switches)
    return inLanguage(c, {
      en: () => line`Those without the play used it in ${share} of eligible opportunities all the same.`,
      de: () => line`Auch ohne dass es so weit war, wurde es in ${share} der geeigneten Verkaufschancen angewendet.`,
    });
  return inLanguage(c, {
    en: () => line`In the control group it was used in ${share} of eligible opportunities.`,
    de: () => line`In der Vergleichsgruppe wurde es in ${share} der geeigneten Verkaufschancen angewendet.`,
  });
}

/** The share of eligible deals in which an arm used the play; null where too few reported. */
export function adoptionShare(c: StoryCase, group: 'pilot' | 'control'): NumberSpan | null {
  const { arms, thresholdShare } = c.material.analysis.adoption;
  const { comparison } = c.material.analysis.primary;
  const index = arms.findIndex(({ armKey, isControl }) => (group === 'pilot' ? armKey === comparison.arm : isControl));
  const arm = arms.at(index);
  if (index === -1 || arm?.known !== true || arm.share === null) return null;
  const threshold = thresholdShare ?? 0;
  // 59.6 % against 60 % must not both read 60 %.
  const apart = { control: threshold * 100, pilot: arm.share * 100, effects: [(arm.share - threshold) * 100] };
  const decimals = group === 'pilot' ? agreeingDecimals(apart, { from: 0, most: 1 }) : 0;
  return c.bound.number((m) => m.analysis.adoption.arms[index].share, { as: 'percent', decimals });
}

/** Whether the guardrails held: the worst news first. */
export function guardrailSentence(c: StoryCase): Line {
  const judged = (judgement: string): ToldMetric[] =>
    c.guardrails.filter((_, index) => c.material.analysis.guardrails[index]?.judgement === judgement);
  const [harmful, undecided, held] = [judged('HARMFUL'), judged('UNDECIDED'), judged('NON_INFERIOR')];
  if (harmful.length > 0) return joined(harmful.map((metric) => gotWorse(c, metric)));
  if (undecided.length > 0)
    return inLanguage(c, {
      en: () => line`Whether ${namesOf(c, undecided)} suffered is not settled.`,
      de: () => line`Ob ${namesOf(c, undecided)} gelitten ${undecided.length === 1 ? 'hat' : 'haben'}, ist offen.`,
    });
  if (held.length === 0) return [];
  return inLanguage(c, {
    en: () =>
      line`${capitalised(namesOf(c, held))} stayed within the agreed ${held.length === 1 ? 'margin' : 'margins'}.`,
    de: () =>
      held.length === 1
        ? line`${capitalised(namesOf(c, held))} blieb in der vereinbarten Grenze.`
        : line`${capitalised(namesOf(c, held))} blieben in den vereinbarten Grenzen.`,
  });
}

/** What was harmed, with its size where that may be shown. */
export function gotWorse(c: StoryCase, metric: ToldMetric): Line {
  const by = metric.figures.effect === null ? [] : line`: ${difference(metric, c.language)}`;
  return inLanguage(c, {
    en: () => line`The ${metric.words.name} got worse${by}.`,
    de: () => line`${capitalised(withArticle(metric.words))} hat sich verschlechtert${by}.`,
  });
}

function namesOf({ language }: StoryCase, metrics: readonly ToldMetric[]): Line {
  return listed(
    metrics.map(({ words }) => (language === 'de' ? withArticle(words) : line`the ${words.name}`)),
    language,
  );
}

/** Losses close faster than wins, so what is still open may yet move the result. */
export function openDealsSentence(c: StoryCase): Line {
  const [pilot, control] = openShares(c);
  if (pilot === null || control === null) return [];
  if (pilot.value === 0 && control.value === 0)
    return inLanguage(c, {
      en: () => line`No opportunity of the measurement is still open.`,
      de: () => line`Keine Verkaufschance der Messung ist noch offen.`,
    });
  const { inPilot, inControl } = groupWords(c);
  return inLanguage(c, {
    en: () => line`Still open are ${pilot} of opportunities ${inPilot} and ${control} ${inControl}.`,
    de: () => line`Noch offen sind ${pilot} der Verkaufschancen ${inPilot} und ${control} ${inControl}.`,
  });
}

export function openShares(c: StoryCase): [pilot: NumberSpan | null, control: NumberSpan | null] {
  const { openShare, comparison, arms } = c.material.analysis.primary;
  const decimals = visibleDecimals(
    openShare.map((one) => one.share * 100),
    { from: 0, most: 2 },
  );
  const share = (armKey: string | undefined): NumberSpan | null => {
    const index = openShare.findIndex((one) => one.armKey === armKey);
    if (index === -1) return null;
    return c.bound.number((m) => m.analysis.primary.openShare[index].share, { as: 'percent', decimals });
  };
  return [share(comparison.arm), share(arms.find(({ isControl }) => isControl)?.armKey)];
}

/** What a reader should be wary of, the worst first, each once. */
export function failedChecks({ material }: StoryCase): CheckResult[] {
  const failed = material.analysis.checks
    .filter(({ severity }) => severity !== 'INFO')
    .sort((one, other) => Number(other.severity === 'BLOCK') - Number(one.severity === 'BLOCK'));
  return failed.filter(({ code }, index) => failed.findIndex((one) => one.code === code) === index);
}

export function isBlockedByOpenDeals({ material }: StoryCase): boolean {
  return material.analysis.checks.some(({ code, severity }) => code === 'DEALS_OPEN' && severity === 'BLOCK');
}
