/** A name of the users' as it may be printed: without control or direction characters (they could steer a terminal), not endless. */
export function printableName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return visible.length > 60 ? `${visible.slice(0, 57)}...` : visible;
}

export const quotedName = (name: string): string => `"${printableName(name)}"`;
