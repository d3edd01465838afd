import fc from 'fast-check';
import { CsvText } from '../../src/cli/csv-text.js';

function textOf(bytes: Uint8Array, pieceLength = bytes.length || 1): { text: string; encoding: string | null } {
  const csv = new CsvText();
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceLength) text += csv.decode(bytes.subarray(at, at + pieceLength));
  text += csv.end();
  return { text, encoding: csv.encoding };
}

const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

describe('the bytes of a CSV file become text', () => {
  it.each([
    ['UTF-8', Buffer.from('Müller;€ 5\n'), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffMüller;€ 5\n'), 'utf-8'],
    ['UTF-16 as Excel writes "Unicode text"', Buffer.from('\ufeffMüller;€ 5\n', 'utf16le'), 'utf-16le'],
    ['UTF-16, high byte first', utf16be('Müller;€ 5\n'), 'utf-16be'],
    ['Windows-1252', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x3b, 0x80, 0x20, 0x35, 0x0a]), 'windows-1252'],
  ])('reads %s', (_, bytes, encoding) => {
    for (const pieceLength of [1, 2, 3, 7, 1000]) {
      expect(textOf(bytes, pieceLength)).toEqual({ text: 'Müller;€ 5\n', encoding });
    }
  });

  it('gives back any UTF-8 text, wherever the pieces are cut, with every line ending as a line feed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\r', '\n', 'ü', '€', '\u{1f600}') }),
        fc.integer({ min: 1, max: 5 }),
        (text, piece) => {
          expect(textOf(Buffer.from(text), piece).text).toBe(text.replace(/\r\n?/g, '\n'));
        },
      ),
    );
  });

  it.each([
    ['a workbook', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00])],
    [
      'UTF-8 that turns into another encoding',
      Buffer.concat([Buffer.from('Müller\n'.repeat(3)), Buffer.from([0xfc, 0x0a])]),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(() => textOf(bytes, 8)).toThrow('The file cannot be read as text.');
  });

  it('an empty file is empty text', () => {
    expect(textOf(new Uint8Array(0)).text).toBe('');
  });
});
