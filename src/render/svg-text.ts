import { element, escapeMarkup, type Attributes } from './escape.js';
import { withoutSteering } from './plain-text.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Text at a point; the class gives its colour and size. */
export function textAt({ x, y }: Point, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeMarkup(withoutSteering(text)));
}

const LATIN = 0.56;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * About how wide a text runs in a system font, in pixels. No font can be measured here, so this errs to the wide
 * side: a Latin letter is .56 of the size, anything from the wide scripts and emoji one and a quarter.
 */
export function textWidth(text: string, size: number): number {
  if (/^[ -~]*$/.test(text)) return text.length * LATIN * size;
  let width = 0;
  for (const { segment } of graphemes.segment(text))
    width += /[\u1100-\uffff]|\p{Emoji_Presentation}/u.test(segment) ? 1.25 : LATIN;
  return width * size;
}

/** Where a line may be broken: not at the no-break spaces inside numbers. */
const BLANKS = /[ \t\r\n\u2028\u2029]+/g;

/** The text, or as much of its beginning as fits, with an ellipsis. Cuts between characters as people see them. */
export function clipped(text: string, size: number, width: number): string {
  const oneLine = text.replace(BLANKS, ' ');
  if (textWidth(oneLine, size) <= width) return oneLine;
  const room = width - size;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(oneLine)) {
    used += textWidth(segment, size);
    if (used > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in lines that fit, broken at spaces; what is longer than `most` lines ends with an ellipsis. */
export function wrapped(text: string, size: number, { width, most }: { width: number; most: number }): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(BLANKS)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  const rest = lines.slice(most - 1).join(' ');
  if (lines.length > most) kept[most - 1] = rest;
  return kept.map((line) => clipped(line, size, width));
}
