import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { PageArgs } from '../platform/paging.js';
import { Line, Prose } from '../platform/prose.js';
import { MOST_STEPS, PlayKind, PlayStatus } from './play.rules.js';

const LONGEST_NAME = 120;
const LONGEST_TEXT = 2_000;
const LONGEST_STEP = 300;
const MOST_TAKEN_UP = 200;

@InputType({ description: 'What a play says, on one card.' })
export class PlayCardInput {
  @Field({ description: 'The situation with a customer in which it applies.' })
  @Prose(LONGEST_TEXT)
  customerSituation: string;

  @Field({ description: 'What is usually said or done.' })
  @Prose(LONGEST_TEXT)
  before: string;

  @Field({ description: 'What is said or done instead.' })
  @Prose(LONGEST_TEXT)
  after: string;

  @Field(() => [String], { description: `One to ${String(MOST_STEPS)} steps, in order.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_STEPS)
  @Prose(LONGEST_STEP)
  steps: string[];

  @Field(() => String, { nullable: true, description: 'Where it should not be used.' })
  @IsOptional()
  @Prose(LONGEST_TEXT)
  notFor?: string | null;
}

@InputType({ description: 'A play that somebody proposes.' })
export class ProposePlayInput {
  @Field({ description: 'Name, unique in the workspace.' })
  @Line(LONGEST_NAME)
  name: string;

  @Field(() => PlayKind, { description: 'What it is.' })
  @IsIn(Object.values(PlayKind))
  kind: PlayKind;

  @Field(() => PlayCardInput, { description: 'The card of the first version.' })
  @Type(() => PlayCardInput)
  @ValidateNested()
  card: PlayCardInput;

  @Field(() => String, { nullable: true, description: 'Where the idea comes from.' })
  @IsOptional()
  @Prose(LONGEST_TEXT)
  note?: string | null;
}

@InputType({ description: 'The next version of a play.' })
export class RevisePlayInput {
  @Field(() => ID, { description: 'The play.' })
  @IsUUID()
  playId: string;

  @Field(() => Int, { description: 'The "version" of the play as you saw it.' })
  @IsInt()
  version: number;

  @Field(() => PlayCardInput, { description: 'The new card.' })
  @Type(() => PlayCardInput)
  @ValidateNested()
  card: PlayCardInput;

  @Field({ description: 'What is different and why.' })
  @Prose(LONGEST_TEXT)
  note: string;

  @Field(() => [ID], { defaultValue: [], description: 'The feedback on this play that the new version takes up.' })
  @IsUUID('all', { each: true })
  @ArrayUnique()
  @ArrayMaxSize(MOST_TAKEN_UP)
  takesUp: string[] = [];
}

@InputType({ description: 'A move of a play from one status to another.' })
export class ChangePlayStatusInput {
  @Field(() => ID, { description: 'The play.' })
  @IsUUID()
  playId: string;

  @Field(() => Int, { description: 'The "version" of the play as you saw it.' })
  @IsInt()
  version: number;

  @Field(() => PlayStatus, { description: 'Where it goes.' })
  @IsIn(Object.values(PlayStatus))
  status: PlayStatus;

  @Field(() => Int, { nullable: true, description: 'For STANDARD only: the number of the version that becomes it.' })
  @IsOptional()
  @IsInt()
  standardVersion?: number | null;
}

@InputType({ description: 'What somebody in the field says about a version of a play.' })
export class GivePlayFeedbackInput {
  @Field(() => ID, { description: 'The version.' })
  @IsUUID()
  playVersionId: string;

  @Field({ description: 'The feedback itself.' })
  @Prose(LONGEST_TEXT)
  text: string;
}

@ArgsType()
export class PlaysArgs extends PageArgs {
  @Field(() => PlayKind, { nullable: true, description: 'Only plays of this kind.' })
  @IsOptional()
  @IsIn(Object.values(PlayKind))
  kind?: PlayKind | null;

  @Field(() => PlayStatus, { nullable: true, description: 'Only plays that have come this far.' })
  @IsOptional()
  @IsIn(Object.values(PlayStatus))
  status?: PlayStatus | null;
}

@ArgsType()
export class PlayFeedbackArgs extends PageArgs {
  @Field(() => ID, { description: 'The play whose versions the feedback is about.' })
  @IsUUID()
  playId: string;
}
