import type { Verdict } from '../analysis/verdict/verdict.rules.js';
import type { Language } from '../render/format.js';
import { everyLine } from '../render/every-line.js';
import type { StoryDocument } from '../render/story-document.js';

/** How sure we are, in words: one vocabulary, everywhere. */
export const CERTAINTY: Readonly<Record<Verdict, Readonly<Record<Language, string>>>> = {
  PROVEN: { en: 'shown in a randomised pilot', de: 'in einem randomisierten Pilot nachgewiesen' },
  PROMISING: { en: 'points to, not yet shown', de: 'deutet darauf hin, noch nicht nachgewiesen' },
  NO_MEANINGFUL_EFFECT: { en: 'makes no difference worth having', de: 'macht keinen nennenswerten Unterschied' },
  INCONCLUSIVE: { en: 'we cannot tell yet', de: 'noch nicht zu entscheiden' },
  HARMFUL: { en: 'did harm', de: 'hat geschadet' },
  NOT_TESTED: { en: 'was not used enough to judge', de: 'wurde zu selten angewendet, um zu urteilen' },
  INVALID: { en: 'the data cannot be trusted', de: 'die Daten sind nicht belastbar' },
  DESCRIPTIVE: { en: 'what we saw, without a comparison', de: 'Beobachtung ohne Vergleich' },
};

/** Only PROVEN may say these, with their inflections. */
const WINNING: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'rais(?:e|es|ed|ing)',
    'lift(?:s|ed|ing)?',
    'win(?:s|ner|ners|ning)?',
    'won',
    'works?|worked|working',
    'prov(?:e|es|ed|en|ing)|proof',
    'leads?|led|leading',
    'lower(?:s|ed|ing)',
    'cuts?|cutting',
    'improv(?:e|es|ed|ing|ement|ements)',
    'increas(?:e|es|ed|ing)',
    'reduc(?:e|es|ed|ing|tion|tions)',
    'boost(?:s|ed|ing)?',
    'grow(?:s|n|ing)?|grew|growth',
    'help(?:s|ed|ing)?',
    'succe(?:ss|sses|ssful|ssfully|ed|eds|eded)',
    'effective(?:ly)?',
    'shown',
  ],
  de: [
    'steiger(?:n|t|te|ten|ung|ungen)|gesteigert\\p{L}*',
    'senk(?:en|t|te|ten|ung|ungen)|gesenkt\\p{L}*',
    'wirk(?:en|t|te|ten|ung|ungen|sam|same|samer|samen)|gewirkt',
    'gewinn(?:e|en|t)?|gewann(?:en)?|gewonnen\\p{L}*|sieg\\p{L}*',
    'funktionier(?:en|t|te|ten)',
    'beweis(?:e|en|t)?|bewies(?:en)?\\p{L}*|nachgewiesen\\p{L}*|nachweis\\p{L}*|belegt\\p{L}*',
    'f[üu]hr(?:t|en|te|ten) zu\\p{L}*',
    'erh[öo]h(?:en|t|te|ten|ung|ungen)',
    'verbesser(?:n|t|te|ten|ung|ungen)',
    'verk[üu]rz(?:en|t|te|ten|ung)',
    'heb(?:en|t)|hob(?:en)?|gehoben',
    'hilft|helfen|half(?:en)?|geholfen',
    'erfolg\\p{L}*',
  ],
};

/** Where nothing was compared fairly, nothing may sound like a cause. */
const CAUSAL: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'because of',
    'thanks to',
    'due to',
    'caus(?:e|es|ed|ing)',
    'effects?',
    'uplift',
    'impacts?',
    'results? in',
    'made the difference',
  ],
  de: [
    'dank',
    'aufgrund',
    'wegen',
    'verursach\\p{L}*',
    'bewirk\\p{L}*',
    'effekt\\p{L}*',
    'auswirk\\p{L}*',
    'f[üu]hr\\p{L}* zu',
  ],
};

const NEVER: Readonly<Record<Language, readonly string[]>> = {
  en: ['guarantee[sd]?', 'always', 'best salesperson', 'best salespeople', 'top performers?'],
  de: ['garant\\p{L}*', 'immer', 'beste\\p{L}* verk[äa]ufer\\p{L}*', 'spitzenverk[äa]ufer\\p{L}*'],
};

/** What contains a guarded word and yet says nothing of the kind. */
const HARMLESS: Readonly<Record<Language, readonly string[]>> = {
  en: ['not yet shown', 'where it may not work', 'win rate', 'numbers? shown', 'shown here', 'count as shown'],
  de: ['noch nicht nachgewiesen', 'was immer'],
};

/**
 * Words that a story of this verdict may not say, as it says them; empty when it says none. What people wrote is theirs.
 * Groups that were not drawn by lot go together with something, whatever the verdict: nothing may sound like a cause.
 */
export function forbiddenWords(story: StoryDocument, verdict: Verdict, isRandomised = true): string[] {
  const { language } = story;
  const lists = [
    NEVER[language],
    verdict === 'PROVEN' ? [] : WINNING[language],
    verdict === 'DESCRIPTIVE' || verdict === 'INVALID' || !isRandomised ? CAUSAL[language] : [],
  ];
  const harmless = new RegExp(`(?<!\\p{L})(?:${HARMLESS[language].join('|')})(?!\\p{L})`, 'giu');
  const forbidden = new RegExp(`(?<!\\p{L})(?:${lists.flat().join('|')})(?!\\p{L})`, 'giu');
  return ownWords(story).flatMap((text) => [...text.replace(harmless, '').matchAll(forbidden)].map(([word]) => word));
}

/** A story in our own words, line by line, with a gap where a number or somebody's words stand. */
function ownWords(story: StoryDocument): string[] {
  const headings = story.sections.map(({ heading }) => heading);
  const lines = everyLine(story).map((one) => one.map((span) => (span.kind === 'words' ? span.text : '…')).join(''));
  return [story.label, ...headings, ...lines];
}
