import type { EntityManager } from 'typeorm';
import type { CsvRecord } from '../csv/csv-reader.rules.js';
import { type ImportFile, type RecordBatch, recordsOf } from './file-records.js';
import type { FoundNote, RowReader, UnknownValue } from './import-target.js';
import type { PlannedField } from './mapping.rules.js';
import { brokenQuote, type RejectedRow } from './rejection.rules.js';
import { RowCells } from './row-cells.rules.js';
import { SeenKeys } from './seen-keys.rules.js';

export interface RunPlan {
  readonly file: ImportFile;
  readonly fields: readonly PlannedField[];
  readonly hasFooter: boolean;
  readonly dryRun: boolean;
}

/** Hears about a run while it goes on. */
export interface RunListener {
  rejected(rows: readonly RejectedRow[]): Promise<void>;
  progress(bytesRead: number): void;
}

export interface SampleRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

export interface RunResult {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly inserted: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly blankLines: number;
  readonly footerLines: number;
  readonly footer: readonly string[];
  readonly notes: readonly FoundNote[];
  readonly unknownValues: readonly UnknownValue[];
  readonly sample: readonly SampleRow[];
}

const SAMPLE_ROWS = 5;
/** So many footer lines are shown; a real footer has fewer. */
const SHOWN_FOOTER_LINES = 20;

/** One pass over a file: every row is accepted or rejected, and kept unless it is a dry run. */
export class ImportRun<Row> {
  private readonly cells: RowCells;
  private readonly seen = new SeenKeys();
  private readonly counts = {
    read: 0,
    accepted: 0,
    rejected: 0,
    inserted: 0,
    replaced: 0,
    unchanged: 0,
    blankLines: 0,
    footerLines: 0,
  };
  private readonly footer: string[] = [];
  private readonly sample: SampleRow[] = [];

  constructor(
    private readonly plan: RunPlan,
    private readonly reader: RowReader<Row>,
    private readonly listener: RunListener,
  ) {
    this.cells = new RowCells(plan.fields, plan.file.header.length);
  }

  async run(manager: EntityManager): Promise<RunResult> {
    const { file, hasFooter, dryRun } = this.plan;
    for await (const batch of recordsOf(file, hasFooter)) {
      const { rows, rejected } = this.judge(batch);
      const { inserted, replaced, unchanged } = await this.reader.merge(manager, rows, { dryRun });
      await this.listener.rejected(rejected);
      this.counts.read += rows.length + rejected.length;
      this.counts.accepted += rows.length;
      this.counts.rejected += rejected.length;
      this.counts.inserted += inserted;
      this.counts.replaced += replaced;
      this.counts.unchanged += unchanged;
      this.counts.blankLines += batch.blankLines;
      this.counts.footerLines += batch.footer.length;
      this.footer.push(...batch.footer.slice(0, SHOWN_FOOTER_LINES - this.footer.length));
      this.listener.progress(batch.bytesRead);
    }
    const notes = [...this.reader.notes(), ...this.fileNotes()];
    const { footer, sample } = this;
    return { ...this.counts, footer, sample, notes, unknownValues: this.reader.unknownValues() };
  }

  private judge({ records, broken }: RecordBatch): { rows: Row[]; rejected: RejectedRow[] } {
    const rows: Row[] = [];
    const rejected = broken.map(({ line, text }) => brokenQuote(line, text));
    for (const record of records) {
      const judged = this.judgeRecord(record);
      if ('row' in judged) rows.push(judged.row);
      else rejected.push(judged.rejection);
    }
    return { rows, rejected: rejected.sort((one, other) => one.line - other.line) };
  }

  private judgeRecord(record: CsvRecord): { row: Row } | { rejection: RejectedRow } {
    const cells = this.cells.read(record);
    if ('faults' in cells) return { rejection: this.cells.rejected(record, cells.faults) };
    const judged = this.reader.read(cells.row, record.line);
    if ('faults' in judged) return { rejection: this.cells.rejected(record, judged.faults) };
    const { key, twice } = this.reader.identity(judged.row);
    const lineBefore = this.seen.lineBefore(key, record.line);
    if (lineBefore !== null) {
      const message = `${twice.message} It stands on line ${lineBefore}.`;
      return { rejection: this.cells.rejected(record, [{ ...twice, message }]) };
    }
    if (this.sample.length < SAMPLE_ROWS)
      this.sample.push({ line: record.line, cells: this.reader.sample(judged.row) });
    return judged;
  }

  private fileNotes(): FoundNote[] {
    const { encoding } = this.plan.file;
    const { read } = this.counts;
    const told = this.footer.map((line) => /\(([\d.,]+) records?\)/i.exec(line)?.[1].replace(/\D/g, '')).find(Boolean);
    return [
      encoding === 'windows-1252' && {
        code: 'READ_AS_WINDOWS_1252',
        count: read,
        message: 'The file is not UTF-8 and was read as Windows-1252: look whether names with accents are right.',
      },
      told !== undefined &&
        Number(told) !== read && {
          code: 'FOOTER_COUNT_DIFFERS',
          count: Math.abs(Number(told) - read),
          message: `The footer of the report speaks of ${told} records; the file has ${read} rows.`,
        },
    ].filter((note) => note !== false);
  }
}
