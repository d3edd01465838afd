import type { SwitchRow } from '../../../src/statistics/designs/switch-finding.js';
import { golden } from '../golden.js';

export interface Expected {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
}

interface Row {
  readonly unit: string;
  readonly period: number;
  readonly cluster?: string;
  readonly stratum?: string;
  readonly wave: number | null;
  readonly outcome: number | null;
  readonly sales?: number;
  readonly offers?: number;
}

/** clubSandwich 0.5.8, lme4 1.1.31, nlme 3.1.162 and base R 4.2.2. */
export const EXPECTED = golden<{
  readonly wedge: Readonly<Record<'log' | 'raw' | 'ratio' | 'average', Expected>> &
    Readonly<Record<'mixed' | 'mixedRaw', Expected & { readonly nlmeEstimate: number; readonly nlmeSe: number }>> & {
      readonly data: readonly Row[];
      readonly since: Readonly<Record<'estimate' | 'se' | 'df', readonly number[]>>;
    };
  readonly orders: {
    readonly data: readonly Row[];
    readonly count: number;
    readonly p: number;
    readonly shifted: readonly { readonly tau: number; readonly p: number }[];
  };
  readonly crossover: Readonly<Record<'plain' | 'strata', Expected>> & {
    readonly data: readonly Row[];
    readonly p: number;
    readonly mean: number;
    readonly share: number;
  };
  readonly staged: {
    readonly data: readonly Row[];
    readonly overall: Expected;
    readonly byDistance: readonly (Expected & { readonly since: number; readonly clusters: number })[];
    readonly twoWay: Expected;
    readonly bootstrap: { readonly p: number; readonly quantiles: readonly [number, number] };
  };
}>('switches');

/** The rows of a golden data set as the engine takes them. */
export function switchRows(data: readonly Row[]): SwitchRow[] {
  return data.map(({ unit, cluster, period, wave, outcome }) => ({
    unit,
    period,
    wave,
    outcome,
    ...(cluster !== undefined && { cluster }),
  }));
}
