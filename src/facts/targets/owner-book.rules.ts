import type { RowFault } from '../imports/rejection.rules.js';
import { faultAt } from './cell-values.rules.js';

export interface Owner {
  readonly id: string;
  readonly externalKey: string;
  readonly name: string;
  readonly pseudonym: string;
}

interface Alias {
  readonly owner: string;
  readonly salesperson: string;
}

/** Finds salespeople by what a CRM calls them: as mapped by the user, by key, or by a name that only one of them has. */
export class OwnerBook {
  private readonly byKey: ReadonlyMap<string, Owner>;
  private readonly byName = new Map<string, Owner[]>();
  private readonly aliases = new Map<string, string>();

  /** `canonical` makes one of several spellings of a key. */
  constructor(
    people: readonly Owner[],
    aliases: readonly Alias[],
    private readonly canonical: (key: string) => string,
  ) {
    this.byKey = new Map(people.map((person) => [canonical(person.externalKey), person]));
    for (const person of people) {
      const name = person.name.toLowerCase();
      this.byName.set(name, [...(this.byName.get(name) ?? []), person]);
    }
    for (const { owner, salesperson } of aliases) this.aliases.set(owner.trim().toLowerCase(), salesperson);
  }

  /** Aliases that point to nobody, in sentences. */
  gaps(): string[] {
    return [...this.aliases]
      .filter(([, salesperson]) => !this.byKey.has(this.canonical(salesperson)))
      .map(
        ([owner, salesperson]) =>
          `The owner "${owner}" is mapped to "${salesperson}", but nobody in the roster has that key.`,
      );
  }

  find(text: string): Owner | RowFault {
    const alias = this.aliases.get(text.toLowerCase());
    const person = this.byKey.get(this.canonical(alias ?? text));
    if (person) return person;
    const namesakes = this.byName.get(text.toLowerCase()) ?? [];
    if (namesakes.length === 1) return namesakes[0];
    return namesakes.length > 1
      ? faultAt(
          'owner',
          'AMBIGUOUS_OWNER',
          `${namesakes.length} salespeople in the roster are called "${text}": map this owner to the key of one of them.`,
        )
      : faultAt(
          'owner',
          'UNKNOWN_OWNER',
          `Nobody in the roster has the key or the name "${text}": add the salesperson, or map this owner to one.`,
        );
  }
}
