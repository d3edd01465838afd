import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min, ValidateNested } from 'class-validator';
import { IsDay } from '../platform/days.js';
import { PageArgs } from '../platform/paging.js';
import { Line, Prose } from '../platform/prose.js';
import { PilotDraft } from './pilot-draft.js';
import { PilotKind, PilotState } from './pilot.rules.js';

const LONGEST_NAME = 120;
const LONGEST_TEXT = 4_000;
const LONGEST_REF = 100;

@InputType({ description: 'A pilot to be planned.' })
export class DraftPilotInput {
  @Field({ description: 'What the pilot is called.' })
  @Line(LONGEST_NAME)
  name: string;

  @Field(() => PilotKind, { defaultValue: PilotKind.IMPACT, description: 'What it can claim.' })
  @IsIn(Object.values(PilotKind))
  kind: PilotKind = PilotKind.IMPACT;

  @Field(() => ID, { description: 'The version of the play that is tested.' })
  @IsUUID()
  playVersionId: string;

  @Field(() => ID, { nullable: true, description: 'Who will decide: an administrator or a manager; you, if left out.' })
  @IsOptional()
  @IsUUID()
  ownerId?: string | null;

  @Field(() => PilotDraft, { description: 'What it plans. It may have gaps.' })
  @Type(() => PilotDraft)
  @ValidateNested()
  draft: PilotDraft;
}

@InputType({ description: 'A draft as it shall be from now on, in place of what it was.' })
export class ReviseDraftInput extends DraftPilotInput {
  @Field(() => ID, { description: 'The draft.' })
  @IsUUID()
  pilotId: string;

  @Field(() => Int, { description: 'The "version" of the pilot as you saw it.' })
  @IsInt()
  version: number;
}

@InputType({ description: 'A pilot as you saw it.' })
export class SeenPilotInput {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field(() => Int, { description: 'The "version" of the pilot as you saw it.' })
  @IsInt()
  version: number;
}

@InputType({ description: 'A pilot to be given up.' })
export class CancelPilotInput extends SeenPilotInput {
  @Field({ description: 'Why. It is shown wherever the pilot is.' })
  @Prose(LONGEST_TEXT)
  reason: string;
}

@InputType({ description: 'Something that went otherwise than planned.' })
export class AmendPilotInput {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field({ description: 'What is otherwise.' })
  @Prose(LONGEST_TEXT)
  what: string;

  @Field({ description: 'Why.' })
  @Prose(LONGEST_TEXT)
  why: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The day of a look that is added (YYYY-MM-DD): one that has not come, before the last registered look. It takes its part of alpha from the looks after it.',
  })
  @IsOptional()
  @IsDay()
  lookOn?: string | null;
}

@InputType({ description: 'What came out of the sprint review at a look.' })
export class ReviewLookInput {
  @Field(() => ID, { description: 'The pilot.' })
  @IsUUID()
  pilotId: string;

  @Field(() => Int, { description: 'Number of the registered look.' })
  @IsInt()
  @Min(1)
  look: number;

  @Field({ description: 'What we saw.' })
  @Prose(LONGEST_TEXT)
  saw: string;

  @Field({ description: 'What we change.' })
  @Prose(LONGEST_TEXT)
  change: string;
}

@ArgsType()
export class PilotsArgs extends PageArgs {
  @Field(() => PilotState, { nullable: true, description: 'Only pilots in this state.' })
  @IsOptional()
  @IsIn(Object.values(PilotState))
  state?: PilotState | null;

  @Field(() => PilotKind, { nullable: true, description: 'Only pilots of this kind.' })
  @IsOptional()
  @IsIn(Object.values(PilotKind))
  kind?: PilotKind | null;

  @Field(() => ID, { nullable: true, description: 'Only pilots of this play, whatever its version.' })
  @IsOptional()
  @IsUUID()
  playId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only pilots that this metric (key@version) decides.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_REF)
  metric?: string | null;
}

@InputType({ description: 'The pilot to be judged before it begins: one that is drafted, or a bare plan.' })
export class PlanPilotInput {
  @Field(() => ID, { nullable: true, description: 'A pilot that is drafted or registered.' })
  @IsOptional()
  @IsUUID()
  pilotId?: string | null;

  @Field(() => PilotDraft, { nullable: true, description: 'A plan that is not kept. Give this or pilotId.' })
  @IsOptional()
  @Type(() => PilotDraft)
  @ValidateNested()
  draft?: PilotDraft | null;
}
