/** A number as a program writes it. Nothing else is read as one: which of "1,234" and "1.234" is a thousand, only the user knows. */
export const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What to do about a cell that is not a number. */
export function numberHint(text: string): string {
  if (NUMBER.test(text) || /^[+-]?inf(inity)?$/i.test(text)) return 'It is too large to compute with.';
  if (/^(null|nan|none|n\/a|#n\/a|#[a-z/0!?]+|-+|\?|\.|missing)$/i.test(text)) {
    return 'Leave the cell empty where the value is not known.';
  }
  if (/^[+-]?[\d.,'\s\u2019]*\d[\d.,'\s\u2019]*$/.test(text)) {
    return 'Write it with a decimal point and without thousands separators, as 1234.56.';
  }
  if (text.includes('%')) return 'Leave out the % sign, in every row alike.';
  if (/\d/.test(text)) return 'Leave out currency signs, units and dates: only digits, a decimal point and a sign.';
  return 'Is this the right column?';
}

/**
 * Watches one column for points that may separate thousands: 12.500 is 12.5 to a computer and 12,500 to a German reader.
 * Suspected when every point in the column is followed by exactly three digits and led by a group that could start a thousand.
 */
export class ThousandsPoint {
  private pointed = 0;
  private plain = false;

  see(text: string): void {
    if (this.plain || !text.includes('.')) return;
    if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text)) this.pointed += 1;
    else this.plain = true;
  }

  get suspected(): boolean {
    return !this.plain && this.pointed > 0;
  }
}
