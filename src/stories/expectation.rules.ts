import type { AnalysisResult } from '../analysis/result/analysis-result.js';
import type { NumberFormat } from '../render/format.js';
import type { Line, NumberSpan } from '../render/line.js';
import { line } from './bound.rules.js';
import { adoptionShare, isBlockedByOpenDeals } from './facts.rules.js';
import { type Measure, PLAIN } from './figures.rules.js';
import { isShownAsZero, signedSize, size, sizeInDative } from './phrases.rules.js';
import { visibleDecimals } from './rounding.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';
import type { StoryMaterial } from './story-material.js';

/** The value to plan with instead of the best estimate, which was in part luck. */
export function planningValue(c: StoryCase): Line {
  const { belief } = c.material.analysis;
  const { effect } = c.primary.figures;
  if (belief == null || effect === null)
    return inLanguage(c, {
      en: () => line`Differences measured once usually shrink a little: plan with less than the best estimate.`,
      de: () =>
        line`Einmal gemessene Unterschiede fallen später meist kleiner aus: Besser mit weniger als der besten Schätzung planen.`,
    });
  const isShare = effect.measure === 'PERCENT';
  const { estimate } = isShare ? belief.relative : belief.absolute;
  const format = showing([estimate], effect.estimate.format);
  const value = isShare
    ? c.bound.number((m) => m.analysis.belief?.relative.estimate, format)
    : c.bound.number((m) => m.analysis.belief?.absolute.estimate, format);
  const told = expected(value, effect.measure, c);
  if (belief.prior.source === 'CONVENTION')
    return inLanguage(c, {
      en: () => line`Differences measured once usually shrink, and most plays change little: plan with ${told}.`,
      de: () =>
        line`Einmal gemessene Unterschiede fallen später meist kleiner aus, und die meisten Vorhaben ändern wenig: Besser mit ${told} planen.`,
    });
  const pilots = c.bound.number((m) => m.analysis.belief?.prior.pilots, PLAIN);
  return inLanguage(c, {
    en: () => line`Seen together with ${pilots} earlier pilots of this metric, plan with ${told}.`,
    de: () => line`Zusammen mit ${pilots} früheren Piloten dieser Kennzahl betrachtet: Besser mit ${told} planen.`,
  });
}

/** "6 points more", in German in the dative: "6 Punkten mehr". */
function expected(value: NumberSpan, measure: Measure, { language }: StoryCase): Line {
  if (isShownAsZero(value, language)) return language === 'en' ? line`no difference` : line`keinem Unterschied`;
  if (language === 'en') return line`${size(value, measure, 'en')} ${value.value < 0 ? 'less' : 'more'}`;
  return line`${sizeInDative(value, measure, 'de')} ${value.value < 0 ? 'weniger' : 'mehr'}`;
}

const TOLD_OF_USERS: readonly string[] = ['PROVEN', 'PROMISING', 'INCONCLUSIVE', 'NO_MEANINGFUL_EFFECT'];

/** What full use would come to, where the play was used in some of the eligible opportunities only. */
export function usersSentence(c: StoryCase): Line {
  const { users } = c.material.analysis;
  const share = adoptionShare(c, 'pilot');
  const isHidden =
    users == null ||
    Math.min(users.units.control, users.units.pilot) < c.material.minimumCohort ||
    c.primary.figures.isHidden;
  if (isHidden || share === null || share.value >= 1) return [];
  if (!TOLD_OF_USERS.includes(c.verdict) || isBlockedByOpenDeals(c)) return [];
  const found = usersFigures(c);
  if (found !== null)
    return c.material.analysis.primary.comparison.significant ? fullUse(c, found) : rangeOfFullUse(c, found);
  if (users.refusal !== null && users.refusal.code !== 'WEAK_FIRST_STAGE') return [];
  return inLanguage(c, {
    en: () => line`It was used too little to reckon what it does where it is used.`,
    de: () => line`Für eine Rechnung nach der tatsächlichen Anwendung wurde es zu selten angewendet.`,
  });
}

function fullUse(c: StoryCase, { estimate, low, high, measure }: UsersFigures): Line {
  const [more, mehr] = estimate.value < 0 ? ['less', 'weniger'] : ['more', 'mehr'];
  return inLanguage(c, {
    en: () =>
      line`Use in every eligible opportunity would come to ${size(estimate, measure, 'en')} ${more} (${low} to ${high}), reckoned from those who used it.`,
    de: () =>
      line`Eine Anwendung in jeder geeigneten Verkaufschance entspräche ${sizeInDative(estimate, measure, 'de')} ${mehr} (${low} bis ${high}), gerechnet nach der tatsächlichen Anwendung.`,
  });
}

/** Where nothing was shown, no number stands out from the others that fit. */
function rangeOfFullUse(c: StoryCase, { low, high, measure }: UsersFigures): Line {
  return inLanguage(c, {
    en: () =>
      line`For use in every eligible opportunity, anything from ${low} to ${signedSize(high, measure, 'en')} fits the data.`,
    de: () =>
      line`Zu einer Anwendung in jeder geeigneten Verkaufschance passt alles von ${low} bis ${signedSize(high, measure, 'de')}.`,
  });
}

interface UsersFigures {
  readonly measure: Measure;
  readonly estimate: NumberSpan;
  readonly low: NumberSpan;
  readonly high: NumberSpan;
}

type View = NonNullable<AnalysisResult['users']>['relative'];

/** The estimate with the interval that agrees with the comparison of the arms as assigned; null where it has none. */
function usersFigures(c: StoryCase): UsersFigures | null {
  const isShare = c.material.analysis.users?.relative != null;
  const view: (m: StoryMaterial) => View | undefined = isShare
    ? (m) => m.analysis.users?.relative
    : (m) => m.analysis.users?.absolute;
  const { estimate = null, andersonRubin } = view(c.material) ?? {};
  if (estimate === null || andersonRubin?.shape !== 'INTERVAL') return null;
  const { low, high } = andersonRubin;
  if (low === null || high === null) return null;
  const { measure, format } = usersMeasure(c, isShare);
  const shown = showing([estimate, low, high], format);
  return {
    measure,
    estimate: c.bound.number((m) => view(m)?.estimate, shown),
    low: c.bound.number((m) => view(m)?.andersonRubin.low, shown),
    high: c.bound.number((m) => view(m)?.andersonRubin.high, shown),
  };
}

function usersMeasure(c: StoryCase, isShare: boolean): { measure: Measure; format: NumberFormat } {
  const { result, effectAxis, valueFormat } = c.primary.figures;
  if (isShare) return { measure: 'PERCENT', format: { as: 'percent', decimals: 0, sign: 'always' } };
  if (result.unit === 'SHARE') return { measure: 'POINTS', format: effectAxis };
  if (result.unit === 'DAYS') return { measure: 'DAYS', format: effectAxis };
  return { measure: 'AMOUNT', format: { ...valueFormat, sign: 'always' } as NumberFormat };
}

/** A format with as many decimals as it takes that none of the values is rounded away. */
function showing(values: readonly number[], format: NumberFormat): NumberFormat {
  if (format.as === 'pValue' || format.as === 'money') return format;
  const scale = format.as === 'plain' ? 1 : 100;
  const decimals = visibleDecimals(
    values.map((value) => value * scale),
    { from: format.decimals, most: Math.max(format.decimals, 2) },
  );
  return { ...format, decimals };
}
