import type { ArmMark, ArmMeansChart, EffectMark } from './chart-spec.js';
import { element } from './escape.js';
import { formatNumber, type Language } from './format.js';
import { plainText } from './plain-text.js';
import { type Axis, linearScale, roundAxis, type Scale } from './scale.js';
import type { NumberSpan } from './line.js';
import { clipped, textAt, textWidth, wrapped } from './svg-text.js';

/** A drawn part and how high it is, in pixels. */
export interface Panel {
  readonly markup: string;
  readonly height: number;
}

export interface Canvas {
  readonly width: number;
  readonly language: Language;
}

/** Names stand left of the marks where there is room, above them on a phone. */
const GUTTER = 184;
const NARROW = 520;
const TEXT = 13;
const SMALL = 12;

interface Plot {
  readonly canvas: Canvas;
  readonly gutter: number;
  readonly left: number;
  readonly right: number;
  readonly axis: Axis;
  readonly x: Scale;
}

interface Interval {
  readonly value: NumberSpan;
  readonly low: NumberSpan | null;
  readonly high: NumberSpan | null;
}

/** Means of the arms with their intervals, and below them the difference on an axis with zero and the smallest effect of interest. */
export function armMeansPanel(chart: ArmMeansChart, canvas: Canvas): Panel {
  const means = meansPanel(chart, canvas);
  if (chart.effect === null) return means;
  const effect = effectPanel(chart.effect, canvas);
  const top = means.height + 28;
  return {
    markup: means.markup + element('g', { transform: `translate(0 ${String(top)})` }, effect.markup),
    height: top + effect.height,
  };
}

function meansPanel(chart: ArmMeansChart, canvas: Canvas): Panel {
  const numbers = chart.arms.flatMap(({ value, low, high }) => shown([value, low, high]));
  const axis = roundAxis(
    numbers.map(({ value }) => value),
    chart.axis,
    ticksIn(canvas),
  );
  const plot = plotFor(canvas, axis, chart.arms);
  const nameHeight = plot.gutter === 0 ? 22 : 0;
  const rowHeight = 48 + nameHeight;
  const rows = chart.arms.map((arm, index) => armRow(arm, plot, { top: index * rowHeight, nameHeight }));
  const bottom = chart.arms.length * rowHeight + 4;
  return { markup: grid(plot, { top: 0, bottom }) + rows.join('') + tickLabels(plot, bottom), height: bottom + 20 };
}

function armRow(arm: ArmMark, plot: Plot, { top, nameHeight }: { top: number; nameHeight: number }): string {
  const tone = arm.isControl ? 'control' : 'pilot';
  const y = top + nameHeight + 30;
  return armName(arm, plot, plot.gutter === 0 ? top + 16 : y + 4) + intervalMark(arm, plot, { y, tone });
}

/** In the gutter the name and its note stand below each other, around the height of the mark; on a phone side by side above it. */
function armName(arm: ArmMark, { canvas, gutter }: Plot, y: number): string {
  const [name, note] = [plainText(arm.name, canvas.language), plainText(arm.note, canvas.language)];
  const strong = { class: `${arm.isControl ? 'control' : 'pilot'} strong` };
  const quiet = { class: 'quiet' };
  if (gutter === 0) {
    const kept = clipped(name, TEXT, canvas.width - textWidth(note, SMALL) - 12);
    return textAt({ x: 0, y }, kept, strong) + textAt({ x: canvas.width, y }, note, { ...quiet, 'text-anchor': 'end' });
  }
  const lines = wrapped(name, TEXT, { width: gutter - 16, most: 2 });
  const first = y - lines.length * 8;
  const rows = lines.map((line, index) => textAt({ x: 0, y: first + index * 16 }, line, strong));
  return rows.join('') + textAt({ x: 0, y: first + lines.length * 16 }, note, quiet);
}

function effectPanel(effect: EffectMark, canvas: Canvas): Panel {
  const { estimate, low, high, minimum } = effect;
  const reach = minimum === null ? [] : [minimum.size.value, -minimum.size.value];
  const values = [0, ...reach, ...shown([estimate, low, high]).map(({ value }) => value)];
  const mark: Interval = { value: estimate, low, high };
  const plot = plotFor(canvas, roundAxis(values, effect.axis, ticksIn(canvas)), [mark]);
  const heading = wrapped(plainText(effect.heading, canvas.language), TEXT, {
    width: plot.gutter === 0 ? canvas.width : plot.gutter - 16,
    most: 4,
  });
  const top = plot.gutter === 0 ? heading.length * 17 + 4 : 0;
  const y = top + 66;
  const bottom = y + 18;
  const markup = [
    minimumBand(effect, plot, { top: top + 36, bottom }),
    grid(plot, { top: top + 36, bottom }),
    guide(plot, 0, { top: top + 18, bottom, tone: 'zero' }),
    guideLabel(plot, 0, { y: top + 13, text: effect.zeroLabel }),
    minimumLabel(effect, plot, top + 31),
    ...heading.map((line, index) =>
      textAt({ x: 0, y: plot.gutter === 0 ? 14 + index * 17 : y + 4 + (index - (heading.length - 1) / 2) * 16 }, line, {
        class: 'strong',
      }),
    ),
    intervalMark(mark, plot, { y, tone: '' }),
    tickLabels(plot, bottom),
    sides(effect, plot, bottom + 36),
  ];
  return { markup: markup.join(''), height: bottom + 42 };
}

