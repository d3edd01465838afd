import { inLanguage, type StoryCase } from './story-case.rules.js';

/** What the two sides of a comparison are called. */
export interface GroupWords {
  /** Where something was seen. */
  readonly inPilot: string;
  readonly inControl: string;
  /** Whose value a share is a share of. */
  readonly ofControl: string;
  /** Heads of a table. */
  readonly pilot: string;
  readonly control: string;
}

/** Arms beside each other are groups; where everybody switches there is the time with the play and the time without it. */
export function groupWords(c: Pick<StoryCase, 'language' | 'switches'>): GroupWords {
  return inLanguage(c, {
    en: () =>
      c.switches
        ? {
            inPilot: 'with the play',
            inControl: 'without it',
            ofControl: 'value without it',
            pilot: 'With',
            control: 'Without',
          }
        : {
            ...{ inPilot: 'in the pilot group', inControl: 'in the control group' },
            ...{ ofControl: 'control group’s value', pilot: 'Pilot', control: 'Control' },
          },
    de: () =>
      c.switches
        ? {
            inPilot: 'mit der Neuerung',
            inControl: 'ohne sie',
            ofControl: 'Werts ohne sie',
            pilot: 'Mit',
            control: 'Ohne',
          }
        : {
            ...{ inPilot: 'in der Pilotgruppe', inControl: 'in der Vergleichsgruppe' },
            ...{ ofControl: 'Werts der Vergleichsgruppe', pilot: 'Pilot', control: 'Vergleich' },
          },
  });
}
