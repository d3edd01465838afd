/** A small sales field for journeys: who sells, and deals that turn out as told. The same every time. */
export interface Deal {
  readonly id: string;
  readonly owner: string;
  readonly createdOn: string;
  readonly closedOn: string;
  readonly won: boolean;
  readonly value: number;
  readonly listValue: number;
}

export const PEOPLE = Array.from({ length: 24 }, (_, index) => ({
  key: `Salesperson ${String(index + 1).padStart(2, '0')}`,
  pseudonym: `P${String(((index * 7) % 24) + 101)}`,
  team: index < 12 ? 'Alpha' : 'Beta',
  region: index % 2 === 0 ? 'North' : 'South',
}));

const HEADER = 'Deal,Owner,Created,Closed,Stage,Value,List';

export function rosterCsv(): string {
  return [
    'Key,Pseudonym,Team,Region',
    ...PEOPLE.map((one) => [one.key, one.pseudonym, one.team, one.region].join(',')),
  ].join('\n');
}

/** Six deals a week for everybody; `winShareOf` says how many of a person's deals of a week are won. */
export function deals(from: string, weeks: number, winShareOf: (key: string) => number): Deal[] {
  const chance = generator(Number(from.replaceAll('-', '')));
  return Array.from({ length: weeks }, (_, week) => week).flatMap((week) =>
    PEOPLE.flatMap(({ key }, person) =>
      Array.from({ length: 6 }, (_, number): Deal => {
        const createdOn = dayAfter(from, week * 7 + (number % 5));
        // People differ, and stay as they are: that is what a baseline explains.
        const skill = ((person % 5) - 2) * 0.03;
        const listValue = 1_000 + Math.floor(chance() * 9_000);
        return {
          id: `${createdOn}-${String(person)}-${String(number)}`,
          owner: key,
          createdOn,
          closedOn: dayAfter(createdOn, 3 + Math.floor(chance() * 10)),
          won: chance() < winShareOf(key) + skill,
          value: Math.round(listValue * (0.88 + chance() * 0.04)),
          listValue,
        };
      }),
    ),
  );
}

/** What the CRM shows of the deals on a day. */
export function exportOf(all: readonly Deal[], day: string): string {
  const lines = all
    .filter(({ createdOn }) => createdOn <= day)
    .map((deal) => {
      const closed = deal.closedOn <= day;
      const stage = closed ? (deal.won ? 'Won' : 'Lost') : 'Quoted';
      return [deal.id, deal.owner, deal.createdOn, closed ? deal.closedOn : '', stage, deal.value, deal.listValue].join(
        ',',
      );
    });
  return [HEADER, ...lines].join('\n');
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Park & Miller's minimal standard generator, enough for a made-up field. */
function generator(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
