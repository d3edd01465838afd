import { METHOD_NAMES } from '../analysis/result/sensitivity.rules.js';
import type { Comparison, Sensitivity, SensitivityRow } from '../statistics/index.js';
import type { ToldRefusal } from './analyze-refusal.js';

/** One comparison by the other reasonable methods, as `--json` prints it. */
export type ToldSensitivity = Omit<Sensitivity, 'kind' | 'rows'> & { readonly rows: readonly ToldMethod[] };

export type ToldMethod = Omit<SensitivityRow, 'refusal'> & {
  /** A few words. */
  readonly name: string;
  readonly refusal: ToldRefusal | null;
};

export function toldSensitivity(
  { arm, withoutOneUnit, rows }: Sensitivity,
  told: (refusal: Comparison['refusal']) => ToldRefusal | null,
): ToldSensitivity {
  return {
    arm,
    withoutOneUnit,
    rows: rows.map((row) => ({ ...row, name: METHOD_NAMES[row.code], refusal: told(row.refusal) })),
  };
}
