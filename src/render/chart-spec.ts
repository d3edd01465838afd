import type { NumberFormat } from './format.js';
import type { DaySpan, Line, NumberSpan } from './line.js';

interface Captioned {
  /** The message, as a sentence. */
  readonly title: Line;
  /** What the picture shows, in words and numbers, for those who cannot see it. */
  readonly description: Line;
  /** Stands in the picture wherever it is copied to; null for none. */
  readonly stamp: string | null;
}

export interface ArmMark {
  readonly name: Line;
  /** On how many it rests. */
  readonly note: Line;
  readonly isControl: boolean;
  readonly value: NumberSpan;
  /** null: unbounded, or not known. */
  readonly low: NumberSpan | null;
  readonly high: NumberSpan | null;
}

/** The difference between two arms on an axis of its own, with zero and the smallest effect of interest. */
export interface EffectMark {
  readonly heading: Line;
  readonly estimate: NumberSpan;
  /** null: unbounded. */
  readonly low: NumberSpan | null;
  readonly high: NumberSpan | null;
  readonly axis: NumberFormat;
  readonly zeroLabel: string;
  /** Drawn on both sides of zero, its label on the good one; null where it cannot be drawn on this axis. */
  readonly minimum: { readonly size: NumberSpan; readonly label: Line } | null;
  readonly goodSide: 'RIGHT' | 'LEFT';
  readonly betterLabel: string;
  readonly worseLabel: string;
}

export interface ArmMeansChart extends Captioned {
  readonly kind: 'ARM_MEANS';
  readonly arms: readonly ArmMark[];
  readonly axis: NumberFormat;
  readonly effect: EffectMark | null;
}

export interface WeeklyChart extends Captioned {
  readonly kind: 'WEEKLY';
  readonly arms: readonly { readonly name: Line; readonly isControl: boolean }[];
  readonly weeks: readonly {
    /** A Monday. */
    readonly starts: DaySpan;
    readonly phase: 'BASELINE' | 'RAMP' | 'MEASUREMENT';
    /** One per arm, in their order; null where the week has no value. */
    readonly values: readonly (NumberSpan | null)[];
  }[];
  readonly axis: NumberFormat;
  readonly weekLabel: string;
  readonly rampLabel: string;
  readonly measurementLabel: string;
}

/** What a chart says, as data: drawn by chart-svg.ts, and free to be drawn by anybody else. */
export type ChartSpec = ArmMeansChart | WeeklyChart;
