import type { Language } from '../render/format.js';

interface Message {
  readonly title: string;
  readonly text: readonly string[];
}

/** What a person reads who follows a link that opens nothing. */
export const LINK_MESSAGES: Readonly<Record<Language, Readonly<Record<'expired' | 'missing', Message>>>> = {
  en: {
    expired: {
      title: 'This link has expired',
      text: [
        'Links to stories open for a limited time, so that they do not stay around for ever.',
        'Ask the person who sent it to you for a new one. The story itself is still there.',
      ],
    },
    missing: {
      title: 'There is no story behind this link',
      text: [
        'The address may have been cut off or changed on its way: check that it is complete.',
        'If it is, ask the person who sent it to you for a new one.',
      ],
    },
  },
  de: {
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: [
        'Links zu Geschichten gelten nur eine Zeit lang, damit sie nicht für immer offen stehen.',
        'Bitten Sie die Person, die ihn geschickt hat, um einen neuen. Die Geschichte selbst gibt es noch.',
      ],
    },
    missing: {
      title: 'Hinter diesem Link steht keine Geschichte',
      text: [
        'Vielleicht ist die Adresse unterwegs abgeschnitten oder verändert worden: Prüfen Sie, ob sie vollständig ist.',
        'Wenn ja, bitten Sie die Person, die sie geschickt hat, um eine neue.',
      ],
    },
  },
};
