import { createHash } from 'node:crypto';

/** The source expression with which a content security policy lets exactly this style sheet in. */
export function styleHash(style: string): string {
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}
