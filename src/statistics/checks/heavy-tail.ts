import type { CheckFinding } from '../finding.js';

/** One unit holding more than this of its arm's total decides for the arm. */
const DOMINANT_SHARE = 0.25;

export interface UnitTotal {
  readonly arm: string;
  /** Outcome of one assigned unit; losses count by their size. */
  readonly total: number;
}

/** Names each arm of whose total one assigned unit holds more than a quarter. The unit is not named: results are not about people. */
export function heavyTailCheck(units: readonly UnitTotal[]): CheckFinding[] {
  const arms = [...new Set(units.map(({ arm }) => arm))];
  return arms.flatMap((arm): CheckFinding[] => {
    const sizes = units.filter((unit) => unit.arm === arm).map(({ total }) => Math.abs(total));
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    const share = whole > 0 ? Math.max(...sizes) / whole : 0;
    return share > DOMINANT_SHARE ? [{ code: 'ONE_UNIT_DOMINATES', severity: 'WARN', arm, values: { share } }] : [];
  });
}
