import type { Estimate, Interval } from '../statistics/index.js';

const WIDTH = 100;

export const count = (number: number): string => number.toLocaleString('en-US');

/** As many decimals as its uncertainty leaves meaningful: three digits of a quarter of the interval, about its standard error. */
export function decimalsFor(found: Estimate | null): number {
  const [low, high] = found?.interval ?? [null, null];
  const error = low === null || high === null ? Math.abs(found?.estimate ?? 1) / 10 : (high - low) / 4;
  if (!(error > 0) || !Number.isFinite(error)) return 2;
  return Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(error))));
}

export function fixed(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential(3);
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Shares as percent with a sign: one decimal, or more where the interval is narrower than that. */
export function percentFor(found: Estimate | null): (share: number) => string {
  const [low, high] = found?.interval ?? [null, null];
  const inPercent = low === null || high === null ? null : ([100 * low, 100 * high] as const);
  const decimals = inPercent === null ? 1 : Math.max(1, decimalsFor({ estimate: 0, interval: inPercent }) - 1);
  return (share) => {
    const sign = share > 0 ? '+' : '';
    return Math.abs(share) >= 1e6
      ? `${sign}${(100 * share).toExponential(2)} %`
      : `${sign}${fixed(100 * share, decimals)} %`;
  };
}

export function intervalText([low, high]: Interval, told: (value: number) => string): string {
  if (low === null && high === null) return 'unbounded';
  if (low === null) return `up to ${told(high ?? 0)}`;
  return high === null ? `from ${told(low)}, no upper end` : `${told(low)} to ${told(high)}`;
}

export function probability(p: number): string {
  if (p >= 0.0001) return String(Number(p.toPrecision(3)));
  return p >= 1e-12 ? p.toExponential(1) : '< 1e-12';
}

/** Breaks a sentence into lines that fit a terminal. */
export function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length > indent.length && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  return [...lines, line];
}
