import type { ChartSpec } from './chart-spec.js';
import type { Line, NumberSpan } from './line.js';
import type { Block, StoryDocument, Table } from './story-document.js';

/** Every line of a story, also those in tables and charts, in the order in which they are read. */
export function everyLine({ title, standfirst, sections, footer }: StoryDocument): Line[] {
  return [title, standfirst, ...sections.flatMap(({ blocks }) => blocks.flatMap(linesOf)), ...footer];
}

function linesOf(block: Block): Line[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.line];
    case 'before-after':
      return [block.before, block.after].flatMap(({ label, text }) => [[{ kind: 'words', text: label }], text]);
    case 'steps':
      return [...block.steps];
    case 'notes':
      return [...block.notes];
    case 'table':
      return linesOfTable(block.table);
    case 'chart':
      return linesOfChart(block.chart);
  }
}

function linesOfTable({ caption, columns, rows }: Table): Line[] {
  const cells = rows.flatMap(({ name, cells: others }) => [name, ...others]);
  return [caption, ...columns, ...cells.flatMap(({ main, note }) => (note === undefined ? [main] : [main, note]))];
}

function linesOfChart(chart: ChartSpec): Line[] {
  const captions = [chart.title, chart.description];
  if (chart.kind === 'WEEKLY')
    return [...captions, ...chart.weeks.map(({ starts, values }): Line => [starts, ...values.filter(isKnown)])];
  const { effect } = chart;
  const arms = chart.arms.map(({ name, note, value, low, high }): Line => [
    ...name,
    ...note,
    ...[value, low, high].filter(isKnown),
  ]);
  if (effect === null) return [...captions, ...arms];
  const numbers = [effect.estimate, effect.low, effect.high].filter(isKnown);
  return [...captions, ...arms, [...effect.heading, ...numbers], effect.minimum?.label ?? []];
}

function isKnown(span: NumberSpan | null): span is NumberSpan {
  return span !== null;
}
