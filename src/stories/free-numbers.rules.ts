import type { Span } from '../render/line.js';

/*
 * A story shows no number that its analysis or plan did not give, so what people wrote may bring none along. Letters
 * that carry digits as a name does (B2B, A4, Q3) are names; a number with a percent sign, a currency or "points" is a
 * claim wherever it stands, and so is "forty per cent".
 */
const NUMBER = /(?<![\p{L}\p{N}])[\p{L}\p{N}]*\p{N}(?:[\p{L}\p{N}]|[.,'’\u00a0\u202f:/-](?=\p{N}))*/gu;
const NAME_LIKE = /^\p{L}+\p{N}+\p{L}*$/u;
const CURRENCY = 'EUR|USD|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|CAD|AUD|[€$£¥₹]';
const AMOUNT = new RegExp(`^(?:x|${CURRENCY})\\p{N}+\\p{L}{0,2}$`, 'iu');
const PER_CENT = '%|‰|％|﹪|٪|per\\s?cent|prozent';
const CLAIM_BEHIND = new RegExp(
  `^[\\s-]*(?:${PER_CENT}|${CURRENCY}|points?|punkte?n?|prozentpunkte?n?|pp|x|×|times|mal|fold|fach)(?!\\p{L})`,
  'iu',
);
const CLAIM_BEFORE = new RegExp(`(?:${CURRENCY}|×|(?<!\\p{L})(?:times|factor|faktor))\\s*$`, 'iu');
const SHARE_IN_WORDS = new RegExp(`(?<!\\p{L})\\p{L}+\\s*(?:${PER_CENT})`, 'giu');

/** A unit stands this near to its number, in characters. */
const NEAR = 24;

interface Found {
  readonly text: string;
  readonly from: number;
  readonly isClaim: boolean;
}

/** The numbers in a text that are not part of a name, as they are written there. */
export function freeNumbers(text: string): string[] {
  return found(text).map((one) => one.text);
}

/** Something people wrote at length, with an ellipsis where a number stood. */
export function told(text: string, from: string): Span {
  return { kind: 'user', text: masked(text, found(text)), from };
}

/** A name people gave. It keeps its digits ("Region 4"), but not a claim ("40 % up"). */
export function named(name: string, from: string): Span {
  return {
    kind: 'user',
    text: masked(
      name,
      found(name).filter(({ isClaim }) => isClaim),
    ),
    from,
  };
}

function found(text: string): Found[] {
  const numbers = [...text.matchAll(NUMBER)].flatMap((match): Found[] => {
    const [word] = match;
    const unit = CLAIM_BEHIND.exec(text.slice(match.index + word.length, match.index + word.length + NEAR))?.[0] ?? '';
    const isClaim =
      unit !== '' || AMOUNT.test(word) || CLAIM_BEFORE.test(text.slice(Math.max(0, match.index - NEAR), match.index));
    return NAME_LIKE.test(word) && !isClaim ? [] : [{ text: word + unit, from: match.index, isClaim }];
  });
  const shares = [...text.matchAll(SHARE_IN_WORDS)]
    .map((match): Found => {
      const share = match[0].trimStart();
      return { text: share, from: match.index + match[0].length - share.length, isClaim: true };
    })
    .filter((share) => numbers.every((number) => end(number) <= share.from || end(share) <= number.from));
  return [...numbers, ...shares].sort((one, other) => one.from - other.from);
}

function end({ text, from }: Found): number {
  return from + text.length;
}

function masked(text: string, numbers: readonly Found[]): string {
  let kept = '';
  let at = 0;
  for (const number of numbers) {
    kept += `${text.slice(at, number.from)}[…]`;
    at = end(number);
  }
  return kept + text.slice(at);
}
