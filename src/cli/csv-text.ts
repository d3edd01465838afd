import { FileRefusal } from './analyze-refusal.js';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Turns the bytes of a CSV file into text, piece by piece, with every line ending as \n.
 * UTF-8 with or without a byte order mark, UTF-16 with one. Bytes that are not UTF-8 in an otherwise plain file are
 * read as Windows-1252, as older Excel writes it, and `encoding` says so. A file that holds both is refused: no choice would be right.
 */
export class CsvText {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | null = null;
  private rest: Uint8Array = new Uint8Array(0);
  private decoder = new TextDecoder();
  private seenUtf8 = false;
  private begun = false;
  private endsInReturn = false;

  decode(bytes: Uint8Array): string {
    const known = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    if (this.encoding === null && known.length < 3) {
      this.rest = known;
      return '';
    }
    this.encoding ??= this.recognise(known);
    const end = this.encoding === 'utf-8' ? lastWholeCharacter(known) : known.length;
    this.rest = known.slice(end);
    return this.plainLineEndings(this.decodeWhole(known.subarray(0, end)));
  }

  end(): string {
    this.encoding ??= this.recognise(this.rest);
    const text = this.decodeWhole(this.rest) + (this.encoding.startsWith('utf-16') ? this.decoder.decode() : '');
    return this.plainLineEndings(text) + (this.endsInReturn ? '\n' : '');
  }

  private recognise(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
    const [first, second] = bytes;
    const encoding =
      first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
    if (encoding === 'utf-8' && bytes.includes(0)) {
      throw notText('It holds zero bytes, as workbooks (.xlsx, .xls) and compressed files do.');
    }
    this.seenUtf8 = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte);
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    return encoding;
  }

  private decodeWhole(bytes: Uint8Array): string {
    try {
      const text = this.decoder.decode(bytes, { stream: this.encoding !== 'utf-8' });
      this.seenUtf8 ||= this.encoding === 'utf-8' && text.length < bytes.length;
      return text;
    } catch {
      if (this.encoding !== 'utf-8') throw notText('It begins as UTF-16 and then breaks its rules.');
      if (this.seenUtf8) throw notText('Part of it is UTF-8 and part of it is another encoding.');
      this.encoding = 'windows-1252';
      this.decoder = new TextDecoder('windows-1252');
      return this.decoder.decode(bytes, { stream: true });
    }
  }

  private plainLineEndings(text: string): string {
    if (text === '') return text;
    const begun = this.begun ? text : text.replace(/^\ufeff/, '');
    this.begun = true;
    const whole = this.endsInReturn ? `\r${begun}` : begun;
    this.endsInReturn = whole.endsWith('\r');
    const complete = this.endsInReturn ? whole.slice(0, -1) : whole;
    return complete.includes('\r') ? complete.replace(/\r\n?/g, '\n') : complete;
  }
}

/** A byte below 0x80 is a character of its own in UTF-8, so the piece up to it can be decoded alone. */
function lastWholeCharacter(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] ?? 0) >= 0x80) end -= 1;
  return end;
}

function notText(reason: string): FileRefusal {
  return new FileRefusal('NOT_TEXT', 'The file cannot be read as text.', [
    reason,
    'Open it in the program it came from and save it as "CSV UTF-8".',
  ]);
}
