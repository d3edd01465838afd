interface SizedUnit {
  readonly key: string;
  readonly people: number;
}

/**
 * The units whose numbers stay back: those with fewer people than the workspace shows, and, where these together are
 * still too few, the next smallest ones, so that nobody finds them by taking the rest from a total.
 */
export function withheldUnits(units: readonly SizedUnit[], minimumCohort: number): ReadonlySet<string> {
  const smallestFirst = [...units].sort((one, other) => one.people - other.people);
  const withheld = new Set<string>();
  let people = 0;
  for (const unit of smallestFirst) {
    const tooSmall = unit.people < minimumCohort;
    const uncoversOthers = withheld.size > 0 && people < minimumCohort;
    if (!tooSmall && !uncoversOthers) break;
    withheld.add(unit.key);
    people += unit.people;
  }
  return withheld;
}
