import type { Type as Class } from '@nestjs/common';
import { ArgsType, Field, Float, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { IsDay } from '../platform/days.js';
import { PageArgs } from '../platform/paging.js';
import { Line } from '../platform/prose.js';
import { LONGEST_KEY, Profile } from './roster.rules.js';

@InputType({ description: 'A team, by its name.' })
export class TeamInput {
  @Field({ description: 'Its name.' })
  @Line(LONGEST_KEY)
  name: string;
}

@InputType({ description: 'A territory, by its name. A field left out stays as it is; null empties it.' })
export class TerritoryInput {
  @Field({ description: 'Its name.' })
  @Line(LONGEST_KEY)
  name: string;

  @Field(() => String, { nullable: true, description: 'The region it lies in.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  region?: string | null;
}

@InputType({ description: 'A salesperson, by the key of the CRM. A field left out stays as it is; null empties it.' })
export class SalespersonInput {
  @Field({ description: 'Key in the CRM, unique in the workspace.' })
  @Line(LONGEST_KEY)
  externalKey: string;

  @Field({ description: 'Name as colleagues know it.' })
  @Line(LONGEST_KEY)
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'How the person appears everywhere else; drawn at random where it is left out.',
  })
  @IsOptional()
  @Line(LONGEST_KEY)
  pseudonym?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the team; a new one is created.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  team?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the territory; a new one is created.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  territory?: string | null;

  @Field(() => String, { nullable: true, description: 'Region, where it differs from that of the territory.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  region?: string | null;

  @Field(() => Profile, { nullable: true, description: 'How the person sells; UNKNOWN where nobody has said.' })
  @IsOptional()
  @IsIn(Object.values(Profile))
  profile?: Profile | null;

  @Field(() => String, { nullable: true, description: 'First day in the field (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  startedOn?: string | null;

  @Field(() => String, { nullable: true, description: 'Last day in the field (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  leftOn?: string | null;
}

@InputType({ description: 'An account, by the key of the CRM. A field left out stays as it is; null empties it.' })
export class AccountInput {
  @Field({ description: 'Key in the CRM, unique in the workspace.' })
  @Line(LONGEST_KEY)
  externalKey: string;

  @Field({ description: 'Its name.' })
  @Line(LONGEST_KEY)
  name: string;

  @Field(() => String, { nullable: true, description: 'Key of the salesperson responsible for it.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  owner?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the territory; a new one is created.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  territory?: string | null;

  @Field(() => String, { nullable: true, description: 'The industry it works in.' })
  @IsOptional()
  @Line(LONGEST_KEY)
  sector?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: "What it could buy in a year, in minor units of the workspace's currency.",
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  potentialMinor?: number | null;
}

/** More rows than this belong into a file (see facts/imports). */
const MOST_ROWS = 1_000;

function listOf<Input extends object>(input: Class<Input>): Class<{ input: Input[] }> {
  @ArgsType()
  class Rows {
    @Field(() => [input], { description: `The rows, at most ${String(MOST_ROWS)}.` })
    @ValidateNested({ each: true })
    @Type(() => input)
    @ArrayMaxSize(MOST_ROWS)
    input: Input[];
  }
  return Rows;
}

@ArgsType()
export class SaveTeamsArgs extends listOf(TeamInput) {}

@ArgsType()
export class SaveTerritoriesArgs extends listOf(TerritoryInput) {}

@ArgsType()
export class SaveSalespeopleArgs extends listOf(SalespersonInput) {}

@ArgsType()
export class SaveAccountsArgs extends listOf(AccountInput) {}

@ArgsType()
export class SalespersonFilter extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only this team.' })
  @IsOptional()
  @IsUUID()
  teamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only this territory.' })
  @IsOptional()
  @IsUUID()
  territoryId?: string | null;

  @Field(() => Profile, { nullable: true, description: 'Only this profile.' })
  @IsOptional()
  @IsIn(Object.values(Profile))
  profile?: Profile | null;

  @Field(() => String, { nullable: true, description: 'Only those in the field on this day (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  inTheFieldOn?: string | null;
}

@ArgsType()
export class AccountFilter extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only accounts of this salesperson.' })
  @IsOptional()
  @IsUUID()
  ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only this territory.' })
  @IsOptional()
  @IsUUID()
  territoryId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this sector, written exactly so.' })
  @IsOptional()
  sector?: string | null;
}
