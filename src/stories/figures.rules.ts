import type { ArmValue, MetricResult } from '../analysis/result/analysis-result.js';
import type { NumberFormat } from '../render/format.js';
import type { NumberSpan, Span } from '../render/line.js';
import type { Bound } from './bound.rules.js';
import { named } from './free-numbers.rules.js';
import { agreeingDecimals, moneyFormat, visibleDecimals } from './rounding.rules.js';
import type { StoryMaterial } from './story-material.js';

/** In what an effect is told: points of a share, days, per cent of control, or an amount where per cent cannot be had. */
export type Measure = 'POINTS' | 'DAYS' | 'PERCENT' | 'AMOUNT';

export interface Effect {
  readonly measure: Measure;
  /** Pilot less control, with its sign. */
  readonly estimate: NumberSpan;
  /** null: unbounded. */
  readonly low: NumberSpan | null;
  readonly high: NumberSpan | null;
  readonly isMore: boolean;
  readonly isGood: boolean;
}

export interface ArmFigures {
  /** As the plan names it. */
  readonly name: Span;
  readonly isControl: boolean;
  readonly people: NumberSpan;
  readonly units: NumberSpan;
  readonly value: NumberSpan | null;
  readonly low: NumberSpan | null;
  readonly high: NumberSpan | null;
}

/** One metric of the analysis with every number bound to its place. */
export interface MetricFigures {
  readonly result: MetricResult;
  readonly pilot: ArmFigures;
  readonly control: ArmFigures;
  /** Every arm, pilots first. */
  readonly arms: readonly ArmFigures[];
  /** Differences are shown in this format on an axis. */
  readonly effectAxis: NumberFormat;
  readonly valueFormat: NumberFormat;
  readonly effect: Effect | null;
  /** Whether an arm has fewer people with a value than may be shown: then there are no numbers here. */
  readonly isHidden: boolean;
  /** Whether the values allow for how both did before. */
  readonly isAdjusted: boolean;
}

type At = (material: StoryMaterial) => MetricResult;

export const PLAIN: NumberFormat = { as: 'plain', decimals: 0 };

/** The figures of the metric that a selector points at, such as the primary or the second guardrail. */
export function metricFigures(at: At, material: StoryMaterial, bound: Bound): MetricFigures {
  const result = at(material);
  const formats = formatsFor(result, material.plan.currency);
  const order = result.arms
    .map((arm, index) => ({ arm, index }))
    .sort((one, other) => Number(one.arm.isControl) - Number(other.arm.isControl));
  const isHidden = result.arms.some(({ people }) => people < material.minimumCohort);
  const arms = order.map(({ index }) => armFigures((m) => at(m).arms[index], material, { bound, formats, isHidden }));
  const pilotIndex = order.findIndex(({ arm }) => arm.armKey === result.comparison.arm);
  const [pilot, control] = [arms.at(Math.max(pilotIndex, 0)), arms.find(({ isControl }) => isControl)];
  if (!pilot || !control) throw new Error('An analysis without a pilot and a control arm cannot be told.');
  return {
    result,
    pilot,
    control,
    arms,
    valueFormat: formats.value,
    effectAxis: formats.axis,
    effect: isHidden ? null : effectFigures(at, material, { bound, formats, isHidden }),
    isHidden,
    isAdjusted: result.comparison.method !== 'WELCH',
  };
}

interface Formats {
  readonly measure: Measure;
  readonly value: NumberFormat;
  readonly effect: NumberFormat;
  readonly axis: NumberFormat;
}

interface Tools {
  readonly bound: Bound;
  readonly formats: Formats;
  readonly isHidden: boolean;
}

function armFigures(
  at: (m: StoryMaterial) => ArmValue,
  material: StoryMaterial,
  { bound, formats, isHidden }: Tools,
): ArmFigures {
  const { name, isControl } = at(material);
  const shown = (select: (m: StoryMaterial) => number | null | undefined): NumberSpan | null =>
    isHidden ? null : bound.perhaps(select, formats.value);
  return {
    name: named(name, 'plan.arms'),
    isControl,
    people: bound.number((m) => at(m).people, PLAIN),
    units: bound.number((m) => at(m).units, PLAIN),
    value: shown((m) => at(m).value),
    low: shown((m) => at(m).interval?.[0]),
    high: shown((m) => at(m).interval?.[1]),
  };
}

function effectFigures(at: At, material: StoryMaterial, { bound, formats }: Tools): Effect | null {
  const { comparison, direction } = at(material);
  const estimateOf = (m: StoryMaterial): MetricResult['comparison']['absolute'] =>
    formats.measure === 'PERCENT' ? at(m).comparison.relative : at(m).comparison.absolute;
  const found = estimateOf(material);
  if (comparison.refusal !== null || found === null) return null;
  const isMore = found.estimate > 0;
  return {
    measure: formats.measure,
    estimate: bound.number((m) => estimateOf(m)?.estimate, formats.effect),
    low: bound.perhaps((m) => estimateOf(m)?.interval[0], formats.effect),
    high: bound.perhaps((m) => estimateOf(m)?.interval[1], formats.effect),
    isMore,
    isGood: found.estimate !== 0 && isMore === (direction === 'UP'),
  };
}

function formatsFor({ unit, arms, comparison }: MetricResult, currency: string): Formats {
  const values = arms.flatMap(({ value }) => (value === null ? [] : [value]));
  const control = arms.find(({ isControl }) => isControl)?.value ?? 0;
  const pilot = arms.find(({ armKey }) => armKey === comparison.arm)?.value ?? 0;
  const scale = unit === 'SHARE' ? 100 : 1;
  const differences = known(comparison.absolute).map((one) => one * scale);
  const decimals = agreeingDecimals(
    { control: control * scale, pilot: pilot * scale, effects: differences },
    { from: unit === 'COUNT' ? 1 : 0, most: 2 },
  );
  const relative = known(comparison.relative).map((one) => one * 100);
  const percent: NumberFormat = {
    as: 'percent',
    decimals: visibleDecimals(relative, { from: 0, most: 2 }),
    sign: 'always',
  };
  const plain: NumberFormat = { as: 'plain', decimals };
  switch (unit) {
    case 'SHARE': {
      const effect: NumberFormat = { as: 'hundredths', decimals, sign: 'always' };
      return { measure: 'POINTS', value: { as: 'percent', decimals }, effect, axis: effect };
    }
    case 'DAYS':
      return {
        measure: 'DAYS',
        value: plain,
        effect: { ...plain, sign: 'always' },
        axis: { ...plain, sign: 'always' },
      };
    case 'COUNT':
    case 'MONEY': {
      const value = unit === 'COUNT' ? plain : moneyFormat(values, pilot - control, currency);
      if (comparison.relative !== null) return { measure: 'PERCENT', value, effect: percent, axis: percent };
      const amount = { ...value, sign: 'always' } as NumberFormat;
      return { measure: 'AMOUNT', value, effect: amount, axis: amount };
    }
  }
}

function known(estimate: MetricResult['comparison']['absolute']): number[] {
  if (estimate === null) return [];
  return [estimate.estimate, ...estimate.interval].filter((one) => one !== null);
}
