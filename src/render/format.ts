export type Language = 'en' | 'de';

/** U+2212: a hyphen is not a minus, and several fonts and line breakers lose it. */
const MINUS = '\u2212';
const NARROW_NO_BREAK_SPACE = '\u202f';

/** How a number is shown. The number itself stays as the analysis gave it: a share 0-1, money in minor units. */
export type NumberFormat =
  /** As it is: counts, days. */
  | { readonly as: 'plain'; readonly decimals: number; readonly sign?: Sign }
  /** A share as a percentage. */
  | { readonly as: 'percent'; readonly decimals: number; readonly sign?: Sign }
  /** A difference of shares in percentage points, with their name. */
  | { readonly as: 'points'; readonly decimals: number; readonly sign?: Sign }
  /** A share times a hundred, bare: "4 to 15 more in every hundred". */
  | { readonly as: 'hundredths'; readonly decimals: number; readonly sign?: Sign }
  | {
      readonly as: 'money';
      /** ISO 4217. */
      readonly currency: string;
      /** Of what is shown, that is of millions where in millions; negative rounds to tens, hundreds and so on. */
      readonly decimals: number;
      readonly inMillions: boolean;
      readonly sign?: Sign;
    }
  /** With its letter and relation: "p = 0.003", "p < 0.001". */
  | { readonly as: 'pValue' };

/** The minus is always shown, unless "never": then the words say the direction. "always" shows a plus as well. */
export type Sign = 'always' | 'never';

const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

export function formatNumber(value: number, format: NumberFormat, language: Language): string {
  if (!Number.isFinite(value)) throw new RangeError('Only a finite number can be shown.');
  switch (format.as) {
    case 'plain':
      return decimal(value, format, language);
    case 'percent':
      return `${decimal(value * 100, format, language)}${language === 'de' ? `${NARROW_NO_BREAK_SPACE}%` : '%'}`;
    case 'points':
      return `${decimal(value * 100, format, language)} ${language === 'de' ? 'Prozentpunkte' : 'percentage points'}`;
    case 'hundredths':
      return decimal(value * 100, format, language);
    case 'money':
      return money(value, format, language);
    case 'pValue':
      return pValue(value, language);
  }
}

/** "4 May 2026", "4. Mai 2026". Takes YYYY-MM-DD or the beginning of an ISO instant. */
export function formatDay(day: string, language: Language): string {
  return dayText(day, LONG_DAY[language]);
}

/** "4 May", "4. Mai": for axes, where the year stands elsewhere. */
export function formatDayOfYear(day: string, language: Language): string {
  return dayText(day, SHORT_DAY[language]);
}

/** “English”, „German“ quotation marks. */
export function quoted(text: string, language: Language): string {
  return language === 'de' ? `„${text}“` : `“${text}”`;
}

/** How many minor units make one of a currency: 100 cents a euro, 1 yen. */
export function minorUnitsPerUnit(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return 10 ** (maximumFractionDigits ?? 2);
}

interface Shown {
  readonly decimals: number;
  readonly sign?: Sign;
}

/**
 * A number as its reader will see it: to so many decimals, half away from zero; negative decimals round to tens,
 * hundreds and so on. Twelve digits bring back what was meant where binary fractions left noise (0.145 * 100).
 */
export function roundedAsShown(value: number, decimals: number): number {
  const scaled = Number(Math.abs(value * 10 ** decimals).toPrecision(12));
  return (Math.sign(value) * Math.round(scaled)) / 10 ** decimals || 0;
}

function decimal(value: number, { decimals, sign }: Shown, language: Language): string {
  return formatter(language, Math.max(0, decimals), sign ?? 'minus')
    .format(roundedAsShown(value, decimals))
    .replace('-', MINUS);
}

/** What rounds to zero has no sign. */
const SIGN_DISPLAY = { always: 'exceptZero', never: 'never', minus: 'negative' } as const;

/** A formatter takes a hundred times longer to make than to use, and a page shows hundreds of numbers. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, fraction: number, sign: Sign | 'minus'): Intl.NumberFormat {
  const key = `${language} ${String(fraction)} ${sign}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(LOCALE[language], {
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
    signDisplay: SIGN_DISPLAY[sign],
  });
  formatters.set(key, made);
  return made;
}

function money(
  minor: number,
  { currency, decimals, inMillions, sign }: Extract<NumberFormat, { as: 'money' }>,
  language: Language,
): string {
  const units = minor / minorUnitsPerUnit(currency) / (inMillions ? 1_000_000 : 1);
  const shown = decimal(units, sign === undefined ? { decimals } : { decimals, sign }, language);
  if (language === 'de') return `${shown}${inMillions ? ' Mio.' : ''} ${currency}`;
  const [, mark = '', digits = shown] = /^([+\u2212]?)(.*)$/.exec(shown) ?? [];
  return `${mark}${currency} ${digits}${inMillions ? ' million' : ''}`;
}

function pValue(value: number, language: Language): string {
  const shown = (p: number): string => decimal(p, { decimals: 3 }, language);
  if (value < 0.001) return `p < ${shown(0.001)}`;
  if (value > 0.999) return `p > ${shown(0.999)}`;
  return `p = ${shown(value)}`;
}

function dayFormat(language: Language, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALE[language], { ...parts, timeZone: 'UTC' });
}

const LONG: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const LONG_DAY = { en: dayFormat('en', LONG), de: dayFormat('de', LONG) };
const SHORT_DAY = { en: dayFormat('en', SHORT), de: dayFormat('de', SHORT) };

function dayText(day: string, format: Intl.DateTimeFormat): string {
  const midnight = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime())) throw new RangeError('A day is YYYY-MM-DD.');
  return format.format(midnight);
}
