import type { Line } from '../render/line.js';
import type { Block } from '../render/story-document.js';
import { joined, line } from './bound.rules.js';
import { checkSentence } from './check-words.rules.js';
import { planningValue, usersSentence } from './expectation.rules.js';
import { contaminationSentence, failedChecks, openDealsSentence } from './facts.rules.js';
import { PLAIN } from './figures.rules.js';
import { named, told } from './free-numbers.rules.js';
import { harmed } from './headline.rules.js';
import { counted, fits, inRespectOf } from './phrases.rules.js';
import { levelFormat } from './rounding.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';

/** How sure we are, on what ground, and what speaks against it. */
export function trust(c: StoryCase): Block[] {
  const isJudged = c.verdict !== 'INVALID' && c.verdict !== 'DESCRIPTIVE';
  const sentences = [
    opening(c),
    draw(c),
    isJudged && c.verdict !== 'NOT_TESTED' ? tests(c) : [],
    isJudged ? openDealsSentence(c) : [],
    isJudged ? contaminationSentence(c) : [],
    usersSentence(c),
    standing(c),
    c.isAssociation ? past(c) : [],
    !c.isAssociation && (c.verdict === 'PROVEN' || c.verdict === 'PROMISING') ? planningValue(c) : [],
  ];
  const notes = [...chosenBecause(c), ...earlierDraws(c), ...amendments(c), ...checks(c)];
  const warning = simulated(c);
  return [
    ...(warning.length > 0 ? [{ kind: 'paragraph', line: warning } as const] : []),
    { kind: 'paragraph', line: joined(sentences) },
    ...(notes.length > 0 ? [{ kind: 'notes', notes } as const] : []),
  ];
}

function simulated(c: StoryCase): Line {
  if (!c.material.analysis.simulated) return [];
  return inLanguage(c, {
    en: () => line`This pilot is simulated: no real customer and no real salesperson took part.`,
    de: () => line`Dieser Pilot ist simuliert: Kein echter Kunde und niemand aus dem Vertrieb war beteiligt.`,
  });
}

function opening(c: StoryCase): Line {
  const { primary, language } = c;
  const withFit = (start: string, metric = primary): Line =>
    metric.figures.effect === null ? line`${start}.` : line`${start}: ${fits(metric, language)}.`;
  switch (c.verdict) {
    case 'PROVEN':
      return withFit(
        inLanguage(c, {
          en: () => 'Quite sure that it helps, less sure how much',
          de: () => 'Ziemlich sicher, dass es hilft, weniger sicher, wie sehr',
        }),
      );
    case 'PROMISING':
      return withFit(inLanguage(c, { en: () => 'Not sure yet', de: () => 'Noch nicht sicher' }));
    case 'INCONCLUSIVE':
      return withFit(inLanguage(c, { en: () => 'We cannot tell yet', de: () => 'Noch nicht zu entscheiden' }));
    case 'NO_MEANINGFUL_EFFECT':
      if (c.isAssociation)
        return inLanguage(c, {
          en: () =>
            line`Sure enough: whatever difference goes with it in the ${primary.words.name}, it is less than would be worth having.`,
          de: () =>
            line`Sicher genug: Welcher Unterschied ${inRespectOf(primary.words)} damit auch einhergeht, er ist kleiner, als sich lohnt.`,
        });
      return inLanguage(c, {
        en: () =>
          line`Sure enough: whatever it does to the ${primary.words.name}, it is less than would be worth having.`,
        de: () =>
          line`Sicher genug: Was es ${inRespectOf(primary.words)} auch ausmacht, es ist weniger, als sich lohnt.`,
      });
    case 'HARMFUL':
      return withFit(
        inLanguage(c, { en: () => 'Sure enough to stop and think', de: () => 'Sicher genug, um innezuhalten' }),
        harmed(c),
      );
    case 'NOT_TESTED':
      return inLanguage(c, {
        en: () => line`Sure of one thing only: it was not used enough to judge.`,
        de: () => line`Sicher ist nur eines: Es wurde zu selten angewendet, um zu urteilen.`,
      });
    case 'INVALID':
      return inLanguage(c, {
        en: () => line`Not at all: the data cannot be trusted.`,
        de: () => line`Gar nicht: Die Daten sind nicht belastbar.`,
      });
    case 'DESCRIPTIVE':
      return inLanguage(c, {
        en: () =>
          line`This is what we saw, without a comparison that was drawn by lot; for others nothing follows from it.`,
        de: () => line`Das ist eine Beobachtung ohne ausgelosten Vergleich; für andere folgt daraus nichts.`,
      });
  }
}

