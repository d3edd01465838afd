import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { UnitKind } from '../roster/roster.rules.js';
import { Direction, type MetricDefinition, MetricForm, metricRef, MetricUnit } from './metric.rules.js';

registerEnumType(MetricUnit, {
  name: 'MetricUnit',
  description: 'In what a metric is told.',
  valuesMap: {
    SHARE: { description: 'A share from 0 to 1.' },
    MONEY: { description: "Minor units of the workspace's currency." },
    COUNT: { description: 'A number of things.' },
    DAYS: { description: 'Days.' },
  },
});

registerEnumType(Direction, {
  name: 'Direction',
  description: 'Where good lies.',
  valuesMap: { UP: { description: 'More is better.' }, DOWN: { description: 'Less is better.' } },
});

registerEnumType(MetricForm, {
  name: 'MetricForm',
  description: 'How a metric adds up.',
  valuesMap: {
    PER_UNIT: { description: 'A total per unit.' },
    RATIO: { description: 'A ratio of sums: numerators and denominators are added up before they are divided.' },
  },
});

@ObjectType({ description: 'What is measured, as a versioned definition. A version never changes its meaning.' })
export class Metric {
  @Field(() => ID, { description: 'How plans and results name it: key@version.' })
  ref: string;

  @Field({ description: 'The same in every version.' })
  key: string;

  @Field(() => Int, { description: 'Counts from 1.' })
  version: number;

  @Field({ description: 'Name in English.' })
  name: string;

  @Field({ description: 'Name in German.' })
  nameDe: string;

  @Field({ description: 'What it counts, in a sentence.' })
  description: string;

  @Field(() => Direction, { description: 'Where good lies.' })
  direction: Direction;

  @Field(() => MetricUnit, { description: 'In what it is told.' })
  unit: MetricUnit;

  @Field(() => MetricForm, { description: 'How it adds up.' })
  form: MetricForm;

  @Field({ description: 'The definition the query is made from, as JSON (see docs/metrics.md).' })
  definition: string;

  static of(metric: MetricDefinition): Metric {
    return { ...metric, ref: metricRef(metric), definition: JSON.stringify(metric.definition) };
  }
}

@ObjectType({ description: 'What a metric came to for one unit. Its numbers are null where they are withheld.' })
export class MetricRow {
  @Field({ description: 'Pseudonym of the salesperson, or name of the team or territory.' })
  unit: string;

  @Field(() => Int, { description: 'Salespeople in it on the first day of the window.' })
  people: number;

  @Field({ description: 'Whether too few people stand behind the numbers, or behind those of another unit.' })
  withheld: boolean;

  @Field(() => Float, { nullable: true, description: 'Sum of the numerator; money in minor units.' })
  numerator: number | null;

  @Field(() => Float, { nullable: true, description: 'Sum of the denominator; null where the metric is a total.' })
  denominator: number | null;

  @Field(() => Float, { nullable: true, description: 'The total or the ratio; null where the denominator is 0.' })
  value: number | null;

  @Field(() => Int, { nullable: true, description: 'Deals of the window that the metric looks at.' })
  facts: number | null;

  @Field(() => Int, { nullable: true, description: 'How many of these were open at the cut-off.' })
  open: number | null;
}

@ObjectType('MetricTable', { description: 'Units x one metric, for a window as known at a cut-off.' })
export class MetricTableAnswer {
  @Field(() => Metric, { description: 'The metric.' })
  metric: Metric;

  @Field(() => UnitKind, { description: 'What one row is.' })
  unit: UnitKind;

  @Field({ description: 'First day of the window (YYYY-MM-DD).' })
  from: string;

  @Field({ description: 'Last day of the window (YYYY-MM-DD).' })
  to: string;

  @Field({ description: 'The day until which closings are known (YYYY-MM-DD).' })
  cutOffOn: string;

  @Field(() => [MetricRow], { description: 'One row per unit, ordered by what is shown of it.' })
  rows: MetricRow[];
}
