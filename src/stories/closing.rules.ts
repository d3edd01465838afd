import type { DecisionKind } from '../pilots/pilot.rules.js';
import type { Language } from '../render/format.js';
import type { Line } from '../render/line.js';
import type { Block } from '../render/story-document.js';
import { joined, line } from './bound.rules.js';
import { PLAIN } from './figures.rules.js';
import { named, told } from './free-numbers.rules.js';
import { listed } from './phrases.rules.js';
import { segmentLines } from './segments.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';

/** To whom and when the result applies, so that nobody reads more into it. */
export function limits(c: StoryCase): Line[] {
  const { card } = c.material;
  const notFor = card.notFor === null ? [] : [[told(card.notFor, 'card.notFor')]];
  return [...notFor, ...segmentLines(c), where(c), when(c)];
}

function where(c: StoryCase): Line {
  const { regions, teams } = c.material.plan.population;
  const names = [
    ...regions.map((region) => line`${named(region, 'plan.population.regions')}`),
    ...teams.map((team) => line`${named(team, 'plan.population.teams')}`),
  ];
  if (names.length === 0)
    return inLanguage(c, {
      en: () => line`Tested across the whole field of this organisation, and nowhere else.`,
      de: () => line`Ausprobiert im gesamten Vertrieb dieser Organisation, sonst nirgends.`,
    });
  return inLanguage(c, {
    en: () => line`Tested in ${listed(names, 'en')} only.`,
    de: () => line`Nur ausprobiert in: ${listed(names, 'de')}.`,
  });
}

function when(c: StoryCase): Line {
  const from = c.bound.day((m) => m.plan.windows.measurement.from);
  const to = c.bound.day((m) => m.plan.windows.measurement.to);
  return inLanguage(c, {
    en: () => line`Measured from ${from} to ${to}; another season may differ.`,
    de: () => line`Gemessen vom ${from} bis zum ${to}; zu anderen Zeiten kann es anders sein.`,
  });
}

const DECIDED: Readonly<Record<Language, Readonly<Record<DecisionKind, string>>>> = {
  en: { ROLL_OUT: 'roll out', EXTEND: 'test again as it is', REDESIGN: 'change and test again', STOP: 'stop' },
  de: {
    ROLL_OUT: 'ausrollen',
    EXTEND: 'unverändert erneut testen',
    REDESIGN: 'ändern und erneut testen',
    STOP: 'beenden',
  },
};

/** What was decided and why, or who decides by when. */
export function decision(c: StoryCase): Block[] {
  const { material, bound, language } = c;
  const made = material.decision;
  if (made === null) return [{ kind: 'paragraph', line: toDecide(c) }];
  const by = named(made.by, 'decision.by');
  const day = bound.day((m) => m.decision?.at ?? '');
  const kind = DECIDED[language][made.kind];
  const waiting = made.isWaiting
    ? inLanguage(c, {
        en: () => ' It goes against the verdict and waits for a second person.',
        de: () => ' Das weicht vom Befund ab und wartet auf eine zweite Person.',
      })
    : '';
  const reason = told(made.reason, 'decision.reason');
  return [
    {
      kind: 'paragraph',
      line: inLanguage(c, {
        en: () => line`${by} decided on ${day}: ${kind}. “${reason}”${waiting}`,
        de: () => line`${by} entschied am ${day}: ${kind}. „${reason}“${waiting}`,
      }),
    },
  ];
}

function toDecide(c: StoryCase): Line {
  const { owner, options } = c.material.plan.decision;
  const by = named(owner, 'plan.decision.owner');
  const day = c.bound.day((m) => m.plan.decision.dueOn);
  const told = joined(
    options.map((option) => line`${DECIDED[c.language][option]}`),
    ' · ',
  );
  const agreed =
    options.length === 0
      ? []
      : inLanguage(c, {
          en: () => line` The options agreed beforehand: ${told}.`,
          de: () => line` Vorab vereinbarte Möglichkeiten: ${told}.`,
        });
  return inLanguage(c, {
    en: () => line`${by} decides by ${day}.${agreed}`,
    de: () => line`${by} entscheidet bis zum ${day}.${agreed}`,
  });
}

const STANDING = {
  en: { OFFICIAL: 'official', REANALYSIS: 're-analysis', MONITORING: 'monitoring' },
  de: { OFFICIAL: 'offiziell', REANALYSIS: 'Nachauswertung', MONITORING: 'Beobachtung' },
} as const;

/** With what anybody can find the pilot and check the story. */
export function footer(c: StoryCase): Line[] {
  const { bound, language, material } = c;
  const pilot = named(material.plan.name, 'plan.name');
  const hash = bound.code((m) => m.analysis.planHash);
  const asOf = bound.day((m) => m.analysis.asOf);
  const [number, of] = [
    bound.number((m) => m.analysis.look.number, PLAIN),
    bound.number((m) => m.analysis.look.of, PLAIN),
  ];
  const [id, engine] = [bound.code((m) => m.analysisId), bound.code((m) => m.analysis.engine)];
  const standing = STANDING[language][material.analysis.look.standing];
  const leftOut = inLanguage(c, {
    en: () => line`Every number comes from this analysis and its plan; where people wrote other numbers, […] stands.`,
    de: () => line`Jede Zahl stammt aus dieser Auswertung und ihrem Plan; wo jemand andere Zahlen schrieb, steht […].`,
  });
  return [
    ...inLanguage(c, {
      en: () => [
        line`Pilot ${pilot} · data as of ${asOf} · look ${number} of ${of}, ${standing}`,
        line`Plan ${hash}`,
        line`Analysis ${id} · ${engine}`,
      ],
      de: () => [
        line`Pilot ${pilot} · Datenstand ${asOf} · Auswertung ${number} von ${of}, ${standing}`,
        line`Plan ${hash}`,
        line`Analyse ${id} · ${engine}`,
      ],
    }),
    leftOut,
  ];
}
