import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import { FileRefusal, firstFew } from './analyze-refusal.js';

/** Days, weeks, months, quarters and years as ISO 8601 writes them: their order as text is their order in time. */
const FORMS: readonly RegExp[] = [/^\d{4}-\d{2}-\d{2}$/, /^\d{4}-W\d{2}$/, /^\d{4}-Q[1-4]$/, /^\d{4}-\d{2}$/];
const WHOLE = /^[+-]?\d{1,15}$/;

/** A cell and the line it stands on. */
export interface PlacedText {
  readonly line: number;
  readonly text: string;
}

/** The periods of a file: numbers for the engine, and what a reader calls them. */
export interface Periods {
  numberOf(text: string): number;
  /** The first period at or after this moment; null where it lies beyond the last one. */
  firstFrom(moment: string): number | null;
  nameOf(period: number): string;
}

/**
 * Puts the periods of a file in their order. All are whole numbers, or all are days, weeks, months or quarters in one ISO
 * form; moments of a switch are written like the periods. Refuses PERIOD_NOT_READ and SWITCH_NOT_READ with the places.
 */
export function orderedPeriods(
  periods: readonly PlacedText[],
  moments: readonly PlacedText[],
  columns: { readonly period: string; readonly moment: string },
): Periods {
  const form = [WHOLE, ...FORMS].find((candidate) => candidate.test(periods.at(0)?.text ?? '')) ?? WHOLE;
  refuseOthers(periods, form, { code: 'PERIOD_NOT_READ', column: columns.period });
  refuseOthers(moments, form, { code: 'SWITCH_NOT_READ', column: columns.moment });
  const texts = [...new Set(periods.map(({ text }) => text))].sort();
  if (form === WHOLE) {
    const numbers = [...new Set(texts.map(Number))].sort((a, b) => a - b);
    return {
      numberOf: Number,
      firstFrom: (moment) => numbers.find((number) => number >= Number(moment)) ?? null,
      nameOf: String,
    };
  }
  const at = (text: string): number => texts.findIndex((own) => own >= text);
  return {
    numberOf: (text) => at(text) + 1,
    firstFrom: (moment) => (at(moment) < 0 ? null : at(moment) + 1),
    nameOf: (period) => texts[period - 1] ?? String(period),
  };
}

function refuseOthers(
  cells: readonly PlacedText[],
  form: RegExp,
  { code, column }: { readonly code: 'PERIOD_NOT_READ' | 'SWITCH_NOT_READ'; readonly column: string },
): void {
  const others = cells.filter(({ text }) => !form.test(text));
  if (others.length === 0) return;
  const places = others.map(({ line, text }) => `Line ${line}: ${quotedName(text)}.`);
  const what = code === 'PERIOD_NOT_READ' ? 'A period' : 'The moment of a switch';
  throw new FileRefusal(code, `${what} cannot be put in order.`, [
    ...firstFew(places),
    `In ${quotedName(column)} write whole numbers (1, 2, 3), or days, weeks, months or quarters all in one form: 2026-03-31, 2026-W14, 2026-03, 2026-Q1.`,
  ]);
}
