import fc from 'fast-check';
import Papa from 'papaparse';
import { CsvRows, type CsvRow } from '../../src/cli/csv-rows.js';

function rowsOf(text: string, delimiter = ',', pieceLength = text.length || 1): CsvRow[] {
  const splitter = new CsvRows(delimiter);
  const rows: CsvRow[] = [];
  for (let at = 0; at < text.length; at += pieceLength) rows.push(...splitter.push(text.slice(at, at + pieceLength)));
  return [...rows, ...splitter.end()];
}

describe('a CSV file is split into rows', () => {
  it('keeps delimiters, doubled quotes and line breaks inside quotes, and knows the line of each row', () => {
    const text = 'a,b\n"Meyer, Anna","say ""yes"""\n\n"two\nlines",x\nlast,y';
    expect(rowsOf(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['Meyer, Anna', 'say "yes"'] },
      { line: 4, cells: ['two\nlines', 'x'] },
      { line: 6, cells: ['last', 'y'] },
    ]);
  });

  it('reads what Papa Parse wrote, whatever the cells hold and wherever the pieces are cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'B', '7', '"', ',', ';', '\n', ' ', 'ü', '\u{1f600}') });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 9 }),
        (table, delimiter, pieceLength) => {
          const text = Papa.unparse(table, { delimiter, newline: '\n' });
          const told = table
            .map((row) => row.map((value) => value.trim()))
            .filter((row) => row.some((value) => value !== ''));
          expect(rowsOf(text, delimiter, pieceLength).map(({ cells }) => cells)).toEqual(told);
        },
      ),
    );
  });

  it('leaves a quote inside an unquoted cell alone', () => {
    expect(rowsOf('5" pipe,3\n')).toEqual([{ line: 1, cells: ['5" pipe', '3'] }]);
  });

  it('allows spaces around a quoted cell', () => {
    expect(rowsOf('a, "b, c" ,d\n"e" \n')).toEqual([
      { line: 1, cells: ['a', 'b, c', 'd'] },
      { line: 2, cells: ['e'] },
    ]);
  });

  it('keeps empty cells between tabs', () => {
    expect(rowsOf('\t"x"\t\t"y"\n', '\t')).toEqual([{ line: 1, cells: ['', 'x', '', 'y'] }]);
  });

  it.each([
    ['text after a closing quote', 'a,b\n1,"x"y\n', 2],
    ['a quote that is never closed', 'a,b\n1,2\n3,"x\n4,5\n', 3],
    ['a quote closed by the next opening one', 'a,b\n1,"Acme\n2,"Beta"\n', 2],
  ])('refuses %s and names the line', (_, text, line) => {
    expect(() => rowsOf(text)).toThrow(`The row on line ${line} holds a broken quoted cell.`);
  });

  it('gives up on a quote that is open for a million characters instead of swallowing the file', () => {
    const splitter = new CsvRows(',');
    const piece = '1,2,3\n'.repeat(50_000);
    let pushed = 0;
    const push = (): void => {
      for (; pushed < 100; pushed += 1) Array.from(splitter.push(pushed === 0 ? `"open,${piece}` : piece));
    };
    expect(push).toThrow('The row on line 1 holds a broken quoted cell.');
    expect(pushed).toBeLessThan(5);
  });
});
