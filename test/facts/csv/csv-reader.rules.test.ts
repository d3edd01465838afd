import fc from 'fast-check';
import Papa from 'papaparse';
import { findDialect } from '../../../src/facts/csv/csv-dialect.rules.js';
import { CsvReader, type CsvRecords } from '../../../src/facts/csv/csv-reader.rules.js';

/** Reads a text cut into pieces of a given length. */
function read(text: string, pieceLength = text.length || 1): CsvRecords {
  const reader = new CsvReader(',');
  const pieces: CsvRecords[] = [];
  for (let at = 0; at < text.length; at += pieceLength) pieces.push(reader.take(text.slice(at, at + pieceLength)));
  pieces.push(reader.end());
  return { records: pieces.flatMap(({ records }) => records), broken: pieces.flatMap(({ broken }) => broken) };
}

describe('reading records', () => {
  it('counts the lines inside quoted cells', () => {
    const { records } = read('a,b\n"1\nx\ny",2\n\n3,"4 ""5"""\n');
    expect(records).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\nx\ny', '2'] },
      { line: 5, cells: [''] },
      { line: 6, cells: ['3', '4 "5"'] },
    ]);
  });

  it.each(['a,b\n1,2', 'a,b\n1,2\n'])('ends with the last record, not with an empty one: %j', (text) => {
    expect(read(text).records).toHaveLength(2);
  });

  it('takes a quote inside an unquoted cell as a character', () => {
    expect(read('5" pipe,2\n').records).toEqual([{ line: 1, cells: ['5" pipe', '2'] }]);
  });

  it('gives up only the line with a broken quote, and reads on behind it', () => {
    const { records, broken } = read('1,"a"b\n2,"c"\n"3,d\n4,e\n5,f\n');
    expect(broken).toEqual([
      { line: 1, text: '1,"a"b' },
      { line: 3, text: '"3,d' },
    ]);
    expect(records).toEqual([
      { line: 2, cells: ['2', 'c'] },
      { line: 4, cells: ['4', 'e'] },
      { line: 5, cells: ['5', 'f'] },
    ]);
  });

  it('does not let a quote that is never closed swallow a large file', () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `${row},some text here`).join('\n');
    const { records, broken } = read(`0,"never closed\n${rows}\n`, 65_536);
    expect(broken).toEqual([{ line: 1, text: '0,"never closed' }]);
    expect(records).toHaveLength(60_000);
    expect(records.at(-1)).toEqual({ line: 60_001, cells: ['59999', 'some text here'] });
  });

  it('reads the same however the text is cut into pieces', () => {
    const cell = fc.stringMatching(/^[a"\n, x]{0,4}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 })),
        fc.integer({ min: 1, max: 7 }),
        (rows, cut) => {
          const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
          expect(read(text, cut)).toEqual(read(text));
          expect(read(text, cut).records.map(({ cells }) => cells)).toEqual(rows);
        },
      ),
    );
  });

  it('reads what Papa Parse wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '7', '"', ',', ';', '\n', ' ', 'ü') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const text = Papa.unparse(rows, { delimiter: ',', newline: '\n' });
        expect(read(`${text}\n`).records.map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  it('passes over a quarter of a million broken lines as fast as over others', () => {
    const started = performance.now();
    const { broken } = read('"a"x,1\n'.repeat(250_000), 262_144);
    expect(broken).toHaveLength(250_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('accounts for every line of any text, however broken', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a",\n]{1,40}$/), fc.integer({ min: 1, max: 9 }), (text, cut) => {
        const { records, broken } = read(text, cut);
        const lines = [
          ...records.map(({ line, cells }) => ({ line, length: 1 + cells.join('').split('\n').length - 1 })),
          ...broken.map(({ line }) => ({ line, length: 1 })),
        ].sort((one, other) => one.line - other.line);
        let next = 1;
        for (const { line, length } of lines) {
          expect(line).toBe(next);
          next += length;
        }
        expect(next - 1).toBe(text.replace(/\n$/, '').split('\n').length);
      }),
    );
  });
});

describe('the dialect of a file', () => {
  it.each([
    ['a,b;c,d\n1,2,3\n', ','],
    ['a;b;c\n1,5;2,5;3,5\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name\nAda Berg\n', ','],
    ['"x, y";b\n"1, 2";3\n', ';'],
  ])('of %j has the delimiter %j', (text, delimiter) => {
    expect(findDialect(text, true)).toMatchObject({ kind: 'dialect', dialect: { delimiter, headerLine: 1 } });
  });

  it('believes a first line that names the delimiter', () => {
    expect(findDialect('sep=;\na;b\n1;2\n', true)).toEqual({
      kind: 'dialect',
      dialect: { delimiter: ';', header: ['a', 'b'], headerLine: 2 },
    });
  });

  it('finds the header behind empty lines', () => {
    expect(findDialect('\n,,\n a ,b\n1,2\n', true)).toMatchObject({ dialect: { header: ['a', 'b'], headerLine: 3 } });
  });

  it.each(['', '\n\n', 'a,b\n', 'a,b\n\n,\n'])('of %j is that of a file without rows', (text) => {
    expect(findDialect(text, true)).toEqual({ kind: 'empty' });
  });

  it('cannot be found when the header itself is broken', () => {
    expect(findDialect('"a,b\n1,2\n', true)).toEqual({ kind: 'broken-quote', line: 1 });
  });
});
