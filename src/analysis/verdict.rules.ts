/** What the evidence of a pilot says. A pure function of registered plan, results and checks. */
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
