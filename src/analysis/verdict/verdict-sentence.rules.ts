import type { VerdictReason } from './verdict.rules.js';

/** What the sentences tell beside the reason itself. */
export interface VerdictFacts {
  /** Two-sided level of the look. */
  readonly level: number;
  readonly minimumEffectShare: number;
  /** Of the pilot arm; null where unknown. */
  readonly adoptionShare: number | null;
  readonly adoptionThresholdShare: number | null;
  /** From when on enough deals should be closed, judging by the baseline; null where it does not tell. */
  readonly readableOn: string | null;
  /** Names of the guardrails judged HARMFUL, and of those UNDECIDED. */
  readonly harmed: readonly string[];
  readonly undecided: readonly string[];
}

/** One reason of a verdict as a sentence for managers. */
export function verdictSentence(reason: VerdictReason, facts: VerdictFacts): string {
  return SENTENCES[reason](facts);
}

const SENTENCES: Readonly<Record<VerdictReason, (facts: VerdictFacts) => string>> = {
  DATA_ALARM: () => 'The data are damaged (the checks say how), so no comparison of the arms is valid.',
  FEASIBILITY_PILOT: () => 'This was a feasibility pilot: it tells whether the play can be used, not what it changes.',
  NO_COMPARISON: () => 'Nobody worked without the play at the same time, so nothing can be said about what it changed.',
  OPEN_DEALS: ({ readableOn }) =>
    `Too many deals are still open to judge. ${
      readableOn === null
        ? 'The baseline does not tell when enough of them will be closed.'
        : `Judging by the deals of the baseline, it can be read from ${readableOn} on.`
    }`,
  GUARDRAIL_HARMFUL: ({ harmed }) => `Harm was done elsewhere: ${listed(harmed)}.`,
  SIGNIFICANTLY_WORSE: ({ level }) =>
    `The primary metric got worse, and chance alone hardly does that (level ${percent(level)}).`,
  NOT_USED: ({ adoptionShare, adoptionThresholdShare }) =>
    `The play was used in ${percent(adoptionShare ?? 0)} of the eligible deals; ${percent(adoptionThresholdShare ?? 0)} ` +
    'were agreed as the least for a test. Whether it works remains open.',
  INSIDE_MINIMUM_EFFECT: ({ minimumEffectShare }) =>
    `Whatever the effect is, it is smaller than the ${percent(minimumEffectShare)} that were agreed to matter.`,
  SIGNIFICANTLY_BETTER: ({ level }) =>
    `The primary metric got better, and chance alone hardly does that (level ${percent(level)}).`,
  LEANS_BETTER: () =>
    'The primary metric leans to the better (its 80 % interval does), but chance could still explain it.',
  NOT_TOLD_APART: () => 'The data cannot tell an effect of the play from chance.',
  CHOSEN_COMPARISON: () => 'The arms were chosen, not drawn: they may have differed from the start.',
  GUARDRAIL_UNDECIDED: ({ undecided }) => `It is not shown that this stayed within its margin: ${listed(undecided)}.`,
  ADOPTION_UNKNOWN: () => 'Too few people of the pilot arm reported whether they used the play.',
  CHECKS_NOT_CLEAN: () => 'A check stands in the way of the word "proven".',
  MISSING_OUTCOMES: () => 'Outcomes are missing in a way that could have made the result.',
  PAST_LAST_LOOK: () => 'The data reach beyond the last registered look, where significance may no longer be judged.',
};

function percent(share: number): string {
  return `${String(Number((100 * share).toPrecision(3)))} %`;
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
