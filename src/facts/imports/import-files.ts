import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../platform/platform.module.js';
import { Refusal } from '../../platform/refusal.js';
import type { Settings } from '../../platform/settings.js';
import { type CsvDialect, type DialectFinding, findDialect } from '../csv/csv-dialect.rules.js';
import { EncodingSurvey, type TextEncoding } from '../csv/encoding.rules.js';
import { bytesOf, textOf } from '../csv/file-text.js';

export interface ReceivedFile {
  readonly sha256: string;
  readonly bytes: number;
}

export interface InspectedFile {
  readonly encoding: TextEncoding;
  readonly dialect: CsvDialect;
}

/** Ten million rows of an ordinary export; more is split by whoever exports it. */
export const LARGEST_UPLOAD = 2_000_000_000;
const OWNER_ONLY = 0o600;
/** Characters in which header and delimiter are looked for; the second only where the first do not hold the header. */
const BEGINNINGS = [16_384, 262_144];
/** Uploads that were cut off by the server's own end are cleared away at a start after this time. */
const MILLISECONDS_A_DAY = 86_400_000;

/** The uploaded files, from the first byte until they are committed or given up. */
@Injectable()
export class ImportFiles {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  pathOf(importId: string): string {
    return join(this.settings.uploadsDirectory, `${importId}.csv`);
  }

  /**
   * Writes a stream to disk, and to the disk itself before it returns. Refuses with UPLOAD_TOO_LARGE and
   * UPLOAD_BROKEN; then nothing is left behind.
   */
  async receive(importId: string, body: AsyncIterable<Uint8Array>, limit = LARGEST_UPLOAD): Promise<ReceivedFile> {
    const unfinished = `${this.pathOf(importId)}.part`;
    try {
      const received = await write(body, unfinished, limit);
      await rename(unfinished, this.pathOf(importId));
      return received;
    } catch (fault) {
      await rm(unfinished, { force: true });
      throw fault;
    }
  }

  /** What kind of text a file is. Refuses with EMPTY_FILE, NOT_TEXT and BROKEN_QUOTE. */
  async inspect(importId: string): Promise<InspectedFile> {
    const survey = new EncodingSurvey();
    for await (const bytes of bytesOf(this.pathOf(importId))) survey.push(bytes);
    const found = survey.end();
    if (found.kind === 'not-text')
      throw new Refusal('NOT_TEXT', 'The file cannot be read as text.', [
        found.reason,
        'Open it in the program it came from and save it as "CSV UTF-8".',
      ]);
    return { encoding: found.encoding, dialect: await this.dialect(importId, found.encoding) };
  }

  async remove(importId: string): Promise<void> {
    await rm(this.pathOf(importId), { force: true });
  }

  async has(importId: string): Promise<boolean> {
    return stat(this.pathOf(importId)).then(
      () => true,
      () => false,
    );
  }

  /** Removes files that nobody needs any more: those `isDone` knows, and those that were cut off long ago. */
  async clear(isDone: (importIds: string[]) => Promise<string[]>, now: string): Promise<void> {
    const names = await readdir(this.settings.uploadsDirectory).catch(() => []);
    const ids = names.flatMap((name) => /^([0-9a-f-]{36})\.csv$/.exec(name)?.[1] ?? []);
    for (const id of await isDone(ids)) await this.remove(id);
    for (const name of names.filter((one) => one.endsWith('.csv.part'))) {
      const file = join(this.settings.uploadsDirectory, name);
      const { mtimeMs } = await stat(file);
      if (Date.parse(now) - mtimeMs > MILLISECONDS_A_DAY) await rm(file, { force: true });
    }
  }

  private async dialect(importId: string, encoding: TextEncoding): Promise<CsvDialect> {
    let found: DialectFinding = { kind: 'empty' };
    for (const length of BEGINNINGS) {
      const { text, whole } = await beginningOf(this.pathOf(importId), encoding, length);
      found = findDialect(text, whole);
      if (whole || found.kind === 'dialect') break;
    }
    if (found.kind === 'empty')
      throw new Refusal('EMPTY_FILE', 'The file has no rows.', [
        'The first line must name the columns, and at least one row must follow.',
      ]);
    if (found.kind === 'broken-quote')
      throw new Refusal('BROKEN_QUOTE', `Line ${found.line}, before the first row, holds a broken quote.`, [
        'Close the quote, or write a quote inside a quoted cell twice ("").',
      ]);
    return found.dialect;
  }
}

async function beginningOf(
  path: string,
  encoding: TextEncoding,
  length: number,
): Promise<{ text: string; whole: boolean }> {
  let text = '';
  for await (const piece of textOf(path, encoding)) {
    text += piece.text;
    if (text.length > length) return { text: text.slice(0, length), whole: false };
  }
  return { text, whole: true };
}

async function write(body: AsyncIterable<Uint8Array>, path: string, limit: number): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', OWNER_ONLY);
  let bytes = 0;
  try {
    for await (const piece of broken(body)) {
      bytes += piece.length;
      if (bytes > limit) throw tooLarge(limit);
      hash.update(piece);
      await file.write(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (bytes === 0)
    throw new Refusal('EMPTY_FILE', 'The upload has no content.', ['Send the file itself as the body of the request.']);
  return { sha256: hash.digest('hex'), bytes };
}

export function tooLarge(limit = LARGEST_UPLOAD): Refusal {
  return new Refusal('UPLOAD_TOO_LARGE', `The file is larger than ${limit} bytes.`, [
    'Split it into several files with the same header; they may be imported one after the other.',
  ]);
}

/** The pieces of a body; that it ends before its end is the sender's fault, not ours. */
async function* broken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new Refusal('UPLOAD_BROKEN', 'The upload broke off before its end; nothing of it was kept.', [
      'Send it again.',
    ]);
  }
}
