import { codes, read } from './reading.js';

describe('rows become units', () => {
  const visits = [
    'unit,arm,y,d,x,xd,years,region',
    'Al,control,1,2,1,4,4,North',
    'Bo,pilot,3,1,2,1,10,North',
    'Bo,pilot,-1,1,2,1,10,North',
    'Al,control,2,2,3,4,6,North',
    '',
  ].join('\n');
  const all = { denominator: 'd', baseline: 'x', baselineDenominator: 'xd', covariates: ['years'], stratum: 'region' };

  it('adds the rows of a unit up and averages its covariates', async () => {
    const { units, rows, checks } = await read(visits, all);
    expect(units).toEqual([
      {
        unit: 'Al',
        arm: 'control',
        outcome: 3,
        denominator: 4,
        baseline: 4,
        baselineDenominator: 8,
        covariates: { years: 5 },
        stratum: 'North',
      },
      {
        unit: 'Bo',
        arm: 'pilot',
        outcome: 2,
        denominator: 2,
        baseline: 4,
        baselineDenominator: 2,
        covariates: { years: 10 },
        stratum: 'North',
      },
    ]);
    expect(rows).toEqual({ read: 4, used: 4, dropped: 0 });
    expect(checks).toEqual([
      {
        code: 'ROWS_SUMMED',
        severity: 'INFO',
        message: 'The rows were added up to 2 units (2 each); covariates were averaged.',
      },
    ]);
  });

  it('averages them where asked', async () => {
    const { units } = await read(visits, { baseline: 'x' }, { rows: 'mean' });
    expect(units.map(({ unit, outcome, baseline }) => [unit, outcome, baseline])).toEqual([
      ['Al', 1.5, 2],
      ['Bo', 1, 2],
    ]);
  });

  it('keeps them where asked, with the unit as the cluster', async () => {
    const { units } = await read(visits, {}, { rows: 'keep' });
    expect(units.map(({ unit, outcome, cluster }) => [unit, outcome, cluster])).toEqual([
      ['Al', 1, 'Al'],
      ['Bo', 3, 'Bo'],
      ['Bo', -1, 'Bo'],
      ['Al', 2, 'Al'],
    ]);
  });

  it('names no cluster where every unit has one row', async () => {
    const { units } = await read('unit,arm,y\na,control,1\nb,pilot,2\n', {}, { rows: 'keep' });
    expect(units).toEqual([
      { unit: 'a', arm: 'control', outcome: 1 },
      { unit: 'b', arm: 'pilot', outcome: 2 },
    ]);
  });

  it('gives the same units whatever the order of the rows, to the last bit', async () => {
    const values = ['1e16', '1', '-1e16', '0.1', '0.2', '0.3'];
    const lines = values.map((value) => `u,control,${value}`);
    const other = 'v,pilot,1';
    const forward = await read(['unit,arm,y', ...lines, other].join('\n'));
    const backward = await read(['unit,arm,y', other, ...lines.reverse()].join('\n'));
    expect(forward.units).toEqual(backward.units.toReversed());
    expect(forward.units[0]?.outcome).toBeCloseTo(1.6, 14);
  });

  it('reads names that objects already have', async () => {
    const { units } = await read('unit,arm,y,__proto__\nconstructor,control,1,5\n__proto__,pilot,2,6\n', {
      covariates: ['__proto__'],
    });
    expect(units.map(({ unit, covariates }) => [unit, Object.entries(covariates ?? {})])).toEqual([
      ['constructor', [['__proto__', 5]]],
      ['__proto__', [['__proto__', 6]]],
    ]);
  });
});

describe('missing cells', () => {
  it('drop their row with a warning that names column, number and first line', async () => {
    const { units, rows, checks } = await read(
      'unit,arm,y\na,control,1\nb,control,NA\nc,pilot,\nd,pilot,4\n,pilot,5\n',
    );
    expect(rows).toEqual({ read: 5, used: 2, dropped: 3 });
    expect(checks).toEqual([
      { code: 'ROWS_DROPPED', severity: 'WARN', message: '2 of 5 rows dropped: "y" is empty or NA (first on line 3).' },
      {
        code: 'ROWS_DROPPED',
        severity: 'WARN',
        message:
          '1 of 5 rows dropped: "unit" is empty or NA (first on line 6). If NA is a name here, write it differently.',
      },
    ]);
    expect(units.map(({ unit, outcome }) => [unit, outcome])).toEqual([
      ['a', 1],
      ['b', null],
      ['c', null],
      ['d', 4],
    ]);
  });

  it('in a baseline leave the unit out: it was decided before the pilot', async () => {
    const { units, rows } = await read('unit,arm,y,x\na,control,1,2\nb,control,3,NA\nc,pilot,3,3\n', { baseline: 'x' });
    expect(units.map(({ unit }) => unit)).toEqual(['a', 'c']);
    expect(rows.dropped).toBe(1);
  });

  it('in some rows of a unit are told, because its sum is then too small', async () => {
    const result = await read('unit,arm,y\na,control,1\na,control,NA\nb,pilot,2\nb,pilot,3\n');
    expect(result.units.map(({ outcome }) => outcome)).toEqual([1, 5]);
    expect(result.checks).toContainEqual({
      code: 'UNITS_PARTLY_DROPPED',
      severity: 'WARN',
      message: '1 unit lost some rows but not all: the value is a sum over the rows that are left, which is too small.',
    });
  });

  it('do not include a zero', async () => {
    const { units } = await read('unit,arm,y\na,control,0\nb,pilot,0.0\n');
    expect(units.map(({ outcome }) => outcome)).toEqual([0, 0]);
  });
});