const WITHIN = {
  en: { REGION: ' within regions', TEAM: ' within teams', TERRITORY: ' within territories' },
  de: { REGION: ' innerhalb der Regionen', TEAM: ' innerhalb der Teams', TERRITORY: ' innerhalb der Gebiete' },
} as const;

function draw(c: StoryCase): Line {
  const { material, bound, language } = c;
  const changed = amended(c);
  if (c.switches) return order(c, changed);
  if (c.isAssociation)
    return inLanguage(c, {
      en: () =>
        line`The groups were chosen by people, not drawn by lot, and may have differed in more than the play: what is told here goes together with it and need not come from it; ${changed}`,
      de: () =>
        line`Die Gruppen wurden von Menschen ausgesucht, nicht ausgelost, und können sich in mehr als dem Vorgehen unterscheiden: Was hier steht, geht damit einher und muss nicht daher rühren; ${changed}`,
    });
  if (!c.isRandomised || material.drawnAt === null)
    return inLanguage(c, {
      en: () => line`The groups were chosen by people, not drawn by lot; ${changed}`,
      de: () => line`Die Gruppen wurden von Menschen ausgesucht, nicht ausgelost; ${changed}`,
    });
  const strata = material.plan.assignment.stratifyBy;
  const within = strata == null ? '' : ((WITHIN[language] as Readonly<Record<string, string>>)[strata] ?? '');
  const day = bound.day((m) => m.drawnAt ?? '');
  const { mechanism } = material.plan.assignment;
  if (mechanism === 'PAIRED')
    return inLanguage(c, {
      en: () =>
        line`Those who had done about as well before were matched in pairs${within}, and lots were drawn within each pair on ${day}, after the plan was fixed; ${changed}`,
      de: () =>
        line`Wer vorher etwa gleich gut lag, wurde${within} zu Paaren zusammengestellt; innerhalb jedes Paares wurde am ${day} gelost, nachdem der Plan feststand; ${changed}`,
    });
  if (mechanism === 'RERANDOMISED')
    return inLanguage(c, {
      en: () =>
        line`The cohorts were drawn by lot${within} on ${day}, after the plan was fixed, and drawn again until they had been about alike before, as the plan demands; ${changed}`,
      de: () =>
        line`Die Gruppen wurden am ${day}${within} ausgelost, nachdem der Plan feststand, und so oft neu ausgelost, bis sie sich vorher etwa glichen, wie der Plan es verlangt; ${changed}`,
    });
  return inLanguage(c, {
    en: () => line`The cohorts were drawn by lot${within} on ${day}, after the plan was fixed; ${changed}`,
    de: () => line`Die Gruppen wurden am ${day}${within} ausgelost, nachdem der Plan feststand; ${changed}`,
  });
}

/** Why these and no others, in the words of the plan. */
function chosenBecause(c: StoryCase): Line[] {
  const reason = c.material.plan.assignment.chosenBecause;
  if (reason == null) return [];
  const why = told(reason, 'plan.assignment.chosenBecause');
  return [
    inLanguage(c, {
      en: () => line`Why these were chosen: “${why}”`,
      de: () => line`Warum gerade diese: „${why}“`,
    }),
  ];
}

/** Whether the groups were drifting apart before; where they were, a check says so. */
function past({ material, language }: StoryCase): Line {
  const isUnseen = material.analysis.checks.some(({ code, severity }) => code === 'PRE_TREND' && severity === 'INFO');
  if (!isUnseen) return [];
  return language === 'en'
    ? line`Before the pilot the groups were not seen to drift apart, which does not mean that they did not.`
    : line`Vor dem Pilot war kein Auseinanderlaufen der Gruppen zu erkennen; das heißt nicht, dass es keines gab.`;
}

/** Of a pilot in which everybody switches, it is the order that was drawn, or was not. */
function order(c: StoryCase, changed: Line): Line {
  const { material, bound } = c;
  if (!c.isRandomised || material.drawnAt === null)
    return inLanguage(c, {
      en: () => line`The order in which people switched was chosen, not drawn by lot; ${changed}`,
      de: () => line`Die Reihenfolge der Umstellung wurde ausgesucht, nicht ausgelost; ${changed}`,
    });
  const day = bound.day((m) => m.drawnAt ?? '');
  return inLanguage(c, {
    en: () =>
      line`The order in which people switched was drawn by lot on ${day}, after the plan was fixed; each is compared with others at the same time and with the time before; ${changed}`,
    de: () =>
      line`Die Reihenfolge der Umstellung wurde am ${day} ausgelost, nachdem der Plan feststand; verglichen wird mit anderen zur selben Zeit und mit der Zeit davor; ${changed}`,
  });
}

