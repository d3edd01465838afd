import type { PlayCard } from '../plays/play-version.entity.js';
import { freeNumbers } from './free-numbers.rules.js';

/** Words of the teller in the place of those of the card; what is left out stays as the card has it. */
export type OtherWords = { readonly [Place in keyof PlayCard]?: PlayCard[Place] | null };

export function wordsOfStory(card: PlayCard, words: OtherWords): PlayCard {
  return {
    customerSituation: words.customerSituation ?? card.customerSituation,
    before: words.before ?? card.before,
    after: words.after ?? card.after,
    steps: words.steps ?? card.steps,
    notFor: words.notFor ?? card.notFor,
  };
}

/** Numbers that would get into the story beside those of the analysis, each with its place and remedy; empty if none. */
export function numberObstacles(card: PlayCard, words: OtherWords): string[] {
  const told = wordsOfStory(card, words);
  const texts: readonly (readonly [keyof PlayCard, string, string | null])[] = [
    ['customerSituation', 'customerSituation', told.customerSituation],
    ['before', 'before', told.before],
    ['after', 'after', told.after],
    ...told.steps.map((step, index) => ['steps', `steps[${String(index)}]`, step] as const),
    ['notFor', 'notFor', told.notFor],
  ];
  return texts.flatMap(([key, place, text]) => {
    const numbers = freeNumbers(text ?? '').map((number) => `"${number}"`);
    if (numbers.length === 0) return [];
    const found = numbers.join(', ');
    return [
      words[key] == null
        ? `The play card's ${place} says ${found}: give the same in words of its own, without digits, as words.${key}.`
        : `words.${place} says ${found}: write it out in words, or leave it out.`,
    ];
  });
}
