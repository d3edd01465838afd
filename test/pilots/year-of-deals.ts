import { Random } from '../../src/statistics/index.js';
import type { Field, FieldDeal } from '../metrics/field.js';

const PEOPLE = 30;
/** A year of deals of salespeople who sell twice as much the higher their number is, each about the same all year. */
function yearOfDeals(): FieldDeal[] {
  const random = new Random(7);
  return Array.from({ length: PEOPLE * 24 }, (_, at): FieldDeal => {
    const owner = at % PEOPLE;
    const month = Math.floor(at / PEOPLE / 2) + 1;
    const createdOn = `2025-${String(month).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
    const value = Math.round(100_000 * 2 ** (owner / PEOPLE) * (0.8 + 0.4 * (random.below(1_000) / 1_000)));
    const won = random.below(3) > 0;
    return {
      owner,
      account: null,
      outcome: won ? 'WON' : 'LOST',
      createdOn,
      closedOn: createdOn,
      value,
      listValue: Math.round(value * 1.1),
      cost: null,
    };
  });
}

export const YEAR_OF_DEALS: Field = { people: PEOPLE, accounts: [], deals: yearOfDeals() };
