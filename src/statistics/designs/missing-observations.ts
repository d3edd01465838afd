import { HIGH, LOW, percentile } from '../checks/missing-outcomes.js';
import { type CheckFinding, COLUMN } from '../finding.js';
import { type Column, factorise, leastSquares } from '../numbers/least-squares.js';
import { deviations } from './fixed-effects.js';
import { SWITCHED } from './switch-finding.js';
import type { MissingObservation, PanelRows, SwitchPanel } from './switch-panel.js';

/**
 * Whether the sign of a stepped wedge survives the worst of its missing observations: where the effect is positive those with the play
 * are supposed at the 10th and those without it at the 90th percentile of the residuals around what the model expects of their
 * cluster and period, otherwise the other way round; then the model is fitted again. A cluster or period of which nothing is seen
 * stays out, for nothing is expected of it.
 */
export function missingObservations({ rows, missing, clusters }: SwitchPanel): CheckFinding[] {
  const expected = missing.filter(
    ({ cluster, period }) => rows.cluster.includes(cluster) && rows.period.includes(period),
  );
  const fit = expected.length === 0 ? null : panelFit(rows, clusters.length);
  if (fit === null) return [];
  const seen = fit.effect;
  const sorted = fit.residuals.toSorted();
  const against = seen > 0 ? [HIGH, LOW] : [LOW, HIGH];
  const withMissing = {
    cluster: Int32Array.from([...rows.cluster, ...expected.map(({ cluster }) => cluster)]),
    period: Int32Array.from([...rows.period, ...expected.map(({ period }) => period)]),
    treated: Float64Array.from([...rows.treated, ...expected.map(({ treated }) => treated)]),
    response: Float64Array.from([
      ...rows.response,
      ...expected.map((cell) => fit.expects(cell) + percentile(sorted, against[cell.treated])),
    ]),
  };
  const supposed = panelFit(withMissing, clusters.length)?.effect ?? seen;
  if (Math.sign(supposed) === Math.sign(seen)) return [];
  return [{ code: 'SIGN_HANGS_ON_MISSING_OUTCOMES', severity: 'WARN', arm: SWITCHED, values: { seen, supposed } }];
}

interface PanelFit {
  readonly effect: number;
  readonly residuals: Float64Array;
  /** What the model expects of a cluster in a period. */
  expects(cell: MissingObservation): number;
}

type FittedRows = Pick<PanelRows, 'cluster' | 'period' | 'treated' | 'response'>;

/** Least squares on cluster effects, period effects and the play; null where these cannot be told apart. */
function panelFit({ cluster, period, treated, response }: FittedRows, clusters: number): PanelFit | null {
  const within = (values: Float64Array): Float64Array => deviations(values, cluster, clusters);
  const periods = [...new Set(period)].sort((a, b) => a - b).slice(1);
  const inTime = periods.map((own) => Float64Array.from(period, (at) => (at === own ? 1 : 0)));
  const columns = [treated, ...inTime].map((values): Column => ({ name: COLUMN.period, values: within(values) }));
  const design = factorise(response.length, columns);
  if (design.kind === 'refused') return null;
  const { coefficients, residuals } = leastSquares(design, within(response));
  const explained = (had: number, at: number): number =>
    coefficients[1] * had + (coefficients[2 + periods.indexOf(at)] ?? 0) * (periods.includes(at) ? 1 : 0);
  const left = response.map((value, i) => value - explained(treated[i], period[i]));
  const rest = within(left);
  const level = new Map(Array.from(cluster, (g, i) => [g, left[i] - rest[i]]));
  return {
    effect: coefficients[1],
    residuals,
    expects: (cell) => (level.get(cell.cluster) ?? NaN) + explained(cell.treated, cell.period),
  };
}