function amended(c: StoryCase): Line {
  const { amendments: list } = c.material;
  if (list.length === 0)
    return inLanguage(c, {
      en: () => line`nothing was changed since.`,
      de: () => line`seither wurde nichts geändert.`,
    });
  const count = c.bound.count((m) => m.amendments);
  return inLanguage(c, {
    en: () => line`${counted(count, 'change was', 'changes were')} recorded since (see below).`,
    de: () =>
      line`seither ${list.length === 1 ? 'wurde' : 'wurden'} ${counted(count, 'Änderung', 'Änderungen')} festgehalten (siehe unten).`,
  });
}

/** Both p-values against the level of the look. */
function tests(c: StoryCase): Line {
  const { comparison } = c.material.analysis.primary;
  const { words } = c.primary;
  if (comparison.pValue === null) return [];
  const model = c.bound.number((m) => m.analysis.primary.comparison.pValue, { as: 'pValue' });
  const { look } = c.material.analysis;
  const level =
    look.heldAgainst === undefined
      ? c.bound.number((m) => m.analysis.look.level, levelFormat(look.level))
      : c.bound.number((m) => m.analysis.look.heldAgainst, levelFormat(look.heldAgainst));
  const { randomisation } = comparison;
  if (randomisation === null || !c.isRandomised)
    return inLanguage(c, {
      en: () => line`For the ${words.name} the model gives ${model}; the plan asked for ${level} or less.`,
      de: () => line`Das Modell ergibt ${inRespectOf(words)} ${model}; der Plan verlangte höchstens ${level}.`,
    });
  const redrawn = c.bound.number((m) => m.analysis.primary.comparison.randomisation?.pValue, { as: 'pValue' });
  const draws = c.bound.number((m) => m.analysis.primary.comparison.randomisation?.draws, PLAIN);
  return inLanguage(c, {
    en: () => {
      const of = randomisation.exact ? line`all ${draws} possible draws` : line`${draws} re-draws`;
      return line`For the ${words.name}, repeating the draw gives ${redrawn} (${of}), the model ${model}; the plan held both against ${level}.`;
    },
    de: () => {
      const of = randomisation.exact ? line`alle ${draws} möglichen Ziehungen` : line`${draws} Ziehungen`;
      return line`Die Wiederholung der Auslosung ergibt ${inRespectOf(words)} ${redrawn} (${of}), das Modell ${model}; der Plan verlangt von beiden höchstens ${level}.`;
    },
  });
}

function standing(c: StoryCase): Line {
  const { look } = c.material.analysis;
  if (look.standing === 'REANALYSIS')
    return inLanguage(c, {
      en: () => line`This is a re-analysis; the official one of this look stands beside it.`,
      de: () => line`Dies ist eine Nachauswertung; die offizielle dieses Termins steht daneben.`,
    });
  if (look.of === 1) return [];
  const [number, of] = [
    c.bound.number((m) => m.analysis.look.number, PLAIN),
    c.bound.number((m) => m.analysis.look.of, PLAIN),
  ];
  return inLanguage(c, {
    en: () => line`This was look ${number} of ${of}.`,
    de: () => line`Das war Auswertung ${number} von ${of}.`,
  });
}

/** Who draws until the cohorts please is seen to have done so. */
function earlierDraws(c: StoryCase): Line[] {
  return c.material.plan.earlierDraws.map(({ pilot }, index) => {
    const name = named(pilot, `plan.earlierDraws.${String(index)}.pilot`);
    const day = c.bound.day((m) => m.plan.earlierDraws[index].cancelledOn);
    return inLanguage(c, {
      en: () => line`These people had been drawn before, for “${name}”, which was given up on ${day}.`,
      de: () => line`Diese Personen waren schon einmal ausgelost, für „${name}“, aufgegeben am ${day}.`,
    });
  });
}

function amendments(c: StoryCase): Line[] {
  return c.material.amendments.map(({ what, why, lookOn }, index) => {
    const day = c.bound.day((m) => m.amendments[index]?.at ?? '');
    const [change, reason] = [
      told(what, `amendments.${String(index)}.what`),
      told(why, `amendments.${String(index)}.why`),
    ];
    const changed = inLanguage(c, {
      en: () => line`Changed on ${day}: “${change}” Reason: “${reason}”`,
      de: () => line`Geändert am ${day}: „${change}“ Grund: „${reason}“`,
    });
    return joined([changed, lookOn == null ? [] : addedLook(c, index)]);
  });
}

function addedLook(c: StoryCase, index: number): Line {
  const day = c.bound.day((m) => m.amendments[index]?.lookOn ?? '');
  return inLanguage(c, {
    en: () => line`A look on ${day} was added.`,
    de: () => line`Eine Auswertung am ${day} kam hinzu.`,
  });
}

function checks(c: StoryCase): Line[] {
  return failedChecks(c).map(({ code }) => line`${checkSentence(code, c.language)}`);
}
