import type { ArmAdoption } from '../../cohorts/adoption.rules.js';
import { CONTAMINATION_LIMIT } from '../../pilots/pilot.rules.js';
import type { PlannedArm } from '../../pilots/plan.rules.js';
import type { AdoptionResult, CheckResult } from './analysis-result.js';

/** Those who stay silent may be those who did not use it: with more of them than this nothing is known. */
const LARGEST_SILENT_SHARE = 0.2;

export interface AdoptionPlan {
  readonly arms: readonly PlannedArm[];
  readonly thresholdShare: number | null;
  /** What fewer salespeople reported is not shown. */
  readonly minimumCohort: number;
}

export function adoptionResult(
  adoption: readonly ArmAdoption[],
  { arms, thresholdShare, minimumCohort }: AdoptionPlan,
): AdoptionResult {
  const byArm = new Map(adoption.map((arm) => [arm.armKey, arm]));
  const found = arms.map(({ key, isControl }) => {
    const arm = byArm.get(key);
    if (!arm || arm.reporting < minimumCohort || !isKnown(arm))
      return { armKey: key, isControl, known: false, share: null, eligible: null, used: null };
    const { share, eligible, used } = arm;
    return { armKey: key, isControl, known: true, share, eligible, used };
  });
  return { known: found.every(({ known, isControl }) => known || isControl), thresholdShare, arms: found };
}

function isKnown({ share, people, reporting }: ArmAdoption): boolean {
  return share !== null && people > 0 && 1 - reporting / people <= LARGEST_SILENT_SHARE;
}

/** Whether a pilot arm used what it was to test. */
export function adoptionOf({ arms, thresholdShare }: AdoptionResult, armKey: string): 'UNKNOWN' | 'BELOW' | 'MET' {
  const arm = arms.find((one) => one.armKey === armKey);
  if (!arm?.known || arm.share === null) return 'UNKNOWN';
  return thresholdShare !== null && arm.share < thresholdShare ? 'BELOW' : 'MET';
}

/** What the use of the play means for the comparison. */
export function adoptionChecks({ arms }: AdoptionResult): CheckResult[] {
  return arms.flatMap((arm): CheckResult[] => {
    const share = arm.share ?? 0;
    const told = `${(100 * share).toFixed(0)} % of the eligible deals`;
    if (!arm.known)
      return [
        {
          code: 'ADOPTION_UNKNOWN',
          severity: 'WARN',
          message: arm.isControl
            ? 'Too few people of the control arm reported, so it is not known whether the play spread to them.'
            : `Too few people of arm "${arm.armKey}" reported whether they used the play.`,
        },
      ];
    if (!arm.isControl)
      return [{ code: 'ADOPTION', severity: 'INFO', message: `Arm "${arm.armKey}" used the play in ${told}.` }];
    if (share <= CONTAMINATION_LIMIT) return [];
    return [
      {
        code: 'CONTAMINATION',
        severity: 'WARN',
        message: `The control arm used the play in ${told}: the comparison understates what it changes.`,
      },
    ];
  });
}
