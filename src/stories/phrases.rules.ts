import { formatNumber, type Language } from '../render/format.js';
import type { Line, NumberSpan } from '../render/line.js';
import { joined, line } from './bound.rules.js';
import type { Effect, Measure } from './figures.rules.js';
import type { StoryCase, ToldMetric } from './story-case.rules.js';

/** The number without its sign, which the words around it say. */
export function bare(span: NumberSpan): NumberSpan {
  if (span.format.as === 'pValue') return span;
  return { ...span, format: { ...span.format, sign: 'never' } };
}

/** A counted thing: "1 week", "8 weeks". */
export function counted(span: NumberSpan, one: string, other: string): Line {
  return line`${span} ${span.value === 1 ? one : other}`;
}

const UNITS: Readonly<Record<Language, Readonly<Record<Measure, { one: string; other: string; dative: string }>>>> = {
  en: {
    POINTS: { one: ' point', other: ' points', dative: ' points' },
    DAYS: { one: ' day', other: ' days', dative: ' days' },
    PERCENT: { one: '', other: '', dative: '' },
    AMOUNT: { one: '', other: '', dative: '' },
  },
  de: {
    POINTS: { one: ' Punkt', other: ' Punkte', dative: ' Punkten' },
    DAYS: { one: ' Tag', other: ' Tage', dative: ' Tagen' },
    PERCENT: { one: '', other: '', dative: '' },
    AMOUNT: { one: '', other: '', dative: '' },
  },
};

/** The size of an effect with its unit: "9 points", "12%", "3 days". */
export function size(span: NumberSpan, measure: Measure, language: Language): Line {
  return line`${bare(span)}${unitOf(span, measure, language).word}`;
}

/** The same after a German preposition with the dative: "ab 9 Punkten". */
export function sizeInDative(span: NumberSpan, measure: Measure, language: Language): Line {
  return line`${bare(span)}${unitOf(span, measure, language).dative}`;
}

/** With its sign, at the end of a range: "−4 to +21 points", German "von −4 bis +21 Punkten". */
export function signedSize(span: NumberSpan, measure: Measure, language: Language): Line {
  return line`${span}${unitOf(span, measure, language).dative}`;
}

function unitOf(span: NumberSpan, measure: Measure, language: Language): { word: string; dative: string } {
  const { one, other, dative } = UNITS[language][measure];
  const isOne = shownBare(span, language) === '1';
  return { word: isOne ? one : other, dative: isOne ? one : dative };
}

function shownBare(span: NumberSpan, language: Language): string {
  const { value, format } = bare(span);
  return formatNumber(value, format, language);
}

/** "9 points higher", "3 days shorter", "no different". */
export function difference({ figures: { effect }, words }: ToldMetric, language: Language): Line {
  if (effect === null) return [];
  if (isShownAsZero(effect.estimate, language)) return language === 'en' ? line`no different` : line`unverändert`;
  return line`${size(effect.estimate, effect.measure, language)} ${effect.isMore ? words.more : words.less}`;
}

/** Where an effect lies: "between 4 and 15 points higher", "from 5 points lower to 12 points higher". */
export function range(metric: ToldMetric, language: Language): Line {
  const { effect } = metric.figures;
  if (effect === null) return [];
  const { low, high } = effect;
  if (low === null || high === null) return openRange(metric, effect, language);
  const [lowEnd, highEnd] = [endOf(low, metric, language), endOf(high, metric, language)];
  if (isOneSided(effect, language)) {
    const near = low.value < 0 ? high : low;
    const to = low.value < 0 ? lowEnd : highEnd;
    return language === 'en' ? line`between ${bare(near)} and ${to}` : line`zwischen ${bare(near)} und ${to}`;
  }
  return language === 'en' ? line`from ${lowEnd} to ${highEnd}` : line`zwischen ${lowEnd} und ${highEnd}`;
}

