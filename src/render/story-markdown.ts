import type { ChartSpec } from './chart-spec.js';
import { chartTable } from './chart-table.js';
import type { Language } from './format.js';
import { spanText } from './plain-text.js';
import type { Line, Span } from './line.js';
import type { Block, Section, StoryDocument, Table, TableCell } from './story-document.js';

/** The story as CommonMark with the tables of GitHub. What people wrote is escaped: it can be no link, heading or HTML. */
export function storyMarkdown(story: StoryDocument): string {
  const { language } = story;
  const label = story.stamp === null ? story.label : `${story.label} · ${story.stamp}`;
  const parts = [
    `# ${inRow(story.title, language)}`,
    `*${escapeMarkdown(label)}*`,
    `**${inRow(story.standfirst, language)}**`,
    ...story.sections.map((section) => sectionOf(section, language)),
    '---',
    story.footer.map((line) => begun(inRow(line, language))).join('\\\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionOf({ heading, blocks }: Section, language: Language): string {
  return [`## ${escapeMarkdown(heading)}`, ...blocks.map((block) => blockOf(block, language))].join('\n\n');
}

function blockOf(block: Block, language: Language): string {
  switch (block.kind) {
    case 'paragraph':
      return inRows(block.line, language);
    case 'before-after':
      return [block.before, block.after]
        .map(
          ({ label, text }) => `> **${escapeMarkdown(label)}**\\\n> ${inRows(text, language).replaceAll('\n', '\n> ')}`,
        )
        .join('\n\n');
    case 'steps':
      return block.steps.map((line, index) => `${String(index + 1)}. ${begun(inRow(line, language))}`).join('\n');
    case 'notes':
      return block.notes.map((line) => `- ${begun(inRow(line, language))}`).join('\n');
    case 'table':
      return tableOf(block.table, language);
    case 'chart':
      return chartOf(block.chart, language);
  }
}

/** What a picture would have shown: few numbers in a sentence, many in a table. */
function chartOf(chart: ChartSpec, language: Language): string {
  const title = `**${inRow(chart.title, language)}**`;
  if (chart.kind === 'ARM_MEANS') return `${title}\\\n${begun(inRow(chart.description, language))}`;
  return `${title}\n\n${tableOf(chartTable(chart, language), language)}`;
}

function tableOf({ caption, columns, rows }: Table, language: Language): string {
  const lines = [
    row(columns.map((column) => inRow(column, language))),
    row(columns.map((_, index) => (index === 0 ? ':---' : '---:'))),
    ...rows.map(({ name, cells }) => row([name, ...cells].map((cell) => cellOf(cell, language)))),
  ];
  const title = caption.length === 0 ? [] : [`**${inRow(caption, language)}**`, ''];
  return [...title, ...lines].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellOf({ main, note }: TableCell, language: Language): string {
  return inRow(main, language) + (note === undefined ? '' : ` (${inRow(note, language)})`);
}

/** For headings, items and cells, where a line end would end them. */
function inRow(line: Line, language: Language): string {
  return markdownOf(line, language).replace(LINE_ENDS, ' ');
}

/** For paragraphs: what people wrote in several rows stays in several rows. */
function inRows(line: Line, language: Language): string {
  return markdownOf(line, language).split(LINE_ENDS).map(begun).join('\\\n');
}

const LINE_ENDS = /\s*[\r\n\u2028\u2029]+\s*/g;

/** At the beginning of a line "- ", "+", "=", "1." and "1)" would make a list or a heading. */
function begun(text: string): string {
  return text.replace(/^(\s*\d*)([-+=.)])/, '$1\\$2');
}

function markdownOf(line: Line, language: Language): string {
  return line
    .map((span) => markdownSpan(span, language))
    .join('')
    .trim();
}

function markdownSpan(span: Span, language: Language): string {
  const text = spanText(span, language);
  return span.kind === 'code' ? `\`${text.replaceAll('`', '')}\`` : escapeMarkdown(text);
}

/** Every character with which CommonMark, GitHub's tables, its links, mathematics and mentions begin. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]{}<>|~&#$@!^]/g, '\\$&')
    .replaceAll('://', ':\\/\\/')
    .replace(/\b(www)\./gi, '$1\\.');
}
