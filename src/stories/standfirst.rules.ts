import type { Line } from '../render/line.js';
import { joined, line } from './bound.rules.js';
import {
  adoptionSentence,
  adoptionShare,
  failedChecks,
  gotWorse,
  guardrailSentence,
  isBlockedByOpenDeals,
  openShares,
} from './facts.rules.js';
import { CAPPING_CHECKS } from './check-words.rules.js';
import { harmed } from './headline.rules.js';
import { bare, capitalised, difference, fits, people, range, size, weeks, withArticle } from './phrases.rules.js';
import { groupWords } from './group-words.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';

/** The line below the headline: how much, within what range, on how much it rests, and what else happened. */
export function standfirst(c: StoryCase): Line {
  switch (c.verdict) {
    case 'PROVEN':
      return joined([provenSize(c), guardrailSentence(c)]);
    case 'PROMISING':
      return joined([bestEstimate(c), ...whyNotShown(c).slice(0, 2)]);
    case 'NO_MEANINGFUL_EFFECT':
      return joined([tooSmall(c), extent(c)]);
    case 'INCONCLUSIVE':
      return inconclusive(c);
    case 'HARMFUL':
      return joined([harm(c), extent(c)]);
    case 'NOT_TESTED':
      return joined([adoptionSentence(c), nothingAboutThePlay(c)]);
    case 'INVALID':
      return invalid(c);
    case 'DESCRIPTIVE':
      return joined([descriptive(c), extent(c)]);
  }
}

/** "24 salespeople, 8 weeks." */
function extent(c: StoryCase): Line {
  return line`${people(c.people, c.language)}, ${weeks(c)}.`;
}

function provenSize(c: StoryCase): Line {
  const { figures, words } = c.primary;
  const { effect } = figures;
  if (effect === null) return extent(c);
  const { low, high } = effect;
  const inHundred =
    words.hundred !== null && effect.measure === 'POINTS' && low !== null && high !== null && low.value > 0;
  const told = inHundred
    ? inLanguage(c, {
        en: () => line`Between ${bare(low)} and ${bare(high)} ${words.hundred ?? ''}`,
        de: () => line`Zwischen ${bare(low)} und ${bare(high)} ${words.hundred ?? ''}`,
      })
    : capitalised(range(c.primary, c.language));
  const best = inHundred ? line`${bare(effect.estimate)}` : size(effect.estimate, effect.measure, c.language);
  return inLanguage(c, {
    en: () => line`${told} (best estimate ${best}), ${extent(c)}`,
    de: () => line`${told} (beste Schätzung: ${best}), ${extent(c)}`,
  });
}

function bestEstimate(c: StoryCase): Line {
  return inLanguage(c, {
    en: () => line`Best estimate ${difference(c.primary, 'en')}; ${fits(c.primary, 'en')}.`,
    de: () => line`Beste Schätzung: ${difference(c.primary, 'de')}; ${fits(c.primary, 'de')}.`,
  });
}

/** What is missing for certainty. */
function whyNotShown(c: StoryCase): Line[] {
  const { primary, guardrails } = c.material.analysis;
  const reasons: Line[] = [];
  if (!c.isRandomised)
    reasons.push(
      inLanguage(c, {
        en: () => line`The ${c.switches ? 'order' : 'comparison group'} was chosen, not drawn by lot.`,
        de: () => line`Die ${c.switches ? 'Reihenfolge' : 'Vergleichsgruppe'} wurde ausgesucht, nicht ausgelost.`,
      }),
    );
  if (!primary.comparison.significant)
    reasons.push(
      inLanguage(c, {
        en: () => line`Chance alone could still do as much.`,
        de: () => line`Auch der Zufall allein könnte so viel ausmachen.`,
      }),
    );
  if (guardrails.some(({ judgement }) => judgement === 'UNDECIDED')) reasons.push(guardrailSentence(c));
  if (adoptionShare(c, 'pilot') === null) reasons.push(adoptionSentence(c));
  if (failedChecks(c).some(({ code, severity }) => severity === 'BLOCK' || CAPPING_CHECKS.includes(code)))
    reasons.push(
      inLanguage(c, {
        en: () => line`A check of the data stands in the way.`,
        de: () => line`Eine Prüfung der Daten steht dem entgegen.`,
      }),
    );
  if (reasons.length > 0) return reasons;
  return [
    inLanguage(c, {
      en: () => line`The plan asked for more certainty than this.`,
      de: () => line`Der Plan verlangte mehr Sicherheit als diese.`,
    }),
  ];
}

function tooSmall(c: StoryCase): Line {
  const worth = c.bound.number((m) => m.analysis.minimumEffectShare, { as: 'percent', decimals: 0 });
  const all = capitalised(fits(c.primary, c.language));
  return inLanguage(c, {
    en: () => line`${all}: less than the ${worth} of the ${groupWords(c).ofControl} that the plan called worth having.`,
    de: () => line`${all}: weniger als die ${worth} des ${groupWords(c).ofControl}, die der Plan lohnend nennt.`,
  });
}

