import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { IsDay } from '../platform/days.js';
import { PageArgs } from '../platform/paging.js';
import { Line } from '../platform/prose.js';
import { LONGEST_KEY } from '../roster/roster.rules.js';

const MOST_RECORDS = 1_000;

@ArgsType()
export class CohortMembersArgs extends PageArgs {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field(() => String, { nullable: true, description: 'Only this arm, by key.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  armKey?: string | null;
}

@ArgsType()
export class AdoptionRecordsArgs extends PageArgs {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;
}

@InputType({ description: 'Use of the play by one salesperson in one week.' })
export class AdoptionInput {
  @Field({ description: 'The salesperson: pseudonym, or key in the CRM.' })
  @Line(LONGEST_KEY)
  salesperson: string;

  @Field({ description: 'The Monday of the week (YYYY-MM-DD).' })
  @IsDay()
  weekStartsOn: string;

  @Field(() => Int, { description: 'Deals of the week in which the play could have been used.' })
  @IsInt()
  eligible: number;

  @Field(() => Int, { description: 'Deals of the week in which it was used.' })
  @IsInt()
  used: number;
}

@InputType({ description: 'Use of the play, in control as well as in the pilot arms.' })
export class RecordAdoptionInput {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field(() => [AdoptionInput], { description: `Up to ${String(MOST_RECORDS)} weeks of salespeople.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_RECORDS)
  @Type(() => AdoptionInput)
  @ValidateNested({ each: true })
  records: AdoptionInput[];
}
