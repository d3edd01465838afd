export type DayFormat = 'ISO' | 'DAY_DOTS' | 'DAY_SLASHES' | 'MONTH_SLASHES';

export interface DayShape {
  readonly format: DayFormat;
  readonly example: string;
  readonly pattern: RegExp;
  /** Which group of the pattern holds what. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

// A time of day may stand behind: a day is all that Fieldproof keeps.
const TIME = '(?:[T ,]+\\d{1,2}:\\d{2}\\S*(?: ?[AaPp]\\.?[Mm]\\.?)?)?';
const DAY_OR_MONTH = '(\\d{1,2})';

/** The ways in which CRMs write days, most common first. */
export const DAY_SHAPES: readonly DayShape[] = [
  {
    format: 'ISO',
    example: '2026-12-31',
    pattern: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${TIME}$`),
    year: 1,
    month: 2,
    day: 3,
  },
  {
    format: 'DAY_DOTS',
    example: '31.12.2026',
    pattern: new RegExp(`^${DAY_OR_MONTH}\\.${DAY_OR_MONTH}\\.(\\d{4})${TIME}$`),
    year: 3,
    month: 2,
    day: 1,
  },
  {
    format: 'DAY_SLASHES',
    example: '31/12/2026',
    pattern: new RegExp(`^${DAY_OR_MONTH}/${DAY_OR_MONTH}/(\\d{4})${TIME}$`),
    year: 3,
    month: 2,
    day: 1,
  },
  {
    format: 'MONTH_SLASHES',
    example: '12/31/2026',
    pattern: new RegExp(`^${DAY_OR_MONTH}/${DAY_OR_MONTH}/(\\d{4})${TIME}$`),
    year: 3,
    month: 1,
    day: 2,
  },
];

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day as YYYY-MM-DD; null where the cell is not a day of the calendar in this format. */
export function dayIn(cell: string, shape: DayShape): string | null {
  const parts = shape.pattern.exec(cell);
  if (!parts) return null;
  const [year, month, day] = [shape.year, shape.month, shape.day].map((group) => Number(parts[group]));
  if (year < 1900) return null;
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day < 1 || day > (DAYS_OF_MONTH[month - 1] ?? 0) + leapDay) return null;
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