function inconclusive(c: StoryCase): Line {
  if (isBlockedByOpenDeals(c)) return tooManyOpen(c);
  if (c.primary.figures.effect === null)
    return inLanguage(c, {
      en: () => line`The numbers do not allow an estimate. ${extent(c)}`,
      de: () => line`Die Zahlen erlauben keine Schätzung. ${extent(c)}`,
    });
  const guess = inLanguage(c, {
    en: () => line`Best guess ${difference(c.primary, 'en')}, but ${fits(c.primary, 'en')}.`,
    de: () => line`Beste Schätzung: ${difference(c.primary, 'de')}, aber ${fits(c.primary, 'de')}.`,
  });
  return joined([guess, tooFew(c)]);
}

function tooFew(c: StoryCase): Line {
  const used = adoptionShare(c, 'pilot');
  const all = people(c.people, c.language);
  if (used === null)
    return inLanguage(c, {
      en: () => line`${all} are too few to tell such a difference from chance.`,
      de: () => line`${all} sind zu wenige, um einen solchen Unterschied vom Zufall zu trennen.`,
    });
  return inLanguage(c, {
    en: () =>
      line`It was used in ${used} of eligible opportunities, so this was a fair test; ${all} are simply too few to tell such a difference from chance.`,
    de: () =>
      line`Angewendet wurde es in ${used} der geeigneten Verkaufschancen, der Test war also fair; ${all} sind einfach zu wenige, um einen solchen Unterschied vom Zufall zu trennen.`,
  });
}

function tooManyOpen(c: StoryCase): Line {
  const [pilot, control] = openShares(c);
  const shares = pilot === null || control === null ? null : { pilot, control };
  const { inPilot, inControl } = groupWords(c);
  const told = inLanguage(c, {
    en: () =>
      shares
        ? line`Too many opportunities are still open: ${shares.pilot} ${inPilot}, ${shares.control} ${inControl}.`
        : line`Too many opportunities are still open.`,
    de: () =>
      shares
        ? line`Zu viele Verkaufschancen sind noch offen: ${shares.pilot} ${inPilot}, ${shares.control} ${inControl}.`
        : line`Zu viele Verkaufschancen sind noch offen.`,
  });
  return joined([told, readableFrom(c)]);
}

/** The day when the deals of the measurement have had their time to close, while it lies ahead. */
function readableFrom(c: StoryCase): Line {
  const day = c.bound.dayAfter(
    (m) => m.plan.windows.measurement.to,
    (m) => m.plan.windows.maturationDays,
  );
  if (day.day <= c.material.analysis.asOf.slice(0, 10)) return [];
  return inLanguage(c, {
    en: () => line`It can be read from ${day}, when they have had their time to close.`,
    de: () => line`Lesbar wird es ab dem ${day}, wenn sie Zeit zum Abschluss hatten.`,
  });
}

function harm(c: StoryCase): Line {
  const metric = harmed(c);
  const hurt =
    metric.figures.effect === null
      ? gotWorse(c, metric)
      : inLanguage(c, {
          en: () => line`The ${metric.words.name} was ${difference(metric, 'en')}; ${fits(metric, 'en')}.`,
          de: () =>
            line`${capitalised(withArticle(metric.words))} war ${difference(metric, 'de')}; ${fits(metric, 'de')}.`,
        });
  const { primary } = c;
  if (metric === primary || primary.figures.effect === null) return hurt;
  const beside = inLanguage(c, {
    en: () => line`The ${primary.words.name} was ${difference(primary, 'en')}.`,
    de: () => line`${capitalised(withArticle(primary.words))} war ${difference(primary, 'de')}.`,
  });
  return joined([hurt, beside]);
}

function nothingAboutThePlay(c: StoryCase): Line {
  return inLanguage(c, {
    en: () => line`That says nothing about the play itself, only that it hardly reached a customer.`,
    de: () => line`Über das Vorgehen selbst sagt das nichts, nur dass es kaum beim Kunden ankam.`,
  });
}

function invalid(c: StoryCase): Line {
  return inLanguage(c, {
    en: () => line`The data of this pilot are damaged. No result is reported here, and none should be quoted.`,
    de: () =>
      line`Die Daten dieses Pilots sind beschädigt. Hier steht kein Ergebnis, und keines sollte zitiert werden.`,
  });
}

function descriptive(c: StoryCase): Line {
  if (c.material.plan.kind === 'FEASIBILITY')
    return inLanguage(c, {
      en: () => line`A try-out with hand-picked people: it tells whether the play can be done, not what comes of it.`,
      de: () =>
        line`Ein Versuch mit ausgesuchten Personen: Er sagt, ob das Vorgehen machbar ist, nicht, was es ausmacht.`,
    });
  return inLanguage(c, {
    en: () => line`There was no group to compare with: this tells what happened, not why.`,
    de: () => line`Es gab keine Gruppe zum Vergleich: Hier steht, was geschah, nicht, warum.`,
  });
}
