import type { StoryWordsInput } from '../stories/story.input.js';

/** The cards of the plays that tell a story, as the German-speaking colleagues of the sample company know them. */
export const COST_QUESTION_IN_GERMAN: StoryWordsInput = {
  playName: 'Erst nach den Kosten fragen',
  customerSituation:
    'Einkäufer von Kabelsätzen vergleichen Stückpreise. Was eine stehende Linie kostet, steht in einem anderen Budget und kommt selten auf den Tisch.',
  before: 'Ich zeige Ihnen unser neues Programm, und dann finden wir einen Preis.',
  after: 'Wann hat bei Ihnen zuletzt eine Linie auf einen Kabelsatz gewartet? Was kostet Sie eine Stunde davon?',
  steps: [
    'Nehmen Sie die Karte zum Linienstillstand mit zum Besuch.',
    'Stellen Sie die Kostenfrage, bevor Sie ein Produkt zeigen.',
    'Tragen Sie den genannten Betrag in die Verkaufschance ein.',
  ],
  notFor: 'Ausschreibungen, die allein über den Preis entschieden werden.',
};

export const WRITTEN_AGENDA_IN_GERMAN: StoryWordsInput = {
  playName: 'Schriftliche Agenda vor jedem Besuch',
  customerSituation: 'Besuche zerfließen. Oft weiß am Ende niemand, was vereinbart wurde.',
  before: 'Wir schauen vorbei, trinken einen Kaffee und sehen, was sich ergibt.',
  after: 'Wir schicken am Vortag unsere Fragen und bitten den Kunden um eine eigene.',
  steps: [
    'Schicken Sie die Fragen einen Tag vorher.',
    'Beginnen Sie mit der Frage des Kunden.',
    'Halten Sie zum Schluss fest, wer was bis wann tut.',
  ],
};