describe('what looks wrong is said', () => {
  it('a figure of the unit repeated on each of its rows', async () => {
    const lines = [
      'a,control,1,50',
      'a,control,2,50',
      'b,control,3,60',
      'b,control,3,60',
      'b,control,4,60',
      'c,pilot,5,70',
      'c,pilot,6,70',
    ];
    const result = await read(['unit,arm,y,x', ...lines].join('\n'), { baseline: 'x' });
    expect(codes(result)).toEqual(['ROWS_SUMMED', 'REPEATED_VALUE']);
    expect(result.checks[1]?.message).toContain('"x" is the same on every row of a unit');
  });

  it('points that may separate thousands in a file with semicolons', async () => {
    const result = await read('unit;arm;y;x\na;control;12.500;1.5\nb;pilot;3.200;2.125\n', { baseline: 'x' });
    expect(codes(result)).toEqual(['THOUSANDS_POINT']);
    expect(result.checks[0]?.message).toContain('"y"');
  });

  it('arms that differ in letter case alone', async () => {
    const result = await read('unit,arm,y\na,control,1\nb,Pilot,2\nc,pilot,3\n');
    expect(codes(result)).toEqual(['ARMS_LOOK_ALIKE']);
  });

  it('an encoding that had to be guessed', async () => {
    const result = await read(Buffer.from('unit,arm,y\nMüller,control,1\nb,pilot,2\n', 'latin1'));
    expect(codes(result)).toEqual(['READ_AS_WINDOWS_1252']);
    expect(result.units[0]?.unit).toBe('Müller');
  });
});

describe('files as spreadsheets write them are read', () => {
  it.each([
    ['with a byte order mark', '\ufeffunit,arm,y\na,control,1\nb,pilot,2\n'],
    ['with Windows line endings', 'unit,arm,y\r\na,control,1\r\nb,pilot,2\r\n'],
    ['with old Macintosh line endings', 'unit,arm,y\ra,control,1\rb,pilot,2'],
    ['without a last line ending', 'unit,arm,y\na,control,1\nb,pilot,2'],
    ['with semicolons', 'unit;arm;y\na;control;1\nb;pilot;2\n'],
    ['with tabs', 'unit\tarm\ty\na\tcontrol\t1\nb\tpilot\t2\n'],
    ['with bars', 'unit|arm|y\na|control|1\nb|pilot|2\n'],
    ['with sep=', 'sep=;\nunit;arm;y\na;control;1\nb;pilot;2\n'],
    ['with everything quoted', '"unit","arm","y"\n"a","control","1"\n"b","pilot","2"\n'],
    ['with blank lines and rows of delimiters', '\nunit,arm,y\n\na,control,1\n,,\nb,pilot,2\n,,\n\n'],
    ['with empty columns at the end', 'unit,arm,y,,\na,control,1,,\nb,pilot,2\n'],
    ['with commas in another column of a file with semicolons', 'unit;"a,b,c,d";arm;y\na;x;control;1\nb;y;pilot;2\n'],
    ['with spaces around the cells', ' unit , arm,y \na , control, 1\n b,pilot ,2 \n'],
  ])('%s', async (_, content) => {
    const { units, refusal } = await read(content);
    expect(refusal).toBeNull();
    expect(units).toEqual([
      { unit: 'a', arm: 'control', outcome: 1 },
      { unit: 'b', arm: 'pilot', outcome: 2 },
    ]);
  });

  it.each([
    ['12', 12],
    ['-3.50', -3.5],
    ['+4', 4],
    ['.5', 0.5],
    ['6.', 6],
    ['1.5e3', 1500],
    ['1E-3', 0.001],
  ])('the number %s', async (cell, value) => {
    const { units } = await read(`unit,arm,y\na,control,${cell}\nb,pilot,2\n`);
    expect(units[0]?.outcome).toBe(value);
  });
});
