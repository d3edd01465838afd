import { join } from 'node:path';
import { folder, read } from './reading.js';

describe('a file that cannot be analysed is refused with place and remedy', () => {
  it.each([
    ['EMPTY_FILE', '', 'It needs a first line that names the columns, and a line for each unit.'],
    ['EMPTY_FILE', '\n\n', 'It needs a first line that names the columns, and a line for each unit.'],
    ['EMPTY_FILE', 'unit,arm,y\n', 'It needs a first line that names the columns, and a line for each unit.'],
    [
      'UNKNOWN_COLUMN',
      'unit,arm,Y1\na,control,1\n',
      '--outcome names "y", which is not in the header; the nearest is "Y1".',
    ],
    ['UNKNOWN_COLUMN', 'unit,arm\na,control\n', 'Its columns are "unit", "arm".'],
    [
      'DUPLICATE_COLUMN',
      'unit,arm,y,y\na,control,1,2\n',
      'Which of them is meant cannot be known: rename or remove the others.',
    ],
    [
      'BROKEN_QUOTE',
      'unit,arm,y\na,control,1\n"b,pilot,2\n',
      'Line 3: a quoted cell opens that is never closed, or goes on after its closing quote.',
    ],
    ['UNEVEN_ROW', 'unit,arm,y\na,control,1\nb,pilot,2,5\n', 'Line 3 has 4 cells, the header has 3.'],
    ['UNEVEN_ROW', 'unit,arm,y\na,control,1\nb,pilot', 'Line 3 has 2 cells, the header has 3.'],
    ['NOT_TEXT', 'PK\u0003\u0004\u0000\u0000', 'Open it in the program it came from and save it as "CSV UTF-8".'],
    [
      'NO_DATA',
      'unit,arm,y\n,control,1\nb,NA,2\n',
      'In all 2 rows the unit, the arm or another needed cell is empty or NA.',
    ],
    [
      'UNKNOWN_CONTROL',
      'unit,arm,y\na,Control,1\nb,pilot,2\n',
      'Name one of these with --control; the nearest is "Control".',
    ],
    ['NO_PILOT_ARM', 'unit,arm,y\na,control,1\nb,control,2\n', 'Every unit has "control" in the column "arm".'],
    [
      'UNIT_IN_TWO_ARMS',
      'unit,arm,y\na,control,1\nb,pilot,2\na,pilot,3\n',
      'The unit "a" has arm "control" on line 2 and arm "pilot" on line 4.',
    ],
  ])('%s', async (code, content, reason) => {
    const { refusal, units } = await read(content);
    expect(refusal?.code).toBe(code);
    expect(refusal?.reasons).toContain(reason);
    expect(units).toEqual([]);
  });

  it.each([
    [
      'UNIT_IN_TWO_STRATA',
      { stratum: 'g' },
      'a,control,1,N\na,control,2,S\nb,pilot,3,N\n',
      'The unit "a" has stratum "N" on line 2 and stratum "S" on line 3.',
    ],
    [
      'UNIT_IN_TWO_CLUSTERS',
      { cluster: 'g' },
      'a,control,1,N\na,control,2,S\nb,pilot,3,T\n',
      'The unit "a" has cluster "N" on line 2 and cluster "S" on line 3.',
    ],
    [
      'CLUSTER_IN_TWO_ARMS',
      { cluster: 'g' },
      'a,control,1,N\nb,pilot,2,N\nc,pilot,3,S\n',
      'The cluster "N" has arm "control" on line 2 and arm "pilot" on line 3.',
    ],
    [
      'ARMS_NOT_WITHIN_STRATA',
      { stratum: 'unit' },
      'a,control,1,N\nb,control,2,N\nc,pilot,3,S\n',
      'For each value of the column "unit" all units are in the same arm, so there is nothing to compare within it.',
    ],
    [
      'CLUSTER_IN_TWO_STRATA',
      { cluster: 'g', stratum: 'unit' },
      'a,control,1,N\nb,control,2,N\nc,pilot,3,S\n',
      'The cluster "N" has stratum "a" on line 2 and stratum "b" on line 3.',
    ],
  ])('%s', async (code, columns, rows, reason) => {
    const { refusal } = await read(`unit,arm,y,g\n${rows}`, columns);
    expect(refusal?.code).toBe(code);
    expect(refusal?.reasons[0]).toBe(reason);
  });

  it('BROKEN_QUOTE on the line where a quote was left open, however long the file goes on', async () => {
    const { refusal, rows } = await read(`unit,arm,y\na,control,1\n"b,pilot,2\n${'c,pilot,3\n'.repeat(300_000)}`);
    expect(refusal?.code).toBe('BROKEN_QUOTE');
    expect(refusal?.reasons[0]).toContain('Line 3:');
    expect(rows.read).toBe(1);
  });

  it.each([
    ['1,5', 'Write it with a decimal point and without thousands separators, as 1234.56.'],
    ['1.234,56', 'Write it with a decimal point and without thousands separators, as 1234.56.'],
    ['1,234', 'Write it with a decimal point and without thousands separators, as 1234.56.'],
    ["1'234.50", 'Write it with a decimal point and without thousands separators, as 1234.56.'],
    ['1e400', 'It is too large to compute with.'],
    ['Infinity', 'It is too large to compute with.'],
    ['NaN', 'Leave the cell empty where the value is not known.'],
    ['NULL', 'Leave the cell empty where the value is not known.'],
    ['#N/A', 'Leave the cell empty where the value is not known.'],
    ['-', 'Leave the cell empty where the value is not known.'],
    ['12%', 'Leave out the % sign, in every row alike.'],
    ['EUR 12', 'Leave out currency signs, units and dates: only digits, a decimal point and a sign.'],
    ['0x1A', 'Leave out currency signs, units and dates: only digits, a decimal point and a sign.'],
    ['won', 'Is this the right column?'],
  ])('NOT_A_NUMBER: %s', async (cell, hint) => {
    const { refusal } = await read(`unit;arm;y\na;control;1\nb;pilot;${cell}\n`);
    expect(refusal?.code).toBe('NOT_A_NUMBER');
    expect(refusal?.reasons).toEqual([`Line 3, column "y": "${cell}" is not a number. ${hint}`]);
  });

  it('names the first five places and how many more there are', async () => {
    const { refusal, rows } = await read(`unit,arm,y\n${'a,control,x\n'.repeat(30)}`);
    expect(refusal?.reasons).toHaveLength(6);
    expect(refusal?.reasons[5]).toBe('And 25 more.');
    expect(rows.read).toBe(30);
  });

  it('does not let a cell steer the terminal', async () => {
    const { refusal } = await read(`unit,arm,y\na,control,\u001b[31mred\u202e\n${'b,pilot,1\n'.repeat(50)}`);
    expect(refusal?.reasons[0]).toContain('"\ufffd[31mred\ufffd"');
  });

  it('TOO_MANY_ARMS where the arm column holds something else', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `u${at},${at === 0 ? 'control' : at},1`);
    expect((await read(['unit,arm,y', ...rows].join('\n'))).refusal?.code).toBe('TOO_MANY_ARMS');
  });

  it('FILE_NOT_READABLE where there is no such file, or a folder', async () => {
    const missing = await read('', {}, { file: join(folder, 'nothing.csv') });
    expect(missing.refusal?.code).toBe('FILE_NOT_READABLE');
    expect(missing.refusal?.reasons[0]).toBe('There is no such file.');
    const directory = await read('', {}, { file: folder });
    expect(directory.refusal?.reasons[0]).toBe('It is a folder, not a file.');
  });
});
