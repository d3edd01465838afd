import { formatDay, formatNumber, type Language } from './format.js';
import type { Line, Span } from './line.js';

/**
 * Control characters and the marks that turn the direction of text: data may hold them, a page must not, since one
 * unclosed mark turns around all that follows. Tabs and line ends stay, and so do the joiners inside emoji.
 */
const STEERING =
  /[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

export function withoutSteering(text: string): string {
  return text.replace(STEERING, '');
}

/** What a span shows, before any escaping. */
export function spanText(span: Span, language: Language): string {
  switch (span.kind) {
    case 'words':
      return span.text;
    case 'user':
    case 'code':
      return withoutSteering(span.text);
    case 'number':
      return formatNumber(span.value, span.format, language);
    case 'day':
      return formatDay(span.day, language);
  }
}

/** A line without any markup, in one row. */
export function plainText(line: Line, language: Language): string {
  return line
    .map((span) => spanText(span, language))
    .join('')
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}
