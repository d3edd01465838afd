import { strToU8, zipSync } from 'fflate';

/** The earliest day a zip archive can name: the same files give the same bytes, whenever they are packed. */
const PACKED_AT = new Date(1980, 0, 1);

/** Packs texts into a zip archive, by file name. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: PACKED_AT });
}
