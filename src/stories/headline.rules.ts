import type { Line } from '../render/line.js';
import { line } from './bound.rules.js';
import { CERTAINTY } from './certainty.rules.js';
import { inRespectOf, size } from './phrases.rules.js';
import { inLanguage, type StoryCase, type ToldMetric } from './story-case.rules.js';

/** The play, what came of it, and how sure that is. */
export function headline(c: StoryCase): Line {
  const { play, language, verdict, primary } = c;
  if (c.isAssociation) return associated(c);
  const certainty = CERTAINTY[verdict][language];
  switch (verdict) {
    case 'PROVEN':
      return line`${play}: ${moved(c, primary)}, ${certainty}`;
    case 'PROMISING':
      return line`${play}: ${pointsTo(c)}`;
    case 'NO_MEANINGFUL_EFFECT':
      return inLanguage(c, {
        en: () => line`${play}: ${certainty} to the ${primary.words.name}`,
        de: () => line`${play}: ${certainty} ${inRespectOf(primary.words)}`,
      });
    case 'HARMFUL':
      return line`${play} ${certainty}: ${moved(c, harmed(c))}`;
    default:
      return line`${play}: ${certainty}`;
  }
}

/** Where people chose the groups: what went together with the play, and no word of a cause. */
function associated(c: StoryCase): Line {
  const { play, language, verdict, primary } = c;
  const { words } = primary;
  switch (verdict) {
    case 'PROMISING':
      return inLanguage(c, {
        en: () => line`${play}: associated with a ${comparative(primary)} ${words.name}, not drawn by lot`,
        de: () =>
          line`${play}: geht mit ${words.gender === 'm' ? 'einem' : 'einer'} ${comparative(primary)}en ${words.name} einher, nicht ausgelost`,
      });
    case 'NO_MEANINGFUL_EFFECT':
      return inLanguage(c, {
        en: () => line`${play}: associated with no difference worth having in the ${words.name}`,
        de: () => line`${play}: geht ${inRespectOf(words)} mit keinem nennenswerten Unterschied einher`,
      });
    case 'HARMFUL':
      return inLanguage(c, {
        en: () => line`${play}: associated with harm, ${moved(c, harmed(c))}`,
        de: () => line`${play}: geht mit Schaden einher, ${moved(c, harmed(c))}`,
      });
    default:
      return line`${play}: ${CERTAINTY[verdict][language]}`;
  }
}

function comparative({ words, figures }: ToldMetric): string {
  return figures.effect?.isMore === false ? words.less : words.more;
}

/** What was damaged: the first harmed guardrail, or the primary metric. */
export function harmed(c: StoryCase): ToldMetric {
  const index = c.material.analysis.guardrails.findIndex(({ judgement }) => judgement === 'HARMFUL');
  return c.guardrails[index] ?? c.primary;
}

/** "win rate up 9 points", "Abschlussquote um 9 Punkte höher". */
function moved(c: StoryCase, { figures: { effect }, words }: ToldMetric): Line {
  if (effect === null) return words.name;
  const told = size(effect.estimate, effect.measure, c.language);
  return inLanguage(c, {
    en: () => line`${words.name} ${effect.isMore ? 'up' : 'down'} ${told}`,
    de: () => line`${words.name} um ${told} ${effect.isMore ? words.more : words.less}`,
  });
}

function pointsTo(c: StoryCase): Line {
  const { words } = c.primary;
  const more = comparative(c.primary);
  const ending = words.gender === 'm' ? 'en' : 'e';
  return inLanguage(c, {
    en: () => line`points to a ${more} ${words.name}, not yet shown`,
    de: () => line`deutet auf ein${ending} ${more}${ending} ${words.name} hin, noch nicht nachgewiesen`,
  });
}
