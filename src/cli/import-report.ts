import { printableName } from '../analysis/verdict/quoted-name.rules.js';
import { count, wrapped } from './plain-figures.js';

export interface ImportAnswer {
  readonly id?: string;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly inserted: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly blankLines: number;
  readonly footerLines: number;
  readonly notes: readonly { readonly code: string; readonly count: number; readonly message: string }[];
  readonly mapping: {
    readonly preset: string;
    readonly source: string;
    readonly fields: readonly {
      readonly field: string;
      readonly column: string | null;
      readonly value: string | null;
      readonly format: string | null;
    }[];
  };
}

export interface ToldRejection {
  readonly line: number;
  readonly column: string | null;
  readonly cell: string | null;
  readonly code: string;
  readonly message: string;
}

/** An import in words for a terminal: how the file was understood, what came of it, what was not taken over and why. */
export function importReport(
  answer: ImportAnswer,
  { dryRun, rejections }: { dryRun: boolean; rejections: readonly ToldRejection[] },
): string {
  const { inserted, replaced, unchanged, blankLines, footerLines } = answer;
  const lines = [
    dryRun ? 'Nothing has been written: this is what importing would do.' : 'Imported.',
    '',
    ...understood(answer.mapping),
    '',
    `${figure(answer.read)} rows read`,
    `${figure(answer.accepted)} accepted: ${count(inserted)} new, ${count(replaced)} replaced, ${count(unchanged)} unchanged`,
    `${figure(answer.rejected)} rejected`,
  ];
  if (blankLines + footerLines > 0)
    lines.push(`${figure(blankLines + footerLines)} blank and footer lines passed over, not counted as read`);
  for (const note of answer.notes) lines.push('', ...wrapped(`${count(note.count)} x ${note.code}: ${note.message}`));
  if (rejections.length > 0) lines.push('', 'Rejected:', ...rejections.flatMap(rejectionLines));
  const more = answer.rejected - rejections.length;
  if (more > 0) lines.push('', `And ${count(more)} more: give --rejections FILE to have them all.`);
  return `${lines.join('\n')}\n`;
}

const figure = (number: number): string => count(number).padStart(11);

function understood({ preset, source, fields }: ImportAnswer['mapping']): string[] {
  const width = Math.max(...fields.map(({ field }) => field.length));
  return [
    `Read as ${preset}, source ${source}:`,
    ...fields.map(({ field, column, value, format }) => {
      const from = column === null ? `always "${printableName(value ?? '')}"` : printableName(column);
      return `  ${field.padEnd(width)}  ${from}${format === null ? '' : ` (${format})`}`;
    }),
  ];
}

function rejectionLines({ line, column, cell, code, message }: ToldRejection): string[] {
  const place = column === null ? '' : `, ${printableName(column)} "${printableName(cell ?? '')}"`;
  return wrapped(`line ${line}${place}: ${code}. ${message}`, '  ');
}
