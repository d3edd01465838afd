export type NumberFormat = 'POINT' | 'COMMA';

export interface NumberShape {
  readonly format: NumberFormat;
  readonly example: string;
  readonly pattern: RegExp;
  readonly decimal: '.' | ',';
}

// Groups of three are told by one and the same mark throughout: comma or point, apostrophe, or a (narrow) space.
const BETWEEN = { POINT: `[,'\u2019 \u00a0\u202f]`, COMMA: `[.'\u2019 \u00a0\u202f]` };

/** The ways in which CRMs write numbers, most common first. */
export const NUMBER_SHAPES: readonly NumberShape[] = [
  { format: 'POINT', example: '1,234.56', decimal: '.', pattern: numberPattern('\\.', BETWEEN.POINT) },
  { format: 'COMMA', example: '1.234,56', decimal: ',', pattern: numberPattern(',', BETWEEN.COMMA) },
];

function numberPattern(decimal: string, between: string): RegExp {
  const whole = `\\d+|\\d{1,3}(${between})\\d{3}(?:\\4\\d{3})*`;
  return new RegExp(`^(\\()?([+\\-\u2212])?(${whole})?(?:${decimal}(\\d+))?(\\))?$`);
}

/** A plain decimal such as -1234.56; null where the cell is not a number of this format. (1,234) is negative. */
export function decimalIn(cell: string, { pattern }: NumberShape): string | null {
  const parts: readonly (string | undefined)[] | null = pattern.exec(cell);
  if (!parts) return null;
  const [, opening, sign = '', whole, , fraction, closing] = parts;
  if (whole === undefined && fraction === undefined) return null;
  if ((opening === undefined) !== (closing === undefined)) return null;
  if (opening !== undefined && sign !== '') return null;
  const negative = opening !== undefined || sign === '-' || sign === '\u2212';
  const digits = (whole ?? '0').replace(/\D/g, '');
  return `${negative ? '-' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** How many decimals a currency has (ISO 4217): 2 for EUR, 0 for JPY. */
export function minorUnitDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * A decimal as a whole number of minor units, rounded half away from zero on its written digits; null beyond 2^53,
 * where a number would no longer be exact.
 */
export function minorUnits(decimal: string, digits: number): number | null {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const rounded = kept + (fraction.charAt(digits) >= '5' ? 1 : 0);
  if (!Number.isSafeInteger(rounded)) return null;
  return negative && rounded !== 0 ? -rounded : rounded;
}
