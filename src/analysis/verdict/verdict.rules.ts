/** What the evidence of a pilot says. */
export const Verdict = {
  PROVEN: 'PROVEN',
  PROMISING: 'PROMISING',
  NO_MEANINGFUL_EFFECT: 'NO_MEANINGFUL_EFFECT',
  INCONCLUSIVE: 'INCONCLUSIVE',
  HARMFUL: 'HARMFUL',
  NOT_TESTED: 'NOT_TESTED',
  INVALID: 'INVALID',
  DESCRIPTIVE: 'DESCRIPTIVE',
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** What a verdict is read from. Every field has finitely many values, so that a test can walk through all of them. */
export interface Evidence {
  readonly dataAlarm: boolean;
  /** IMPACT with units drawn, IMPACT against a chosen group, or anything that makes no comparison. */
  readonly design: 'RANDOMISED' | 'CHOSEN' | 'NO_COMPARISON' | 'FEASIBILITY';
  readonly openDealsBlock: boolean;
  /** The worst of them; NON_INFERIOR where none was registered. */
  readonly guardrails: 'NON_INFERIOR' | 'UNDECIDED' | 'HARMFUL';
  /** At the level of this look, by both tests, and in which direction. */
  readonly significant: 'GOOD' | 'BAD' | 'NO';
  /** The interval of this look lies within plus and minus the minimum effect of interest. */
  readonly insideMinimumEffect: boolean;
  /** The two-sided 80 % interval lies wholly on the good side. */
  readonly leansGood: boolean;
  readonly adoption: 'UNKNOWN' | 'BELOW' | 'MET';
  /** No check blocks the badge. */
  readonly checksClean: boolean;
  /** Outcomes are missing in a way that could have made the result. */
  readonly missingOutcomes: boolean;
  /** The data reach beyond the last look, where no alpha is left. */
  readonly pastLastLook: boolean;
}

export type VerdictReason =
  | 'DATA_ALARM'
  | 'FEASIBILITY_PILOT'
  | 'NO_COMPARISON'
  | 'OPEN_DEALS'
  | 'GUARDRAIL_HARMFUL'
  | 'SIGNIFICANTLY_WORSE'
  | 'NOT_USED'
  | 'INSIDE_MINIMUM_EFFECT'
  | 'SIGNIFICANTLY_BETTER'
  | 'LEANS_BETTER'
  | 'NOT_TOLD_APART'
  | 'CHOSEN_COMPARISON'
  | 'GUARDRAIL_UNDECIDED'
  | 'ADOPTION_UNKNOWN'
  | 'CHECKS_NOT_CLEAN'
  | 'MISSING_OUTCOMES'
  | 'PAST_LAST_LOOK';

interface VerdictRow {
  readonly verdict: Verdict;
  /** Why this row holds; empty where it does not. */
  readonly holds: (evidence: Evidence) => VerdictReason[];
}

/** Why a significant uplift is not PROVEN; empty where it is. */
function caps(evidence: Evidence): VerdictReason[] {
  return reasons([
    [evidence.design !== 'RANDOMISED', 'CHOSEN_COMPARISON'],
    [evidence.guardrails !== 'NON_INFERIOR', 'GUARDRAIL_UNDECIDED'],
    [evidence.adoption === 'UNKNOWN', 'ADOPTION_UNKNOWN'],
    [!evidence.checksClean, 'CHECKS_NOT_CLEAN'],
    [evidence.missingOutcomes, 'MISSING_OUTCOMES'],
    [evidence.pastLastLook, 'PAST_LAST_LOOK'],
  ]);
}

/** The table of verdicts in order of precedence; the last row always holds. */
export const VERDICT_TABLE: readonly VerdictRow[] = [
  { verdict: Verdict.INVALID, holds: ({ dataAlarm }) => reasons([[dataAlarm, 'DATA_ALARM']]) },
  {
    verdict: Verdict.DESCRIPTIVE,
    holds: ({ design }) =>
      reasons([
        [design === 'FEASIBILITY', 'FEASIBILITY_PILOT'],
        [design === 'NO_COMPARISON', 'NO_COMPARISON'],
      ]),
  },
  { verdict: Verdict.INCONCLUSIVE, holds: ({ openDealsBlock }) => reasons([[openDealsBlock, 'OPEN_DEALS']]) },
  {
    verdict: Verdict.HARMFUL,
    holds: ({ guardrails, significant, insideMinimumEffect }) =>
      reasons([
        [guardrails === 'HARMFUL', 'GUARDRAIL_HARMFUL'],
        [significant === 'BAD' && !insideMinimumEffect, 'SIGNIFICANTLY_WORSE'],
      ]),
  },
  { verdict: Verdict.NOT_TESTED, holds: ({ adoption }) => reasons([[adoption === 'BELOW', 'NOT_USED']]) },
  {
    verdict: Verdict.NO_MEANINGFUL_EFFECT,
    holds: ({ insideMinimumEffect }) => reasons([[insideMinimumEffect, 'INSIDE_MINIMUM_EFFECT']]),
  },
  {
    verdict: Verdict.PROVEN,
    holds: (evidence: Evidence): VerdictReason[] =>
      reasons([[evidence.significant === 'GOOD' && caps(evidence).length === 0, 'SIGNIFICANTLY_BETTER']]),
  },
  {
    verdict: Verdict.PROMISING,
    holds: (evidence: Evidence): VerdictReason[] => {
      if (evidence.significant === 'GOOD') return ['SIGNIFICANTLY_BETTER', ...caps(evidence)];
      return reasons([[evidence.leansGood, 'LEANS_BETTER']]);
    },
  },
  { verdict: Verdict.INCONCLUSIVE, holds: () => ['NOT_TOLD_APART'] },
];

/** What the evidence says at a registered look, and why. The first row of the table that holds decides. */
export function verdictOf(evidence: Evidence): { verdict: Verdict; reasons: VerdictReason[] } {
  for (const { verdict, holds } of VERDICT_TABLE) {
    const found = holds(evidence);
    if (found.length > 0) return { verdict, reasons: found };
  }
  throw new Error('The last row of the verdict table holds for everything.');
}

function reasons(pairs: readonly (readonly [boolean, VerdictReason])[]): VerdictReason[] {
  return pairs.filter(([holds]) => holds).map(([, reason]) => reason);
}
