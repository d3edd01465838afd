import type { CheckFinding, Comparison } from '../finding.js';
import type { SensitivityCode, SensitivityRow } from '../sensitivity/sensitivity-row.js';

/** These know nothing of strata, pairs or baseline, so that they see less whatever the truth is. */
const LESS_INFORMED: readonly SensitivityCode[] = [
  'UNPAIRED',
  'SIGNED_RANK',
  'WELCH',
  'MANN_WHITNEY',
  'RATIO_OF_MEANS',
];

/**
 * Whether a significant uplift would be called so by the other reasonable estimators that use the same data. One of the opposite
 * sign is a warning, one that is only not significant a remark: the registered estimator was chosen before the data, and a
 * dozen others would, each at its own 5 %, find something sooner or later. `level` is that of the look.
 */
export function significanceHangsOnMethod(
  { arm, significant, estimate }: Comparison,
  rows: readonly SensitivityRow[],
  level: number,
): CheckFinding[] {
  if (!significant || estimate === null) return [];
  const isPlain = !rows.some(({ code }) => code === 'WELCH' || code === 'UNPAIRED');
  const others = rows.filter(
    (row) => row.code !== 'REGISTERED' && row.estimate !== null && (isPlain || !LESS_INFORMED.includes(row.code)),
  );
  const notSignificant = others.filter(({ pValue }) => (pValue ?? 1) > level).length;
  const opposite = others.filter((row) => Math.sign(row.estimate ?? 0) === -Math.sign(estimate)).length;
  if (notSignificant === 0 && opposite === 0) return [];
  const values = { methods: others.length, notSignificant, opposite };
  return [{ code: 'SIGNIFICANCE_HANGS_ON_METHOD', severity: opposite > 0 ? 'WARN' : 'INFO', arm, values }];
}
