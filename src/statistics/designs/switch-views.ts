import type { Comparison, ComparisonScale, Interval } from '../finding.js';
import { mean } from '../numbers/least-squares.js';
import type { SwitchEffect } from './switch-finding.js';

/** The rows that the means are told of, all of one length. */
export interface ViewedRows {
  readonly outcome: Float64Array;
  /** On the scale of the model. */
  readonly response: Float64Array;
  /** 1 with the play. */
  readonly treated: Float64Array;
  /** By row, where rows do not count alike. */
  readonly weight?: Float64Array;
}

type Views = Pick<Comparison, 'adjustedMeans' | 'adjustedIntervals' | 'absolute' | 'relative'>;

/**
 * An effect in the metric's own unit and as a share of the control mean, which is the mean of the rows had none had the play.
 * On the log scale that mean is held fixed for the difference. Otherwise the mean over all rows is held as observed, and at
 * every supposed effect the control mean is what it leaves: the clusters and periods at hand are the population. Either way
 * both views rest on the one test. The relative view is null where the control mean is not positive.
 */
export function switchViews(rows: ViewedRows, scale: ComparisonScale, { estimate, interval }: SwitchEffect): Views {
  if (estimate === null || interval === null)
    return { adjustedMeans: null, adjustedIntervals: null, absolute: null, relative: null };
  return scale === 'log' ? logViews(rows, estimate, interval) : linearViews(rows, estimate, interval);
}

function logViews({ outcome, treated, weight }: ViewedRows, estimate: number, interval: Interval): Views {
  const control = weightedMean(
    outcome.map((value, i) => value * Math.exp(-estimate * treated[i])),
    weight,
  );
  const uplift = Math.expm1(estimate);
  const share = ends(interval, Math.expm1);
  return {
    adjustedMeans: { control, pilot: control * (1 + uplift) },
    adjustedIntervals: null,
    absolute: { estimate: uplift * control, interval: ends(share, (end) => end * control) },
    relative: { estimate: uplift, interval: share },
  };
}

function linearViews({ response, treated, weight }: ViewedRows, estimate: number, interval: Interval): Views {
  const all = weightedMean(response, weight);
  const share = weightedMean(treated, weight);
  const control = (effect: number): number => all - share * effect;
  const relative = (effect: number): number => (control(effect) > 0 ? effect / control(effect) : Infinity);
  const told = control(estimate) > 0 ? { estimate: relative(estimate), interval: ends(interval, relative) } : null;
  return {
    adjustedMeans: { control: control(estimate), pilot: control(estimate) + estimate },
    adjustedIntervals: null,
    absolute: { estimate, interval },
    relative: told,
  };
}

function weightedMean(values: Float64Array, weight: Float64Array | undefined): number {
  if (!weight) return mean(values);
  const total = weight.reduce((sum, value) => sum + value, 0);
  return values.reduce((sum, value, i) => sum + weight[i] * value, 0) / total;
}

/** An end beyond the range of doubles is unbounded. */
function ends([low, high]: Interval, scale: (end: number) => number): Interval {
  const scaled = (end: number | null): number | null => {
    const value = end === null ? NaN : scale(end);
    return Number.isFinite(value) ? value : null;
  };
  return [scaled(low), scaled(high)];
}
