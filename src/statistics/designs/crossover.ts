import { ancova } from '../comparison/ancova.js';
import { UPLIFT } from '../comparison/fitted-arms.js';
import { COLUMN, type RandomisationFinding, type StatisticalRefusal, refused } from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import type { StratumSizes } from '../randomisation/admissible-assignments.js';
import { type RandomisationSettings, randomisationTest } from '../randomisation/randomisation-test.js';
import { Redraws } from '../randomisation/redraws.js';
import type { SwitchPanel } from './switch-panel.js';

/** Half of what each cluster changed from the first period to the second, on the scale of the model. */
export interface CrossoverDifferences {
  readonly kind: 'differences';
  /** Clusters seen in both periods, as indices of the roster. */
  readonly clusters: readonly number[];
  readonly halves: Float64Array;
  /** 1 for the sequence that has the play in the second period. */
  readonly second: Float64Array;
  /** One 0/1 column for each stratum but the first. */
  readonly strata: readonly Column[];
  /** The rows that the differences are made of. */
  readonly rows: Int32Array;
  /** Units seen in one period only. */
  readonly incomplete: number;
}

/**
 * The differences between the two periods, first within each unit, then averaged within its cluster. A unit seen in one
 * period only tells nothing about a change and is left out.
 * Refuses NOT_A_CROSSOVER without exactly two periods or with a cluster that has the play in neither, and TOO_FEW_UNITS with
 * fewer than two clusters left in a sequence.
 */
export function crossoverDifferences(panel: SwitchPanel): CrossoverDifferences | StatisticalRefusal {
  const { rows, wave, clusters: names, stratum } = panel;
  if (panel.periods.length !== 2) return refused('NOT_A_CROSSOVER', { column: COLUMN.period });
  const outside = wave.findIndex((period) => period > 1);
  if (outside >= 0) return refused('NOT_A_CROSSOVER', { unit: names[outside], column: COLUMN.period });
  const pairs: { readonly cluster: number; readonly first: number; readonly second: number }[] = [];
  rows.unit.forEach((unit, i) => {
    const pair = rows.period[i] === 0 && rows.unit[i + 1] === unit;
    if (pair) pairs.push({ cluster: rows.cluster[i], first: i, second: i + 1 });
  });
  const clusters = [...new Set(pairs.map(({ cluster }) => cluster))];
  const second = Float64Array.from(clusters, (g) => wave[g]);
  const short = [0, 1].find((sequence) => second.filter((own) => own === sequence).length < 2);
  if (short !== undefined) return refused('TOO_FEW_UNITS', { column: COLUMN.period, arm: sequenceName(panel, short) });
  const halves = Float64Array.from(clusters, (g) => {
    const own = pairs.filter(({ cluster }) => cluster === g);
    const changes = own.map((pair) => rows.response[pair.second] - rows.response[pair.first]);
    return changes.reduce((sum, change) => sum + change, 0) / own.length / 2;
  });
  return {
    kind: 'differences',
    clusters,
    halves,
    second,
    strata: stratumColumns(clusters.map((g) => stratum[g])),
    rows: Int32Array.from(pairs.flatMap(({ first, second: last }) => [first, last])),
    incomplete: new Set(rows.unit).size - pairs.length,
  };
}

/** What the clusters of one sequence are called: by the period that has the play. */
function sequenceName({ periods }: Pick<SwitchPanel, 'periods'>, sequence: number): string {
  return `play in period ${periods[sequence]}`;
}

/**
 * The effect of the play in a crossover: the difference between the sequences in half the change of their clusters, so that
 * what lies between clusters, and what both periods differ by for everybody, cancels out. HC2 with Satterthwaite degrees of
 * freedom, one row for each cluster, stratum effects where the sequences were drawn within strata.
 * Supposes that the play of the first period does not last into the second (no carry-over).
 * Refuses NO_VARIANCE, COLLINEAR with the stratum, NOT_IDENTIFIED_BY_REPLICATION with the cluster.
 * Grizzle 1965, doi:10.2307/2528104; Jones & Kenward 2014, Design and Analysis of Cross-Over Trials, ch. 2.
 */
export function crossover(
  names: readonly string[],
  { clusters, halves, second, strata }: CrossoverDifferences,
): ContrastEstimate | StatisticalRefusal {
  const groups = { names: clusters.map((g) => names[g]), of: Int32Array.from(clusters.keys()) };
  const fitted = ancova({ response: halves, treatment: second, strata, covariates: [], groups });
  return fitted.kind === 'refused' ? fitted : fitted.combine(UPLIFT);
}

/**
 * The test by drawing the sequences again on the whole roster, within its strata. `sizes` tells how many draws there are.
 * Assumptions, refusals and sources: randomisation-test.ts.
 */
export function sequenceTest(
  { wave, stratum }: Pick<SwitchPanel, 'wave' | 'stratum'>,
  { clusters, halves }: CrossoverDifferences,
  settings: RandomisationSettings,
): { readonly sizes: readonly StratumSizes[]; readonly finding: RandomisationFinding | StatisticalRefusal } {
  const assignment = { pilot: Uint8Array.from(wave), stratum };
  const question = { assignment, assigned: Int32Array.from(clusters), outcome: halves, covariates: [] };
  return { sizes: new Redraws(assignment).sizes, finding: randomisationTest(question, settings) };
}

function stratumColumns(stratum: readonly number[]): Column[] {
  const levels = [...new Set(stratum)].sort((a, b) => a - b);
  return levels.slice(1).map((level) => ({
    name: COLUMN.stratum,
    values: Float64Array.from(stratum, (own) => (own === level ? 1 : 0)),
  }));
}
