import type { Language } from '../render/format.js';
import type { Line, NumberSpan } from '../render/line.js';
import { line } from './bound.rules.js';
import { adoptionSentence } from './facts.rules.js';
import type { MetricFigures } from './figures.rules.js';
import { harmed } from './headline.rules.js';
import { capitalised, counted, people, sizeInDative, withArticle } from './phrases.rules.js';
import { groupWords } from './group-words.rules.js';
import { inLanguage, quotedPlay, type StoryCase, type ToldMetric } from './story-case.rules.js';
import type { StoryMaterial } from './story-material.js';

/** The story in thirty seconds. */
export function summary(c: StoryCase): Line[] {
  if (c.verdict === 'INVALID') return [whoDidWhat(c)];
  const hurt = harmed(c);
  const sentences = [whoDidWhat(c), values(c, c.primary), chance(c), hurt === c.primary ? [] : values(c, hurt)];
  if (!['NOT_TESTED', 'INCONCLUSIVE'].includes(c.verdict)) sentences.push(adoptionSentence(c));
  return sentences.filter((one) => one.length > 0);
}

function whoDidWhat(c: StoryCase): Line {
  const play = quotedPlay(c);
  if (c.switches) return whoSwitched(c);
  const who = partOfAll(c);
  return inLanguage(c, {
    en: () =>
      line`In this pilot, ${who} were ${c.isRandomised ? 'drawn by lot' : 'chosen'} to use ${play}; the others carried on as before.`,
    de: () =>
      line`In diesem Pilot wurden ${who} ${c.isRandomised ? 'ausgelost' : 'ausgesucht'}, ${play} anzuwenden; die übrigen machten weiter wie bisher.`,
  });
}

/** Of waves and crossovers: everybody works both ways. */
function whoSwitched(c: StoryCase): Line {
  const play = quotedPlay(c);
  const everybody = people(c.people, c.language);
  const isCrossover = c.material.plan.assignment.mechanism === 'CROSSOVER';
  return inLanguage(c, {
    en: () => {
      const order = c.isRandomised ? 'drawn by lot' : 'chosen';
      return isCrossover
        ? line`In this pilot, ${everybody} worked with ${play} for one half of the time and as before for the other; who began with it was ${order}.`
        : line`In this pilot, ${everybody} came to use ${play} one group after the other, in an order that was ${order}.`;
    },
    de: () => {
      const order = c.isRandomised ? 'ausgelost' : 'ausgesucht';
      return isCrossover
        ? line`In diesem Pilot arbeiteten ${everybody} die halbe Zeit mit ${play} und die andere wie bisher; wer damit begann, wurde ${order}.`
        : line`In diesem Pilot stellten ${everybody} Gruppe für Gruppe auf ${play} um; die Reihenfolge wurde ${order}.`;
    },
  });
}

const GROUPS = {
  en: { TEAM: ['team', 'teams'], TERRITORY: ['territory', 'territories'] },
  de: { TEAM: ['Team', 'Teams'], TERRITORY: ['Gebiet', 'Gebieten'] },
} as const;

/** "12 of 24 salespeople", "3 of 6 teams (12 of 24 salespeople)". */
function partOfAll(c: StoryCase): Line {
  const { language, primary, bound, material } = c;
  const of = (part: NumberSpan, all: Line): Line =>
    language === 'en' ? line`${part} of ${all}` : line`${part} von ${all}`;
  const salespeople = of(primary.figures.pilot.people, people(c.people, language));
  const { unit } = material.plan;
  if (unit === 'SALESPERSON') return salespeople;
  const all = bound.sum(
    material.analysis.primary.arms.map((_, index) => (m: StoryMaterial) => m.analysis.primary.arms[index]?.units ?? 0),
    { as: 'plain', decimals: 0 },
  );
  const [one, other] = GROUPS[language][unit];
  return line`${of(primary.figures.pilot.units, counted(all, one, other))} (${salespeople})`;
}

function values(c: StoryCase, { figures, words }: ToldMetric): Line {
  const { pilot, control } = figures;
  if (pilot.value === null || control.value === null) return [];
  const [high, low] = [withUnit(c, figures, pilot.value), withUnit(c, figures, control.value)];
  const adjusted = figures.isAdjusted
    ? inLanguage(c, {
        en: () => `, after allowing for ${c.switches ? 'who it was, and when' : 'how both did before'}`,
        de: () =>
          `, bereinigt um ${c.switches ? 'Unterschiede der Gruppen und Zeiträume' : 'die Ausgangslage beider Gruppen'}`,
      })
    : '';
  const goesTogether = c.verdict === 'DESCRIPTIVE' || (c.isAssociation && !c.switches && c.verdict !== 'NOT_TESTED');
  if (goesTogether) return wentTogether(words, { language: c.language, pilot: high, control: line`${low}${adjusted}` });
  if (c.verdict === 'PROVEN' && words.hundred !== null && !c.switches)
    return inLanguage(c, {
      en: () => line`They won ${high} of decided opportunities, their colleagues ${low}${adjusted}.`,
      de: () => line`Sie gewannen ${high} der entschiedenen Verkaufschancen, die anderen ${low}${adjusted}.`,
    });
  const { inPilot, inControl } = groupWords(c);
  return inLanguage(c, {
    en: () => line`The ${words.name} was ${high} ${inPilot} and ${low} ${inControl}${adjusted}.`,
    de: () => line`${capitalised(withArticle(words))} lag ${inPilot} bei ${high}, ${inControl} bei ${low}${adjusted}.`,
  });
}

function wentTogether(
  words: ToldMetric['words'],
  { language, pilot, control }: { readonly language: Language; readonly pilot: Line; readonly control: Line },
): Line {
  if (language === 'en')
    return line`Using it went together with ${words.article} ${words.name} of ${pilot}; in the other group it was ${control}.`;
  const [one, it] = words.gender === 'm' ? ['einem', 'er'] : ['einer', 'sie'];
  return line`Die Anwendung ging mit ${one} ${words.name} von ${pilot} einher; in der anderen Gruppe lag ${it} bei ${control}.`;
}

/** Days need their name in a sentence; in German they stand after a preposition with the dative. */
function withUnit({ language }: StoryCase, { result }: MetricFigures, value: NumberSpan): Line {
  return result.unit === 'DAYS' ? sizeInDative(value, 'DAYS', language) : line`${value}`;
}

/** What the p-value means, without the letter p. */
function chance(c: StoryCase): Line {
  const { comparison } = c.material.analysis.primary;
  const pValue = comparison.randomisation?.pValue ?? comparison.pValue;
  if (pValue === null || !c.isRandomised || ['DESCRIPTIVE', 'NOT_TESTED'].includes(c.verdict)) return [];
  const times = c.bound.number(
    (m) =>
      comparison.randomisation === null
        ? m.analysis.primary.comparison.pValue
        : m.analysis.primary.comparison.randomisation?.pValue,
    { as: 'hundredths', decimals: 0 },
  );
  return inLanguage(c, {
    en: () => {
      const often =
        pValue < 0.001
          ? 'fewer than one in a thousand'
          : pValue < 0.01
            ? 'fewer than one in a hundred'
            : line`about ${times} in a hundred`;
      return line`A difference this large would appear by chance in ${often} such draws.`;
    },
    de: () => {
      const often =
        pValue < 0.001
          ? 'weniger als einer von tausend'
          : pValue < 0.01
            ? 'weniger als einer von hundert'
            : line`etwa ${times} von hundert`;
      return line`Ein so großer Unterschied entstünde durch bloßen Zufall in ${often} solchen Auslosungen.`;
    },
  });
}
