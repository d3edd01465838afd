import { minorUnitsPerUnit, type NumberFormat } from './format.js';

export type Scale = (value: number) => number;

/** Maps a domain onto pixels. */
export function linearScale([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

export interface Axis {
  /** Wide enough for all values, in the unit of the values. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly format: NumberFormat;
}

/** In shown units: a millionth of a per cent, of a day, of a million euros. */
const FINEST = 1e-6;

/** A round axis around some values: steps of 1, 2 or 5 times a power of ten, labelled as finely as the step needs. */
export function roundAxis(values: readonly number[], format: NumberFormat, steps = 4): Axis {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  // Values that lie closer together than any label could tell apart get an axis around them all the same.
  if ((high - low) * shownPerUnit(format) < FINEST) {
    const room = Math.max(Math.abs(low) / 10, 1 / shownPerUnit(format));
    [low, high] = [low - room, high + room];
  }
  const step = roundStep((high - low) / steps);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { domain: [first * step, last * step], ticks, format: asFineAs(step, format) };
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((one) => one * power >= rough * 0.999_999) ?? 10;
  return factor * power;
}

function asFineAs(step: number, format: NumberFormat): NumberFormat {
  if (format.as === 'pValue') return format;
  const decimals = Math.max(0, -Math.floor(Math.log10(step * shownPerUnit(format)) + 1e-9));
  return { ...format, decimals };
}

/** What one of the value's units is in shown units. */
function shownPerUnit(format: NumberFormat): number {
  if (format.as === 'money') return 1 / minorUnitsPerUnit(format.currency) / (format.inMillions ? 1_000_000 : 1);
  return format.as === 'plain' ? 1 : 100;
}
