import { dayAfter, daysIn } from '../platform/days.js';
import type { NumberFormat } from '../render/format.js';
import type { DaySpan, Line, NumberSpan, Span } from '../render/line.js';
import type { StoryMaterial } from './story-material.js';

type Select<Value> = (material: StoryMaterial) => Value;

/**
 * The only way a number gets into a story: read out of the material by a selector, which at the same time says where
 * it stands ("analysis.primary.arms.0.value"). Sums and the like name all their parts.
 */
export class Bound {
  constructor(private readonly material: StoryMaterial) {}

  number(select: Select<number | null | undefined>, format: NumberFormat): NumberSpan {
    return numberSpan(this.read(select), format, pathOf(select));
  }

  /** null where the material has none, as an unbounded end of an interval. */
  perhaps(select: Select<number | null | undefined>, format: NumberFormat): NumberSpan | null {
    return select(this.material) == null ? null : this.number(select, format);
  }

  sum(selects: readonly Select<number>[], format: NumberFormat): NumberSpan {
    const value = selects.reduce((total, select) => total + this.read(select), 0);
    return numberSpan(value, format, selects.map((select) => pathOf(select)).join(' + '));
  }

  product(one: Select<number>, other: Select<number | null>, format: NumberFormat): NumberSpan {
    return numberSpan(this.read(one) * this.read(other), format, `${pathOf(one)} * ${pathOf(other)}`);
  }

  /** One less a share. */
  complement(select: Select<number>, format: NumberFormat): NumberSpan {
    return numberSpan(1 - this.read(select), format, `1 - ${pathOf(select)}`);
  }

  /** How many there are of something. */
  count(select: Select<readonly unknown[]>): NumberSpan {
    return numberSpan(select(this.material).length, { as: 'plain', decimals: 0 }, `count of ${pathOf(select)}`);
  }

  /** Whole weeks of a window, both its days included. */
  weeks(select: Select<{ readonly from: string; readonly to: string }>): NumberSpan {
    return numberSpan(
      Math.round(daysIn(select(this.material)) / 7),
      { as: 'plain', decimals: 0 },
      `weeks of ${pathOf(select)}`,
    );
  }

  day(select: Select<string>): DaySpan {
    return { kind: 'day', day: select(this.material).slice(0, 10), from: pathOf(select) };
  }

  /** A day, some days later. */
  dayAfter(select: Select<string>, days: Select<number>): DaySpan {
    const day = dayAfter(select(this.material), days(this.material));
    return { kind: 'day', day, from: `${pathOf(select)} + ${pathOf(days)} days` };
  }

  code(select: Select<string>): Span {
    return { kind: 'code', text: select(this.material), from: pathOf(select) };
  }

  private read(select: Select<number | null | undefined>): number {
    const value = select(this.material);
    if (value == null || !Number.isFinite(value))
      throw new Error(`A story spoke of a missing number: ${pathOf(select)}.`);
    return value;
  }
}

function numberSpan(value: number, format: NumberFormat, from: string): NumberSpan {
  return { kind: 'number', value, format, from };
}

/** Follows a selector through an object that only remembers what it was asked for. */
export function pathOf(select: (material: StoryMaterial) => unknown): string {
  const parts: string[] = [];
  const recorder: unknown = new Proxy(Object.create(null) as object, {
    get: (_, key) => {
      parts.push(String(key));
      return recorder;
    },
  });
  select(recorder as StoryMaterial);
  return parts.join('.');
}

/** A sentence: our own words around spans. */
export function line(words: TemplateStringsArray, ...parts: readonly (string | Span | Line)[]): Line {
  return words.flatMap((text, index): Span[] => {
    const part = parts.at(index);
    const before: Span[] = text === '' ? [] : [{ kind: 'words', text }];
    if (part === undefined || part === '') return before;
    if (typeof part === 'string') return [...before, { kind: 'words', text: part }];
    return [...before, ...('kind' in part ? [part] : part)];
  });
}

/** Sentences, one after the other. */
export function joined(lines: readonly Line[], separator = ' '): Line {
  return lines
    .filter((one) => one.length > 0)
    .flatMap((one, index): Line => (index === 0 ? one : [{ kind: 'words', text: separator }, ...one]));
}
