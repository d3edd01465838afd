import { dayAfter } from '../platform/days.js';
import { Random } from '../statistics/index.js';
import { type Company, normal, type SampleAccount, type SamplePerson, uniform } from './company.rules.js';

/** A deal as it will turn out. What an export shows of it depends on the day of the export. */
export interface SampleDeal {
  readonly id: string;
  readonly ownerKey: string;
  readonly account: SampleAccount;
  readonly createdOn: string;
  readonly closesOn: string;
  readonly won: boolean;
  readonly listValue: number;
  readonly value: number;
}

/** What a play that is really used does to the deals of a person. */
export interface Lift {
  readonly winLogit?: number;
  readonly discountShare?: number;
  readonly valueFactor?: number;
}

export type LiftOf = (person: SamplePerson, createdOn: string) => Lift | null;

/** Days from creation to close: losses are known sooner than wins. */
const LOST_MEDIAN_DAYS = 12;
const WON_MEDIAN_DAYS = 22;
const CYCLE_SPREAD = 0.45;
/** The share of a person's deals that come from accounts that have never bought. */
const PROSPECT_SHARE = 0.25;
const WORKING_DAYS = 5;

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Every deal created in a span, in order of creation. The same seed, span and lifts give the same deals. */
export function dealsCreated(
  company: Company,
  { from, to }: Span,
  { seed, liftOf }: { seed: number; liftOf: LiftOf },
): SampleDeal[] {
  const random = new Random(seed);
  const accounts = new Map<string, SampleAccount[]>();
  for (const account of company.accounts) {
    const owned = accounts.get(account.ownerKey);
    if (owned) owned.push(account);
    else accounts.set(account.ownerKey, [account]);
  }
  const deals: SampleDeal[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    if (isWeekend(day)) continue;
    for (const person of company.people) {
      let expected = person.dealsPerWeek / WORKING_DAYS;
      for (; expected > 0; expected -= 1) {
        if (uniform(random) >= expected) continue;
        const owned = accounts.get(person.key) ?? [];
        deals.push(
          dealOf(person, accountFor(owned, day, random), {
            day,
            lift: liftOf(person, day),
            random,
            number: deals.length,
          }),
        );
      }
    }
  }
  return deals;
}

interface Circumstances {
  readonly day: string;
  readonly lift: Lift | null;
  readonly random: Random;
  readonly number: number;
}

function dealOf(
  person: SamplePerson,
  account: SampleAccount,
  { day, lift, random, number }: Circumstances,
): SampleDeal {
  const logit = person.winLogit + (lift?.winLogit ?? 0);
  const won = uniform(random) < 1 / (1 + Math.exp(-logit));
  const days = Math.max(
    1,
    Math.round(Math.exp(normal(random, Math.log(won ? WON_MEDIAN_DAYS : LOST_MEDIAN_DAYS), CYCLE_SPREAD))),
  );
  const listValue = Math.round(Math.exp(normal(random, person.logValue, 0.7)) * (lift?.valueFactor ?? 1)) + 200;
  const discount = normal(random, person.discountShare + (lift?.discountShare ?? 0), 0.04);
  return {
    id: `H-${day.replaceAll('-', '')}-${String(number).padStart(5, '0')}`,
    ownerKey: person.key,
    account,
    createdOn: day,
    closesOn: dayAfter(day, days),
    won,
    listValue,
    value: Math.round(listValue * (1 - Math.min(0.4, Math.max(0, discount))) * 100) / 100,
  };
}

/** Regular customers are the first third of a person's accounts; prospects become reachable one by one over time. */
function accountFor(owned: readonly SampleAccount[], day: string, random: Random): SampleAccount {
  const regulars = Math.floor(owned.length / 3);
  if (uniform(random) >= PROSPECT_SHARE) return owned[random.below(regulars)];
  const weeks = Math.floor((Date.parse(day) - Date.parse('2025-01-06')) / (7 * 86_400_000));
  const reached = Math.min(owned.length - regulars, 6 + weeks);
  return owned[regulars + random.below(reached)];
}

/** The company's CRM export of a day: what was known by then, deals still open included. */
export function exportedOn(deals: readonly SampleDeal[], day: string): string {
  const lines = deals
    .filter(({ createdOn }) => createdOn <= day)
    .map((deal) => {
      const open = deal.closesOn > day;
      return [
        deal.id,
        deal.ownerKey,
        deal.account.key,
        deal.createdOn,
        open ? '' : deal.closesOn,
        open ? 'Quoted' : deal.won ? 'Closed Won' : 'Closed Lost',
        deal.value.toFixed(2),
        deal.listValue.toFixed(2),
      ].join(',');
    });
  return `${['Deal,Owner,Account,Created,Closed,Stage,Value,List value', ...lines].join('\n')}\n`;
}

export function rosterCsv({ people }: Company): string {
  const lines = people.map(({ key, name, pseudonym, team, region, profile }) =>
    [key, name, pseudonym, team, region, profile].join(','),
  );
  return `${['Key,Name,Pseudonym,Team,Region,Profile', ...lines].join('\n')}\n`;
}

export function accountsCsv({ accounts }: Company): string {
  const lines = accounts.map(({ key, name, sector, ownerKey, potential }) =>
    [key, name, sector, ownerKey, String(potential)].join(','),
  );
  return `${['Key,Name,Sector,Owner,Potential', ...lines].join('\n')}\n`;
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
