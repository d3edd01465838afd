import type { Canvas, Panel } from './arm-means-chart.js';
import type { WeeklyChart } from './chart-spec.js';
import { element } from './escape.js';
import { formatDayOfYear, formatNumber } from './format.js';
import { plainText } from './plain-text.js';
import { type Axis, linearScale, roundAxis, type Scale } from './scale.js';
import { clipped, textAt, textWidth, wrapped } from './svg-text.js';

const SMALL = 12;
const TEXT = 13;
/** Above the plot: names of the phases. */
const TOP = 22;
const MILLISECONDS_A_WEEK = 7 * 86_400_000;
/** In weeks: half a week at the border of a window is left out, and the line still goes on. */
const LONGEST_STEP = 2;
/** Of a line of a name at the end of its line. */
const NAME_HEIGHT = 16;

interface Plot {
  readonly chart: WeeklyChart;
  readonly canvas: Canvas;
  readonly axis: Axis;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** Of a time, in weeks since the first. */
  readonly x: Scale;
  /** When each week begins, in weeks since the first: weeks that may not be shown leave their room. */
  readonly at: readonly number[];
  readonly y: Scale;
}

/** A line per arm over the weeks of baseline, ramp and measurement. */
export function weeklyPanel(chart: WeeklyChart, canvas: Canvas): Panel {
  const plot = plotFor(chart, canvas);
  const markup = [ramp(plot), rows(plot), startOfMeasurement(plot), ...chart.arms.map((_, arm) => lineOf(plot, arm))];
  return { markup: [...markup, names(plot), weekLabels(plot)].join(''), height: plot.bottom + 22 };
}

function plotFor(chart: WeeklyChart, canvas: Canvas): Plot {
  const values = chart.weeks.flatMap((week) => week.values).flatMap((span) => (span === null ? [] : [span.value]));
  // A line that starts above zero makes small movements look large.
  const axis = roundAxis([0, ...values], chart.axis, 4);
  const tickWidth = Math.max(
    ...axis.ticks.map((tick) => textWidth(formatNumber(tick, axis.format, canvas.language), SMALL)),
  );
  const nameWidth = Math.max(...chart.arms.map(({ name }) => textWidth(plainText(name, canvas.language), TEXT)));
  const left = Math.ceil(tickWidth) + 10;
  const right = canvas.width - Math.min(nameWidth + 14, canvas.width * 0.28);
  const bottom = TOP + (canvas.width < 520 ? 170 : 210);
  const days = chart.weeks.map(({ starts }) => Date.parse(`${starts.day}T00:00:00Z`) / MILLISECONDS_A_WEEK);
  const at = days.map((day) => day - (days[0] ?? 0));
  return {
    chart,
    canvas,
    axis,
    left,
    right,
    bottom,
    at,
    x: linearScale([0, Math.max(1, ...at)], [left + 8, right - 8]),
    y: linearScale(axis.domain, [bottom, TOP + 8]),
  };
}

function rows({ axis, canvas, left, right, y }: Plot): string {
  return axis.ticks
    .map(
      (tick) =>
        element('line', { class: 'grid', x1: left, y1: y(tick), x2: right, y2: y(tick) }) +
        textAt({ x: left - 8, y: y(tick) + 4 }, formatNumber(tick, axis.format, canvas.language), {
          class: 'tick',
          'text-anchor': 'end',
        }),
    )
    .join('');
}

/** The ramp is left out of the result, so it is drawn as set apart. */
function ramp({ chart, bottom, left, x, at }: Plot): string {
  const weeks = chart.weeks.flatMap(({ phase }, index) => (phase === 'RAMP' ? [at[index]] : []));
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  if (first === undefined || last === undefined) return '';
  const [from, to] = [x(first - 0.5), x(last + 0.5)];
  const label = clipped(chart.rampLabel, SMALL, to - left);
  return (
    element('rect', { class: 'band', x: from, y: TOP, width: to - from, height: bottom - TOP }) +
    textAt({ x: to - 6, y: 14 }, label, { class: 'quiet', 'text-anchor': 'end' })
  );
}

function startOfMeasurement({ chart, canvas, bottom, x, at }: Plot): string {
  const first = chart.weeks.findIndex(({ phase }) => phase === 'MEASUREMENT');
  if (first === -1) return '';
  const begins = x(Math.max(at[first] - 0.5, 0));
  return (
    element('line', { class: 'start', x1: begins, y1: 4, x2: begins, y2: bottom }) +
    textAt({ x: begins + 6, y: 14 }, clipped(chart.measurementLabel, SMALL, canvas.width - begins - 6), {
      class: 'quiet strong',
    })
  );
}

/** Weeks without a value leave a gap: a line through them would invent one. */
function lineOf({ chart, x, y, at }: Plot, arm: number): string {
  const tone = chart.arms[arm].isControl ? 'control' : 'pilot';
  const points = chart.weeks.map(({ values }, week) => {
    const span = values[arm] ?? null;
    return span === null ? null : { x: x(at[week]), y: y(span.value) };
  });
  const path = points
    .map((point, week) => {
      if (point === null) return '';
      const begins = week === 0 || points[week - 1] === null || at[week] - at[week - 1] > LONGEST_STEP;
      return `${begins ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    })
    .join('');
  const dots = points.flatMap((point) =>
    point === null ? [] : [element('circle', { class: `${tone}-dot`, cx: point.x, cy: point.y, r: 3.5 })],
  );
  return element('path', { class: `${tone}-line`, d: path }) + dots.join('');
}

/** Each name stands at the end of its line, pushed apart where the ends meet. */
function names({ chart, canvas, right, y }: Plot): string {
  const ends = chart.arms
    .map((arm, index) => {
      const last = chart.weeks.map(({ values }) => values[index] ?? null).findLast((span) => span !== null);
      return { arm, y: y(last?.value ?? 0) };
    })
    .sort((one, other) => one.y - other.y);
  let free = -Infinity;
  return ends
    .flatMap(({ arm, y: wanted }) => {
      const lines = wrapped(plainText(arm.name, canvas.language), TEXT, { width: canvas.width - right - 8, most: 2 });
      const first = Math.max(wanted - ((lines.length - 1) * NAME_HEIGHT) / 2, free);
      free = first + lines.length * NAME_HEIGHT;
      const attributes = { class: `${arm.isControl ? 'control' : 'pilot'} strong` };
      return lines.map((line, index) => textAt({ x: right + 6, y: first + 4 + index * NAME_HEIGHT }, line, attributes));
    })
    .join('');
}

/** The first week, the start of the measurement, the last, and what fits between. */
function weekLabels({ chart, canvas, bottom, x, at }: Plot): string {
  const start = chart.weeks.findIndex(({ phase }) => phase === 'MEASUREMENT');
  const last = chart.weeks.length - 1;
  const text = (week: number): string => formatDayOfYear(chart.weeks[week]?.starts.day ?? '', canvas.language);
  const taken: number[] = [];
  for (const week of [start, 0, last, ...chart.weeks.keys()]) {
    const apart = textWidth(text(Math.max(week, 0)), SMALL) + 14;
    if (week >= 0 && taken.every((other) => Math.abs(x(at[other]) - x(at[week])) >= apart)) taken.push(week);
  }
  return taken
    .map((week) => textAt({ x: x(at[week]), y: bottom + 18 }, text(week), { class: 'tick', 'text-anchor': 'middle' }))
    .join('');
}
