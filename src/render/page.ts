import { element, escapeMarkup } from './escape.js';
import type { Language } from './format.js';
import { PAGE_POLICY_IN_HEAD, PAGE_STYLE } from './page-style.js';

/** A whole page around its content, which must be markup already. */
export function page(title: string, content: string, language: Language): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(PAGE_POLICY_IN_HEAD)}">`,
    '<meta name="robots" content="noindex">',
    element('title', {}, escapeMarkup(title)),
    element('style', {}, PAGE_STYLE),
  ];
  const body = element('body', {}, element('main', {}, content));
  return `<!doctype html>\n<html lang="${language}"><head>${head.join('')}</head>${body}</html>\n`;
}

/** A page that only says something, such as that a link has expired. */
export function messagePage(
  { title, text, code }: { title: string; text: readonly string[]; code: string },
  language: Language,
): string {
  const paragraphs = text.map((one) => element('p', {}, escapeMarkup(one)));
  const footer = element('footer', {}, element('code', {}, escapeMarkup(code)));
  return page(title, element('h1', {}, escapeMarkup(title)) + paragraphs.join('') + footer, language);
}
