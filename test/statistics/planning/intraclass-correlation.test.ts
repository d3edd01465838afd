import {
  type IntraclassCorrelation,
  intraclassCorrelation,
} from '../../../src/statistics/planning/intraclass-correlation.js';
import { golden } from '../golden.js';

interface Clustered {
  readonly cluster: number[];
  readonly value: number[];
  readonly icc: number;
  readonly designEffect: number;
}
const expected = golden<{ balanced: Clustered; unbalanced: Clustered }>('planning');

function correlationOf({ cluster, value }: Pick<Clustered, 'cluster' | 'value'>): IntraclassCorrelation {
  const found = intraclassCorrelation(Float64Array.from(value), Int32Array.from(cluster));
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

describe('how much rows of one cluster are alike', () => {
  it('is what lme4 finds in equal clusters', () => {
    expect(correlationOf(expected.balanced).correlation).toBeCloseTo(expected.balanced.icc, 6);
  });

  it('and what the mean squares of aov say in unequal ones, with the design effect', () => {
    const found = correlationOf(expected.unbalanced);
    expect(found.correlation).toBeCloseTo(expected.unbalanced.icc, 12);
    expect(found.designEffect).toBeCloseTo(expected.unbalanced.designEffect, 12);
    expect(found.effectiveRows).toBeCloseTo(31 / expected.unbalanced.designEffect, 12);
  });

  it('is 1 where nothing but the cluster matters: a cluster is worth one row', () => {
    const found = correlationOf({ cluster: [1, 1, 1, 2, 2, 2], value: [4, 4, 4, 9, 9, 9] });
    expect(found).toMatchObject({ correlation: 1, designEffect: 3, effectiveRows: 2 });
  });

  it('never makes rows worth more than they are', () => {
    const found = correlationOf({ cluster: [1, 1, 2, 2, 3, 3], value: [1, 9, 2, 8, 3, 7] });
    expect(found.correlation).toBeLessThan(0);
    expect(found).toMatchObject({ designEffect: 1, effectiveRows: 6 });
  });

  it('cannot be told from one cluster, from clusters of one, or from rows that are all the same', () => {
    const refusal = (cluster: number[], value: number[]) =>
      intraclassCorrelation(Float64Array.from(value), Int32Array.from(cluster));
    expect(refusal([1, 1, 1], [1, 2, 3])).toMatchObject({ code: 'TOO_FEW_UNITS' });
    expect(refusal([1, 2, 3], [1, 2, 3])).toMatchObject({ code: 'TOO_FEW_UNITS' });
    expect(refusal([1, 1, 2], [5, 5, 5])).toMatchObject({ code: 'NO_VARIANCE' });
  });
});
