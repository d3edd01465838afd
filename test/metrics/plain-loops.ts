import type { Field, FieldDeal } from './field.js';

/**
 * The metrics once more, from their wording in docs/metrics.md and without a database: what the query is held
 * against. Nothing here is shared with the code under test.
 */
interface Asked {
  readonly field: Field;
  readonly person: number;
  readonly from: string;
  readonly to: string;
  readonly cutOffOn: string;
}

interface Expected {
  numerator: number;
  denominator: number | null;
  facts: number;
  open: number;
  largest: number;
}

type Metric = (asked: Asked) => Expected;

const inWindow = (day: string | null, { from, to }: Asked) => day !== null && from <= day && day <= to;

const wonBy = ({ outcome, closedOn }: FieldDeal, cutOffOn: string) =>
  outcome === 'WON' && closedOn !== null && closedOn <= cutOffOn;

const lostBy = ({ outcome, closedOn }: FieldDeal, cutOffOn: string) =>
  outcome === 'LOST' && closedOn !== null && closedOn <= cutOffOn;

/** Known at the cut-off, dated, and not excluded. */
const counts = ({ outcome, createdOn }: FieldDeal, { cutOffOn }: Asked) =>
  outcome !== 'EXCLUDED' && createdOn !== null && createdOn <= cutOffOn;

const createdIn = (asked: Asked) =>
  asked.field.deals.filter((deal) => counts(deal, asked) && inWindow(deal.createdOn, asked));

const wonIn = (asked: Asked) =>
  asked.field.deals.filter(
    (deal) => counts(deal, asked) && wonBy(deal, asked.cutOffOn) && inWindow(deal.closedOn, asked),
  );

const nothing = (denominator: number | null): Expected => ({
  numerator: 0,
  denominator,
  facts: 0,
  open: 0,
  largest: 0,
});

const daysBetween = (from: string, to: string) => {
  const [fromTime, toTime] = [from, to].map((day) => {
    const [year, month, date] = day.split('-').map(Number);
    return Date.UTC(year, month - 1, date);
  });
  return (toTime - fromTime) / 86_400_000;
};

const monthsBefore = (day: string, months: number) => {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, date)).toISOString().slice(0, 10);
};

/** Adds a deal to what is expected. */
function add(result: Expected, addend: number, toDenominator: number, isOpen: boolean): void {
  result.numerator += addend;
  if (result.denominator !== null) result.denominator += toDenominator;
  result.facts += 1;
  if (isOpen) result.open += 1;
  if (addend > result.largest) result.largest = addend;
}

const revenue: Metric = (asked) => {
  const result = nothing(null);
  for (const deal of wonIn(asked)) if (deal.owner === asked.person) add(result, deal.value ?? 0, 0, false);
  return result;
};

const winRate: Metric = (asked) => {
  const result = nothing(0);
  for (const deal of createdIn(asked)) {
    if (deal.owner !== asked.person) continue;
    const won = wonBy(deal, asked.cutOffOn);
    const lost = lostBy(deal, asked.cutOffOn);
    add(result, won ? 1 : 0, won || lost ? 1 : 0, !won && !lost);
  }
  return result;
};

const dealSize: Metric = (asked) => {
  const result = nothing(0);
  for (const deal of wonIn(asked))
    if (deal.owner === asked.person && deal.value !== null) add(result, deal.value, 1, false);
  return result;
};

const discountRate: Metric = (asked) => {
  const result = nothing(0);
  for (const deal of wonIn(asked)) {
    if (deal.owner !== asked.person || deal.value === null || deal.listValue === null || deal.listValue <= 0) continue;
    add(result, deal.listValue - deal.value, deal.listValue, false);
  }
  return result;
};

const isOpen = (deal: FieldDeal, { cutOffOn }: Asked) => !wonBy(deal, cutOffOn) && !lostBy(deal, cutOffOn);

const pipelineCreated: Metric = (asked) => {
  const result = nothing(null);
  for (const deal of createdIn(asked))
    if (deal.owner === asked.person) add(result, deal.value ?? 0, 0, isOpen(deal, asked));
  return result;
};

const opportunitiesCreated: Metric = (asked) => {
  const result = nothing(null);
  for (const deal of createdIn(asked)) if (deal.owner === asked.person) add(result, 1, 0, isOpen(deal, asked));
  return result;
};

const cycleLength: Metric = (asked) => {
  const result = nothing(0);
  for (const deal of createdIn(asked)) {
    if (deal.owner !== asked.person) continue;
    const days = wonBy(deal, asked.cutOffOn) ? daysBetween(deal.createdOn!, deal.closedOn!) : -1;
    add(result, Math.max(days, 0), days >= 0 ? 1 : 0, isOpen(deal, asked));
  }
  return result;
};

const newCustomers: Metric = (asked) => {
  const { field, person, cutOffOn } = asked;
  const result = nothing(null);
  field.accounts.forEach((_, account) => {
    const won = field.deals
      .map((deal, number) => ({ deal, number }))
      .filter(({ deal }) => deal.account === account && wonBy(deal, cutOffOn));
    const first = won
      .filter(({ deal }) => inWindow(deal.closedOn, asked))
      .sort((one, other) => {
        const [a, b] = [one, other].map(({ deal }) => `${deal.closedOn!} ${deal.createdOn ?? ''}`);
        return a === b ? one.number - other.number : a < b ? -1 : 1;
      })
      .at(0);
    if (first?.deal.owner !== person || !counts(first.deal, asked)) return;
    const since = monthsBefore(first.deal.closedOn!, 24);
    if (!won.some(({ deal }) => since <= deal.closedOn! && deal.closedOn! < first.deal.closedOn!))
      add(result, 1, 0, false);
  });
  return result;
};

const coverage: Metric = (asked) => {
  const result = nothing(0);
  const won = wonIn(asked);
  asked.field.accounts.forEach(({ owner, inRoster }, number) => {
    if (!inRoster || owner !== asked.person) return;
    const deals = won.filter(({ account }) => account === number).length;
    result.denominator! += 1;
    result.facts += deals;
    if (deals === 0) return;
    result.numerator += 1;
    result.largest = 1;
  });
  return result;
};

export const PLAIN_LOOPS: Readonly<Record<string, Metric>> = {
  'revenue@1': revenue,
  'win_rate@1': winRate,
  'deal_size@1': dealSize,
  'discount_rate@1': discountRate,
  'pipeline_created@1': pipelineCreated,
  'opportunities_created@1': opportunitiesCreated,
  'cycle_length@1': cycleLength,
  'new_customers@1': newCustomers,
  'coverage@1': coverage,
};
