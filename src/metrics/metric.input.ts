import { Field, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { IsDay } from '../platform/days.js';
import { UnitKind } from '../roster/roster.rules.js';

@InputType({ description: 'Which metric to tabulate, for whom and when.' })
export class MetricTableInput {
  @Field({ description: 'Reference of the metric, for example win_rate@1.' })
  @Matches(/^[a-z][a-z0-9_]*@[1-9]\d*$/, { message: 'must be a key and a version, for example win_rate@1' })
  metric: string;

  @Field(() => UnitKind, { description: 'What one row is.' })
  @IsIn(Object.values(UnitKind))
  unit: UnitKind;

  @Field({ description: 'First day of the window (YYYY-MM-DD). Who is in the field on this day is in the table.' })
  @IsDay()
  from: string;

  @Field({ description: 'Last day of the window (YYYY-MM-DD).' })
  @IsDay()
  to: string;

  @Field(() => String, {
    nullable: true,
    description: 'What closed after this day counts as open (YYYY-MM-DD); today where it is left out.',
  })
  @IsOptional()
  @IsDay()
  cutOffOn?: string | null;
}