/** The mark of one value: a bar over its interval, a dot, and the numbers themselves beside them. */
function intervalMark({ value, low, high }: Interval, plot: Plot, { y, tone }: { y: number; tone: string }): string {
  const { language } = plot.canvas;
  const text = (span: NumberSpan): string => formatNumber(span.value, span.format, language);
  const prefix = tone === '' ? '' : `${tone}-`;
  const known = low !== null || high !== null;
  const [from, to] = [low === null ? plot.left : plot.x(low.value), high === null ? plot.right : plot.x(high.value)];
  const label = text(value);
  const middle = within(plot.x(value.value), textWidth(label, TEXT) / 2, plot);
  return [
    known ? element('line', { class: `${prefix}bar`, x1: from, y1: y, x2: to, y2: y }) : '',
    known && low === null ? textAt({ x: from - 6, y: y + 4 }, '←', { class: 'quiet', 'text-anchor': 'end' }) : '',
    known && high === null ? textAt({ x: to + 6, y: y + 4 }, '→', { class: 'quiet' }) : '',
    element('circle', { class: `${prefix}dot`, cx: plot.x(value.value), cy: y, r: 5.5 }),
    textAt({ x: middle, y: y - 13 }, label, { class: `${tone} strong`.trim(), 'text-anchor': 'middle' }),
    low === null ? '' : textAt({ x: from - 8, y: y + 4 }, text(low), { class: 'quiet', 'text-anchor': 'end' }),
    high === null ? '' : textAt({ x: to + 8, y: y + 4 }, text(high), { class: 'quiet' }),
  ].join('');
}

function minimumBand({ minimum }: EffectMark, plot: Plot, { top, bottom }: { top: number; bottom: number }): string {
  if (minimum === null) return '';
  const [from, to] = [plot.x(-minimum.size.value), plot.x(minimum.size.value)];
  return (
    element('rect', { class: 'band', x: from, y: top, width: to - from, height: bottom - top }) +
    guide(plot, -minimum.size.value, { top, bottom, tone: 'edge' }) +
    guide(plot, minimum.size.value, { top, bottom, tone: 'edge' })
  );
}

function minimumLabel({ minimum, goodSide }: EffectMark, plot: Plot, y: number): string {
  if (minimum === null) return '';
  const text = plainText(minimum.label, plot.canvas.language);
  return guideLabel(plot, goodSide === 'RIGHT' ? minimum.size.value : -minimum.size.value, { y, text });
}

function sides({ goodSide, betterLabel, worseLabel }: EffectMark, plot: Plot, y: number): string {
  const [left, right] = goodSide === 'RIGHT' ? [worseLabel, betterLabel] : [betterLabel, worseLabel];
  return (
    textAt({ x: plot.left, y }, `← ${left}`, { class: 'quiet' }) +
    textAt({ x: plot.right, y }, `${right} →`, { class: 'quiet', 'text-anchor': 'end' })
  );
}

function guide(plot: Plot, value: number, line: { top: number; bottom: number; tone: string }): string {
  const x = plot.x(value);
  return element('line', { class: line.tone, x1: x, y1: line.top, x2: x, y2: line.bottom });
}

function guideLabel(plot: Plot, value: number, { y, text }: { y: number; text: string }): string {
  const kept = clipped(text, SMALL, plot.canvas.width - plot.gutter);
  const half = textWidth(kept, SMALL) / 2;
  const edges = { left: plot.gutter, right: plot.canvas.width };
  return textAt({ x: within(plot.x(value), half, edges), y }, kept, { class: 'quiet', 'text-anchor': 'middle' });
}

function grid(plot: Plot, { top, bottom }: { top: number; bottom: number }): string {
  return plot.axis.ticks.map((tick) => guide(plot, tick, { top, bottom, tone: 'grid' })).join('');
}

/** As many labels as fit beside each other; every tick keeps its line. */
function tickLabels({ axis, canvas, x }: Plot, bottom: number): string {
  const labels = axis.ticks.map((tick) => ({ at: x(tick), text: formatNumber(tick, axis.format, canvas.language) }));
  const widest = Math.max(...labels.map(({ text }) => textWidth(text, SMALL)));
  const apart = labels.length > 1 ? labels[1].at - labels[0].at : widest;
  const every = Math.max(1, Math.ceil((widest + 8) / apart));
  return labels
    .filter((_, index) => index % every === 0)
    .map(({ at, text }) => textAt({ x: at, y: bottom + 16 }, text, { class: 'tick', 'text-anchor': 'middle' }))
    .join('');
}

function plotFor(canvas: Canvas, axis: Axis, marks: readonly Interval[]): Plot {
  const gutter = canvas.width < NARROW ? 0 : GUTTER;
  const widest = (spans: readonly (NumberSpan | null)[]): number =>
    Math.max(
      0,
      ...shown(spans).map(({ value, format }) => textWidth(formatNumber(value, format, canvas.language), SMALL)),
    );
  const left = gutter + 12 + widest(marks.map(({ low }) => low));
  const right = canvas.width - 12 - widest(marks.map(({ high }) => high));
  return { canvas, gutter, left, right, axis, x: linearScale(axis.domain, [left, right]) };
}

function within(middle: number, half: number, { left, right }: { left: number; right: number }): number {
  return Math.max(left + half, Math.min(right - half, middle));
}

function ticksIn({ width }: Canvas): number {
  return width < NARROW ? 3 : 5;
}

function shown(spans: readonly (NumberSpan | null)[]): NumberSpan[] {
  return spans.filter((span) => span !== null);
}
