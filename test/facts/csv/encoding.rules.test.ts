import { EncodingSurvey, type EncodingFinding } from '../../../src/facts/csv/encoding.rules.js';

/** What the survey finds when the bytes come in pieces of a given length. */
function found(bytes: Uint8Array, pieceLength = bytes.length): EncodingFinding {
  const survey = new EncodingSurvey();
  for (let at = 0; at < bytes.length; at += pieceLength) survey.push(bytes.subarray(at, at + pieceLength));
  return survey.end();
}

const text = (encoding: string): EncodingFinding => ({ kind: 'text', encoding }) as EncodingFinding;

describe('the encoding of a file', () => {
  it('is UTF-8, wherever a character is cut', () => {
    const bytes = Buffer.from('Größe,日本,😀\n');
    for (let length = 2; length <= bytes.length; length++) expect(found(bytes, length)).toEqual(text('utf-8'));
  });

  it('is UTF-8 with a byte order mark', () => {
    expect(found(Buffer.from('\ufeffname\nGröße\n'))).toEqual(text('utf-8'));
  });

  it('is UTF-16 where it says so', () => {
    const little = Buffer.from('\ufeffname\nGröße\n', 'utf16le');
    expect(found(little, 5)).toEqual(text('utf-16le'));
    expect(found(Buffer.from(little).swap16(), 5)).toEqual(text('utf-16be'));
  });

  it('is Windows-1252 where it is not UTF-8', () => {
    expect(found(Buffer.from('name\nGröße,Ärger\n', 'latin1'), 3)).toEqual(text('windows-1252'));
    expect(found(Buffer.from('name,\xe4', 'latin1'))).toEqual(text('windows-1252'));
  });
});

describe('what is not text', () => {
  it.each([
    ['zero bytes', Buffer.from('a,b\n1,\0\n'), 'zero bytes'],
    ['binary data', Buffer.from(Array.from({ length: 500 }, (_, at) => 1 + ((at * 97) % 255))), 'binary'],
    [
      'two encodings in one file',
      Buffer.concat([Buffer.from('Größe\n'), Buffer.from('Größe\n', 'latin1')]),
      'Part of it',
    ],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x61, 0, 0x0a]), 'UTF-16'],
    ['a zero character in UTF-16', Buffer.from('\ufeffa\0b', 'utf16le'), 'zero characters'],
  ])('%s', (_, bytes, reason) => {
    expect(found(bytes)).toEqual({ kind: 'not-text', reason: expect.stringContaining(reason) as unknown });
  });
});
