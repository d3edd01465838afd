import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { DecisionKind } from '../pilots/pilot.rules.js';
import { IsDay } from '../platform/days.js';
import { PageArgs } from '../platform/paging.js';
import { Line, Prose } from '../platform/prose.js';
import { PlayKind } from '../plays/play.rules.js';
import { Standing } from './look.rules.js';
import { MetricRole } from './metric-role.rules.js';
import { Verdict } from './verdict/verdict.rules.js';

const LONGEST_REASON = 2_000;
const LONGEST_REFERENCE = 64;

@InputType({ description: 'Which analysis to make.' })
export class AnalysePilotInput {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of the look. Left out: as of today, that is monitoring until the last look has been held.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  look?: number | null;
}

@InputType({ description: 'What is decided after a pilot.' })
export class DecidePilotInput {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field(() => DecisionKind, { description: 'One of the options agreed at registration.' })
  @IsIn(Object.values(DecisionKind))
  kind: DecisionKind;

  @Field({ description: 'Why.' })
  @Prose(LONGEST_REASON)
  reason: string;
}

@ArgsType()
export class AnalysesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Of this pilot only.' })
  @IsOptional()
  @IsUUID()
  pilotId?: string | null;

  @Field(() => Standing, { nullable: true, description: 'With this standing only.' })
  @IsOptional()
  @IsIn(Object.values(Standing))
  standing?: Standing | null;

  @Field(() => Verdict, { nullable: true, description: 'With this verdict only.' })
  @IsOptional()
  @IsIn(Object.values(Verdict))
  verdict?: Verdict | null;
}

@ArgsType()
export class DecisionsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'About this pilot only.' })
  @IsOptional()
  @IsUUID()
  pilotId?: string | null;
}

/** The same filters for the query and for the CSV file, where they come as text. */
@ArgsType()
export class ResultFilters {
  @Field(() => ID, { nullable: true, description: 'Of this pilot only.' })
  @IsOptional()
  @IsUUID()
  pilotId?: string | null;

  @Field(() => PlayKind, { nullable: true, description: 'Of plays of this kind only.' })
  @IsOptional()
  @IsIn(Object.values(PlayKind))
  playKind?: PlayKind | null;

  @Field(() => String, { nullable: true, description: 'Of this metric only, key@version.' })
  @IsOptional()
  @Line(LONGEST_REFERENCE)
  metric?: string | null;

  @Field(() => MetricRole, { nullable: true, description: 'Of metrics with this part only.' })
  @IsOptional()
  @IsIn(Object.values(MetricRole))
  role?: MetricRole | null;

  @Field(() => Verdict, { nullable: true, description: 'Of analyses with this verdict only.' })
  @IsOptional()
  @IsIn(Object.values(Verdict))
  verdict?: Verdict | null;

  @Field(() => Standing, { nullable: true, description: 'Of analyses with this standing only.' })
  @IsOptional()
  @IsIn(Object.values(Standing))
  standing?: Standing | null;

  @Field(() => Boolean, { nullable: true, description: 'Significant ones only, or the others only.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  significant?: boolean | null;

  @Field(() => String, { nullable: true, description: 'With facts up to this day or later (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'With facts up to this day or earlier (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  to?: string | null;
}
