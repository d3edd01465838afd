const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const SHAPE = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;

/**
 * The 18-character form of a Salesforce id, so that reports (15 characters) and data exports (18) name the same row.
 * Each of the last three characters tells which letters of one group of five are capitals. Text of another shape is
 * returned as it is; null where the last three contradict the rest, as after a change of case.
 */
export function salesforceId(text: string): string | null {
  if (!SHAPE.test(text)) return text;
  const id = text.slice(0, 15);
  const whole = id + [0, 5, 10].map((start) => suffixOf(id.slice(start, start + 5))).join('');
  return text.length === 15 || text === whole ? whole : null;
}

function suffixOf(group: string): string {
  const capitals = [...group].map((letter, at) => (/[A-Z]/.test(letter) ? 1 << at : 0));
  return SUFFIX.charAt(capitals.reduce((sum, bit) => sum + bit, 0));
}
