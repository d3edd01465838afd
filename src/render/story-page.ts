import { chartInPage, PHONE, WIDE } from './chart-svg.js';
import { chartTable } from './chart-table.js';
import { element, escapeMarkup } from './escape.js';
import type { Language } from './format.js';
import { page } from './page.js';
import { plainText, spanText } from './plain-text.js';
import type { Line, Span } from './line.js';
import type { Block, Section, StoryDocument, Table, TableCell } from './story-document.js';

/** The story as one page without script, image or font from elsewhere. Each number says in `data-from` where it comes from. */
export function storyPage(story: StoryDocument): string {
  const { language } = story;
  const stamp = story.stamp === null ? '' : element('span', { class: 'stamp-word' }, escapeMarkup(story.stamp));
  const header = [
    element('p', { class: 'label' }, element('b', {}, escapeMarkup(story.label)) + stamp),
    element('h1', {}, inline(story.title, language)),
    element('p', { class: 'standfirst' }, inline(story.standfirst, language)),
  ];
  const footer = story.footer.map((line) => paragraph(line, language)).join('');
  const article = [
    element('header', {}, header.join('')),
    ...story.sections.map((section) => sectionOf(section, language)),
    element('footer', {}, footer),
  ];
  const title = plainText(story.title, language);
  return page(
    story.stamp === null ? title : `${title} (${story.stamp})`,
    element('article', {}, article.join('')),
    language,
  );
}

function sectionOf({ key, heading, blocks }: Section, language: Language): string {
  const id = key.toLowerCase().replaceAll('_', '-');
  const content =
    element('h2', { id }, escapeMarkup(heading)) + blocks.map((block) => blockOf(block, language)).join('');
  return element('section', { 'aria-labelledby': id }, content);
}

function blockOf(block: Block, language: Language): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.line, language);
    case 'before-after': {
      const halves = [block.before, block.after].map(({ label, text }) =>
        element('div', {}, element('dt', {}, escapeMarkup(label)) + element('dd', {}, inline(text, language))),
      );
      return element('dl', { class: 'pair' }, halves.join(''));
    }
    case 'steps':
      return element('ol', {}, items(block.steps, language));
    case 'notes':
      return element('ul', {}, items(block.notes, language));
    case 'table':
      return tableOf(block.table, language, 'metrics');
    case 'chart':
      return figureOf(block, language);
  }
}

const NUMBERS_BEHIND: Readonly<Record<Language, string>> = {
  en: 'The numbers behind this chart',
  de: 'Die Zahlen zu diesem Diagramm',
};

/** Drawn twice, since text in a picture shrinks with it: one for the reading column, one for a phone. */
function figureOf({ chart }: Extract<Block, { kind: 'chart' }>, language: Language): string {
  const pictures = [
    element('div', { class: 'wide' }, chartInPage(chart, { width: WIDE, language })),
    element('div', { class: 'phone' }, chartInPage(chart, { width: PHONE, language })),
  ];
  const table = tableOf(chartTable(chart, language), language, 'numbers');
  const details = element('details', {}, element('summary', {}, NUMBERS_BEHIND[language]) + table);
  return element('figure', {}, element('figcaption', {}, inline(chart.title, language)) + pictures.join('') + details);
}

/** Rows of `metrics` fold on a phone: that takes a table's roles from it, so they are said. */
function tableOf({ caption, columns, rows }: Table, language: Language, tableClass: 'metrics' | 'numbers'): string {
  const head = columns.map((column) => element('th', { scope: 'col', role: 'columnheader' }, inline(column, language)));
  const body = rows.map(({ name, cells }) => {
    const values = cells.map((cell) => element('td', { role: 'cell' }, cellOf(cell, language)));
    const first = element('th', { scope: 'row', role: 'rowheader' }, cellOf(name, language));
    return element('tr', { role: 'row' }, first + values.join(''));
  });
  const table = [
    caption.length === 0 ? '' : element('caption', {}, inline(caption, language)),
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, head.join(''))),
    element('tbody', { role: 'rowgroup' }, body.join('')),
  ];
  const name = caption.length === 0 ? NUMBERS_BEHIND[language] : plainText(caption, language);
  return element(
    'div',
    { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': name },
    element('table', { class: tableClass, role: 'table' }, table.join('')),
  );
}

function cellOf({ main, note }: TableCell, language: Language): string {
  return inline(main, language) + (note === undefined ? '' : element('small', {}, inline(note, language)));
}

function items(lines: readonly Line[], language: Language): string {
  return lines.map((line) => element('li', {}, inline(line, language))).join('');
}

function paragraph(line: Line, language: Language): string {
  return element('p', {}, inline(line, language));
}

function inline(line: Line, language: Language): string {
  return line.map((span) => spanOf(span, language)).join('');
}

function spanOf(span: Span, language: Language): string {
  const text = escapeMarkup(spanText(span, language));
  switch (span.kind) {
    case 'words':
      return text;
    case 'user':
      // What people wrote may run from right to left; it must not turn the words around it.
      return element('bdi', { class: 'told', 'data-from': span.from }, text);
    case 'number':
      return element('data', { value: String(span.value), 'data-from': span.from }, text);
    case 'day':
      return element('time', { datetime: span.day.slice(0, 10), 'data-from': span.from }, text);
    case 'code':
      return element('code', { 'data-from': span.from }, text);
  }
}