/** "anything between 4 and 15 points higher fits the data" */
export function fits(metric: ToldMetric, language: Language): Line {
  const { effect } = metric.figures;
  if (effect?.low == null || effect.high === null || language === 'en') {
    const told = range(metric, language);
    if (language === 'de') return line`${told} passt zu den Daten`;
    return effect?.low == null || effect.high === null
      ? line`${told} fits the data`
      : line`anything ${told} fits the data`;
  }
  const [low, high] = [dativeEnd(effect.low, effect), dativeEnd(effect.high, effect)];
  if (!isOneSided(effect, language)) return line`alles zwischen ${low} und ${high} passt zu den Daten`;
  const [near, far] = effect.low.value < 0 ? [effect.high, low] : [effect.low, high];
  return line`alles zwischen ${bare(near)} und ${far} passt zu den Daten`;
}

/** Both ends on the same side of zero, as they are shown. */
function isOneSided({ low, high }: Effect, language: Language): boolean {
  if (low === null || high === null || isShownAsZero(low, language) || isShownAsZero(high, language)) return false;
  return low.value < 0 === high.value < 0;
}

function endOf(span: NumberSpan, { figures: { effect }, words }: ToldMetric, language: Language): Line {
  if (effect === null || isShownAsZero(span, language))
    return language === 'en' ? line`no difference` : line`unverändert`;
  return line`${size(span, effect.measure, language)} ${span.value < 0 ? words.less : words.more}`;
}

/** German, after "zwischen" as a preposition: "5 Punkten weniger", "keinem Unterschied". */
function dativeEnd(span: NumberSpan, { measure }: Effect): Line {
  if (isShownAsZero(span, 'de')) return line`keinem Unterschied`;
  return line`${sizeInDative(span, measure, 'de')} ${span.value < 0 ? 'weniger' : 'mehr'}`;
}

function openRange({ words }: ToldMetric, { measure, low, high }: Effect, language: Language): Line {
  const end = low ?? high;
  if (end === null) return language === 'en' ? line`any value` : line`jeder Wert`;
  const told = line`${size(end, measure, language)} ${end.value < 0 ? words.less : words.more}`;
  const isFurtherOut = end.value < 0 === (low === null);
  if (language === 'en')
    return isFurtherOut ? line`${told} or more` : line`at most ${told}, without a limit on the other side,`;
  return isFurtherOut ? line`mindestens ${told}` : line`höchstens ${told}, ohne Grenze zur anderen Seite,`;
}

/** Whether nothing but zeros are shown of it. */
export function isShownAsZero(span: NumberSpan, language: Language): boolean {
  return /^[^1-9]*$/.test(formatNumber(span.value, span.format, language));
}

/** A sentence begins with a capital; a number at the front is left as it is. */
export function capitalised(one: Line): Line {
  const first = one.at(0);
  if (first?.kind !== 'words') return one;
  return [{ kind: 'words', text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...one.slice(1)];
}

/** "A", "A and B", "A, B and C". */
export function listed(lines: readonly Line[], language: Language): Line {
  const last = lines.at(-1);
  if (last === undefined || lines.length === 1) return last ?? [];
  return line`${joined(lines.slice(0, -1), ', ')} ${language === 'en' ? 'and' : 'und'} ${last}`;
}

const PEOPLE = {
  en: { one: 'salesperson', other: 'salespeople' },
  de: { one: 'Person im Vertrieb', other: 'Personen im Vertrieb' },
} as const;

/** "24 salespeople". */
export function people(span: NumberSpan, language: Language): Line {
  return counted(span, PEOPLE[language].one, PEOPLE[language].other);
}

/** "8 weeks" of measurement. */
export function weeks({ bound, language }: StoryCase): Line {
  const span = bound.weeks((m) => m.plan.windows.measurement);
  return language === 'en' ? counted(span, 'week', 'weeks') : counted(span, 'Woche', 'Wochen');
}

/** The German definite article with its noun, at the beginning of a sentence or not. */
export function withArticle({ name, gender }: ToldMetric['words']): Line {
  return line`${gender === 'm' ? 'der' : 'die'} ${name}`;
}

/** German: in which respect ("beim Umsatz", "bei der Abschlussquote"). */
export function inRespectOf({ name, gender }: ToldMetric['words']): Line {
  return line`${gender === 'm' ? 'beim' : 'bei der'} ${name}`;
}
