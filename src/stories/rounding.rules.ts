import { minorUnitsPerUnit, type NumberFormat, roundedAsShown } from '../render/format.js';

/** Numbers that a reader will subtract: control from pilot should give the effect. In shown units. */
export interface Subtracted {
  readonly control: number;
  readonly pilot: number;
  /** The effect first, then the ends of its interval that exist. */
  readonly effects: readonly number[];
}

/**
 * The fewest decimals with which no effect is rounded away to zero and the shown values subtract to the shown effect.
 * Where no number of decimals makes them agree, the first condition alone decides, and the words name the adjustment.
 */
export function agreeingDecimals(numbers: Subtracted, { from, most }: { from: number; most: number }): number {
  const candidates = Array.from({ length: most - from + 1 }, (_, index) => from + index);
  const visible = candidates.filter((decimals) => effectsShow(numbers.effects, decimals));
  return visible.find((decimals) => agrees(numbers, decimals)) ?? visible.at(0) ?? most;
}

/** The fewest decimals with which no effect is rounded away to zero. */
export function visibleDecimals(effects: readonly number[], { from, most }: { from: number; most: number }): number {
  return agreeingDecimals({ control: 0, pilot: effects[0] ?? 0, effects }, { from, most });
}

function effectsShow(effects: readonly number[], decimals: number): boolean {
  return effects.every((effect) => effect === 0 || roundedAsShown(effect, decimals) !== 0);
}

function agrees({ control, pilot, effects }: Subtracted, decimals: number): boolean {
  const [effect = 0] = effects;
  const difference = roundedAsShown(pilot, decimals) - roundedAsShown(control, decimals);
  return Math.abs(difference - roundedAsShown(effect, decimals)) < 10 ** -(decimals + 3);
}

/** Money so that two digits of the difference show and no digit that means nothing: EUR 412,000 against EUR 371,000. */
export function moneyFormat(values: readonly number[], difference: number, currency: string): NumberFormat {
  const units = minorUnitsPerUnit(currency);
  const inMillions = Math.max(...values.map(Math.abs)) / units >= 1_000_000;
  const shown = Math.abs(difference) / units / (inMillions ? 1_000_000 : 1);
  const power = shown === 0 ? 0 : Math.floor(Math.log10(shown));
  const decimals = Math.min(inMillions ? 3 : Math.log10(units), 1 - power);
  return { as: 'money', currency, inMillions, decimals: inMillions ? Math.max(1, decimals) : decimals };
}

/** A level such as .05 or .0054, to one per cent of itself. */
export function levelFormat(level: number): NumberFormat {
  const decimals = [2, 3, 4, 5].find((one) => Math.abs(roundedAsShown(level, one) - level) <= level / 100);
  return { as: 'plain', decimals: decimals ?? 6 };
}

/** What is left of a level: 95 %, or 99.46 % at an early look, but never 100 %. */
export function confidenceFormat(level: number): NumberFormat {
  const decimals = [0, 1, 2, 3, 4].find((one) => Math.abs(roundedAsShown(level * 100, one) - level * 100) <= level * 5);
  return { as: 'percent', decimals: decimals ?? 5 };
}
