/**
 * One cell of a CSV file for spreadsheets (RFC 4180). Text that a spreadsheet would run as a formula gets an
 * apostrophe in front, as OWASP advises against "CSV injection"; numbers stay numbers, negative ones too.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = spreadsheetText(value);
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Text as it stands in a cell, where no spreadsheet takes it for a formula. */
export function spreadsheetText(text: string): string {
  return /^[\s\p{Cf}]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
}

export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
