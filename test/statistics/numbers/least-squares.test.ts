import {
  type Column,
  type Design,
  contrastInBasis,
  factorise,
  leastSquares,
} from '../../../src/statistics/numbers/least-squares.js';

/** NIST Statistical Reference Datasets, Longley (higher difficulty): data and certified values, 15 digits. */
const LONGLEY = [
  [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
  [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];
const CERTIFIED = [
  -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
  1829.15146461355,
];
const CERTIFIED_ERRORS = [
  890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
  455.478499142212,
];
const CERTIFIED_RESIDUAL_DEVIATION = 304.854073561965;

const employed = Float64Array.from(LONGLEY, (row) => row[0]);
const predictors = ['deflator', 'product', 'unemployed', 'forces', 'population', 'year'].map((name, j) =>
  column(
    name,
    LONGLEY.map((row) => row[j + 1]),
  ),
);

function column(name: string, values: readonly number[]): Column {
  return { name, values: Float64Array.from(values) };
}

function designOf(rows: number, columns: readonly Column[]): Design {
  const design = factorise(rows, columns);
  if (design.kind === 'refused') throw new Error(`unexpected refusal ${design.code}`);
  return design;
}

function correctDigits(actual: number, certified: number): number {
  return -Math.log10(Math.max(Math.abs(actual - certified) / Math.abs(certified), 1e-16));
}

describe('least squares', () => {
  it('agrees with NIST on Longley to 12 digits: coefficients, their errors and the residual deviation', () => {
    const design = designOf(16, predictors);
    const fit = leastSquares(design, employed);
    const deviation = Math.sqrt(fit.residuals.reduce((sum, residual) => sum + residual * residual, 0) / 9);
    const errors = CERTIFIED.map((_, j) => {
      const weights = contrastInBasis(
        design,
        CERTIFIED.map((_value, l) => (l === j ? 1 : 0)),
      );
      return deviation * Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
    });
    const digits = [
      ...CERTIFIED.map((value, j) => correctDigits(fit.coefficients[j], value)),
      ...CERTIFIED_ERRORS.map((value, j) => correctDigits(errors[j], value)),
      correctDigits(deviation, CERTIFIED_RESIDUAL_DEVIATION),
    ];
    expect(Math.min(...digits)).toBeGreaterThan(12);
  });

  it('gives the same slopes when the outcome and a predictor sit on an offset of 1e9', () => {
    const shifted = designOf(
      16,
      predictors.map(({ name, values }) => ({ name, values: name === 'year' ? values.map((v) => v + 1e9) : values })),
    );
    const fit = leastSquares(
      shifted,
      employed.map((value) => value + 1e9),
    );
    for (let j = 1; j < 7; j++) expect(correctDigits(fit.coefficients[j], CERTIFIED[j])).toBeGreaterThan(12);
  });

  it('gives the same answer on a scale of 1e12', () => {
    const scaled = designOf(
      16,
      predictors.map(({ name, values }) => ({ name, values: values.map((v) => v * 1e12) })),
    );
    const fit = leastSquares(
      scaled,
      employed.map((value) => value * 1e12),
    );
    for (let j = 1; j < 7; j++) expect(correctDigits(fit.coefficients[j], CERTIFIED[j])).toBeGreaterThan(12);
  });

  it('names the column that the others already determine', () => {
    const twice = column(
      'twice the year',
      Array.from(predictors[5].values, (year) => 2 * year + 3),
    );
    expect(factorise(16, [...predictors, twice])).toEqual({
      kind: 'refused',
      code: 'COLLINEAR',
      column: 'twice the year',
    });
  });

  it('refuses a constant column, also where its mean cannot be written exactly', () => {
    expect(factorise(7, [column('same for all', new Array<number>(7).fill(0.1))])).toMatchObject({
      code: 'COLLINEAR',
      column: 'same for all',
    });
  });

  it('refuses more columns than rows', () => {
    expect(factorise(2, [column('a', [1, 2]), column('b', [2, 1])])).toMatchObject({ code: 'COLLINEAR', column: 'b' });
  });
});
