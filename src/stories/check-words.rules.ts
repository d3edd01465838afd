import type { Language } from '../render/format.js';

/**
 * The checks of an analysis as a story tells them: what it means for the reader, without names and numbers of single
 * units, since a story leaves the house.
 */
const CHECKS: Readonly<Partial<Record<string, Readonly<Record<Language, string>>>>> = {
  LOG_SCALE_LEFT: {
    en: 'Some outcomes were zero or below, so the groups are compared in amounts and not in per cent of each unit’s own level.',
    de: 'Manche Ergebnisse waren null oder darunter; darum werden die Gruppen in Beträgen verglichen und nicht in Prozent des eigenen Niveaus.',
  },
  COVARIATE_LEFT_OUT: {
    en: 'There were too few units to allow for how they did before.',
    de: 'Es waren zu wenige, um ihre Ausgangslage zu berücksichtigen.',
  },
  OUTCOMES_MISSING: {
    en: 'For some of those who took part there is no outcome.',
    de: 'Von manchen, die dabei waren, fehlt das Ergebnis.',
  },
  SIGN_HANGS_ON_MISSING_OUTCOMES: {
    en: 'Had the missing outcomes turned out badly, the difference would point the other way.',
    de: 'Wären die fehlenden Ergebnisse schlecht ausgefallen, wiese der Unterschied in die andere Richtung.',
  },
  DENOMINATORS_DIFFER: {
    en: 'The groups also differ in how many cases they had, so the ratio may have moved for that reason.',
    de: 'Die Gruppen hatten auch unterschiedlich viele Fälle; die Quote kann sich schon deshalb verschoben haben.',
  },
  RANDOMISATION_REFUSED: {
    en: 'The draw could not be repeated, so nothing here counts as certain.',
    de: 'Die Auslosung ließ sich nicht wiederholen; darum gilt hier nichts als sicher.',
  },
  PAIR_DROPPED: {
    en: 'Where one of a pair has no outcome, the other was left out too.',
    de: 'Wo von einem Paar eine Seite kein Ergebnis hat, blieb auch die andere außer Betracht.',
  },
  CONTROL_NEAR_ZERO: {
    en: 'The control group is too close to zero for a difference in per cent.',
    de: 'Die Vergleichsgruppe liegt zu nahe bei null für einen Unterschied in Prozent.',
  },
  SAMPLE_RATIO_MISMATCH: {
    en: 'Data are missing more often in one group than in the other, so the groups are no longer comparable.',
    de: 'In einer Gruppe fehlen mehr Daten als in der anderen; darum sind die Gruppen nicht mehr vergleichbar.',
  },
  BASELINE_IMBALANCE: {
    en: 'The groups already differed before the start; the numbers allow for it as far as they can.',
    de: 'Die Gruppen unterschieden sich schon vor dem Start; die Zahlen gleichen das aus, so weit es geht.',
  },
  ONE_UNIT_DOMINATES: {
    en: 'A single unit holds more than a quarter of what its group sold.',
    de: 'Auf eine einzige Einheit entfällt mehr als ein Viertel ihrer Gruppe.',
  },
  SIGN_HANGS_ON_ONE_UNIT: {
    en: 'Without one single unit the difference would point the other way.',
    de: 'Ohne eine einzige Einheit wiese der Unterschied in die andere Richtung.',
  },
  SIGNIFICANCE_HANGS_ON_ONE_UNIT: {
    en: 'Without one single unit the difference would keep its direction, but could be chance.',
    de: 'Ohne eine einzige Einheit behielte der Unterschied seine Richtung, könnte aber Zufall sein.',
  },
  SIGNIFICANCE_HANGS_ON_METHOD: {
    en: 'Not every reasonable method of counting would call the difference certain; the one that was agreed before the start counts.',
    de: 'Nicht jede vernünftige Rechenweise würde den Unterschied sicher nennen; es gilt die vor dem Start vereinbarte.',
  },
  CARRY_OVER_ASSUMED: {
    en: 'It is taken for granted that nothing of the play lasted after it was taken away; where it did, the difference is told too small.',
    de: 'Es wird vorausgesetzt, dass nichts davon nachwirkt, wenn es wieder wegfällt; wo doch, ist der Unterschied zu klein angegeben.',
  },
  OBSERVATIONS_MISSING: {
    en: 'For some of those who took part there is no outcome in some of the time.',
    de: 'Von manchen, die dabei waren, fehlt für einen Teil der Zeit das Ergebnis.',
  },
  SWITCHED_BEFORE_THE_FIRST_PERIOD: {
    en: 'Those who had the play from the start tell nothing about the switch and stand aside.',
    de: 'Wer es von Anfang an hatte, sagt über den Wechsel nichts aus und bleibt außer Betracht.',
  },
  INCOMPLETE_LEFT_OUT: {
    en: 'Those without an outcome in all of the time were left out.',
    de: 'Wer nicht für die ganze Zeit ein Ergebnis hat, blieb außer Betracht.',
  },
  WAVES_OF_ONE_CLUSTER: {
    en: 'A wave of one alone was left out: what it did cannot be told from chance.',
    de: 'Eine Welle aus nur einer Einheit blieb außer Betracht: was sie bewirkt hat, ist vom Zufall nicht zu trennen.',
  },
  PERIODS_WITHOUT_COMPARISON: {
    en: 'The last of the time could not be used, since nobody was left who had not switched.',
    de: 'Das Ende der Zeit ließ sich nicht nutzen, weil niemand übrig war, der noch nicht gewechselt hatte.',
  },
  EFFECT_BEFORE_SWITCH: {
    en: 'Those about to switch were on another path before they did; what shows afterwards may have begun earlier.',
    de: 'Wer vor dem Wechsel stand, entwickelte sich schon vorher anders; was danach zu sehen ist, kann früher begonnen haben.',
  },
  DEALS_OPEN: {
    en: 'Losses close faster than sales, so what is still open may move the result.',
    de: 'Absagen kommen schneller als Abschlüsse; was noch offen ist, kann das Ergebnis verschieben.',
  },
  PEOPLE_MOVED: {
    en: 'Some have changed their team or territory since; they count where they were drawn.',
    de: 'Manche haben seither Team oder Gebiet gewechselt; sie zählen dort, wo sie ausgelost wurden.',
  },
  ADOPTION_UNKNOWN: {
    en: 'Too few reported whether they used the play.',
    de: 'Zu wenige haben gemeldet, ob sie es angewendet haben.',
  },
  CONTAMINATION: {
    en: 'The control group used the play as well, so the difference is more likely told too small than too large.',
    de: 'Auch die Vergleichsgruppe hat es angewendet; der Unterschied ist darum eher zu klein als zu groß angegeben.',
  },
  BASELINE_UNKNOWN: {
    en: 'Some who took part have no result from before and are left out of the comparison.',
    de: 'Manche, die dabei waren, haben keinen Wert von vorher und fehlen im Vergleich.',
  },
  NO_HISTORY: {
    en: 'Too little is known from long before to say whether the groups were drifting apart already.',
    de: 'Von der Zeit davor ist zu wenig bekannt, um zu sagen, ob die Gruppen schon auseinanderliefen.',
  },
  PRE_TREND: {
    en: 'The groups were drifting apart before the pilot already.',
    de: 'Die Gruppen liefen schon vor dem Pilot auseinander.',
  },
  PLACEBO_DATE: {
    en: 'Measured one period earlier, when nothing was tried, the groups would differ as well.',
    de: 'Einen Zeitraum früher gemessen, als nichts ausprobiert wurde, unterschieden sich die Gruppen ebenfalls.',
  },
  TREND_BOUND: {
    en: 'A drift no larger than one seen before the pilot would be enough to explain the difference.',
    de: 'Ein Auseinanderlaufen, nicht größer als schon vor dem Pilot, genügt als Erklärung des Unterschieds.',
  },
  TREND_BEFORE: {
    en: 'It had been changing before already, or too little is known of that.',
    de: 'Es änderte sich schon vorher, oder davon ist zu wenig bekannt.',
  },
  SEASON_NOT_TAKEN_OUT: {
    en: 'Season, market and prices are in this change as well.',
    de: 'Saison, Markt und Preise stecken mit in dieser Veränderung.',
  },
};

const ANY: Readonly<Record<Language, string>> = {
  en: 'A further check of the data calls for caution.',
  de: 'Eine weitere Prüfung der Daten mahnt zur Vorsicht.',
};

export function checkSentence(code: string, language: Language): string {
  return (CHECKS[code] ?? ANY)[language];
}

/** The checks that keep a difference from counting as shown. */
export const CAPPING_CHECKS: readonly string[] = [
  'SIGN_HANGS_ON_ONE_UNIT',
  'OUTCOMES_MISSING',
  'PAIR_DROPPED',
  'SIGN_HANGS_ON_MISSING_OUTCOMES',
  'OBSERVATIONS_MISSING',
  'INCOMPLETE_LEFT_OUT',
];
