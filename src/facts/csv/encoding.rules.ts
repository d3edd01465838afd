import { isAscii, isUtf8 } from 'node:buffer';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type EncodingFinding =
  { readonly kind: 'text'; readonly encoding: TextEncoding } | { readonly kind: 'not-text'; readonly reason: string };

/** Text has hardly any control characters; compressed or binary data is full of them. */
const MOST_CONTROL_CHARACTERS_SHARE = 0.01;

/**
 * Finds out how a file is encoded from all of its bytes: UTF-16 where it says so, else UTF-8, else (older Excel)
 * Windows-1252. A file that mixes the last two is not text: no reading of it would be right.
 */
export class EncodingSurvey {
  private marked: 'utf-16le' | 'utf-16be' | null = null;
  private decoder = new TextDecoder();
  private begun = false;
  /** The beginning of a character that goes on in the next piece. */
  private cut: Uint8Array = new Uint8Array(0);
  private hasUtf8 = false;
  private hasOther = false;
  private fault: string | null = null;

  push(bytes: Uint8Array): void {
    if (!this.begun) this.begin(bytes);
    if (this.fault !== null) return;
    if (this.marked === null) this.pushBytes(bytes);
    else this.pushMarked(bytes, true);
  }

  end(): EncodingFinding {
    if (this.marked !== null && this.fault === null) this.pushMarked(new Uint8Array(0), false);
    if (this.cut.length > 0) this.hasOther = true;
    if (this.hasUtf8 && this.hasOther)
      this.fault ??= 'Part of it is written in UTF-8 and part of it in another encoding.';
    if (this.fault !== null) return { kind: 'not-text', reason: this.fault };
    return { kind: 'text', encoding: this.marked ?? (this.hasOther ? 'windows-1252' : 'utf-8') };
  }

  private begin(bytes: Uint8Array): void {
    this.begun = true;
    if (bytes[0] === 0xff && bytes[1] === 0xfe) this.marked = 'utf-16le';
    if (bytes[0] === 0xfe && bytes[1] === 0xff) this.marked = 'utf-16be';
    if (this.marked !== null) this.decoder = new TextDecoder(this.marked, { fatal: true });
    const text = new TextDecoder(this.marked ?? 'windows-1252').decode(bytes);
    // Bytes 80-9F are signs and letters in Windows-1252, of which the decoder makes control characters of five only.
    const controls = text.match(/[\x01-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]/g)?.length ?? 0;
    if (controls > text.length * MOST_CONTROL_CHARACTERS_SHARE) this.fault = 'It holds binary data, not text.';
  }

  private pushBytes(bytes: Uint8Array): void {
    if (bytes.includes(0)) this.fault = 'It holds zero bytes, as workbooks (.xlsx, .xls) and compressed files do.';
    const all = this.cut.length === 0 ? bytes : Buffer.concat([this.cut, bytes]);
    const end = wholeCharacters(all);
    this.cut = all.subarray(end);
    const piece = all.subarray(0, end);
    if (isAscii(piece)) return;
    if (isUtf8(piece)) this.hasUtf8 = true;
    else {
      this.hasOther = true;
      if (/[^\0-\x7f\ufffd]/.test(new TextDecoder().decode(piece))) this.hasUtf8 = true;
    }
  }

  private pushMarked(bytes: Uint8Array, stream: boolean): void {
    try {
      if (this.decoder.decode(bytes, { stream }).includes('\0')) this.fault = 'It holds zero characters.';
    } catch {
      this.fault = 'It begins as UTF-16 and then breaks its rules.';
    }
  }
}

/** How many of the bytes come before a UTF-8 character that is cut off at their end. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
