import { open } from 'node:fs/promises';
import type { TextEncoding } from './encoding.rules.js';

/** A piece is worked on in one go, and nobody else is served meanwhile: this much takes some ten milliseconds. */
const BYTES_AT_ONCE = 65_536;

export interface TextPiece {
  readonly text: string;
  /** How much of the file has been read with this piece. */
  readonly bytesRead: number;
}

/** A file's bytes, piece by piece. Each read is a turn of the event loop, so that others are served between them. */
export async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(BYTES_AT_ONCE), 0, BYTES_AT_ONCE);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** A file's text, piece by piece, without byte order mark and with every line ending as \n. */
export async function* textOf(file: string, encoding: TextEncoding): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(encoding);
  let bytesRead = 0;
  let endsInReturn = false;
  for await (const bytes of bytesOf(file)) {
    bytesRead += bytes.length;
    const whole: string = (endsInReturn ? '\r' : '') + decoder.decode(bytes, { stream: true });
    endsInReturn = whole.endsWith('\r');
    yield { text: plainLineEndings(endsInReturn ? whole.slice(0, -1) : whole), bytesRead };
  }
  yield { text: decoder.decode() + (endsInReturn ? '\n' : ''), bytesRead };
}

function plainLineEndings(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
