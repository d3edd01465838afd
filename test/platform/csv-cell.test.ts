import Papa from 'papaparse';
import { csvCell, csvLine } from '../../src/platform/csv-cell.js';

describe('a cell of a CSV file', () => {
  it.each([
    ['=cmd()', "'=cmd()"],
    ['+1', "'+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['\uff1d1', "'\uff1d1"],
    ['\u200b=1', "'\u200b=1"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])('disarms the formula %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('leaves numbers alone, negative ones too', () => {
    expect([-1.5, 1e-7, 0, true, null].map(csvCell)).toEqual(['-1.5', '1e-7', '0', 'true', '']);
  });

  it('is read back by a parser as it was', () => {
    const texts = ['plain', 'a,b', 'say "hi"', 'two\nlines', 'semi;colon', '', 'Müller & Söhne'];
    expect(Papa.parse<string[]>(csvLine(texts).trimEnd()).data).toEqual([texts]);
  });
});
