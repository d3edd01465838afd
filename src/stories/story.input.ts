import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/paging.js';
import { Line, Prose } from '../platform/prose.js';
import { MOST_STEPS } from '../plays/play.rules.js';
import { StoryKind, StoryLanguage } from './story.rules.js';

const LONGEST_NAME = 120;
const LONGEST_TEXT = 2_000;
const LONGEST_STEP = 300;
const MOST_DAYS = 90;

@InputType({
  description: 'Other words than those of the play card, such as a translation. They hold no numbers of their own.',
})
export class StoryWordsInput {
  @Field(() => String, { nullable: true, description: 'What the play is called.' })
  @IsOptional()
  @Line(LONGEST_NAME)
  playName?: string | null;

  @Field(() => String, { nullable: true, description: 'The situation of the customer.' })
  @IsOptional()
  @Prose(LONGEST_TEXT)
  customerSituation?: string | null;

  @Field(() => String, { nullable: true, description: 'What was said or done before.' })
  @IsOptional()
  @Prose(LONGEST_TEXT)
  before?: string | null;

  @Field(() => String, { nullable: true, description: 'What was said or done instead.' })
  @IsOptional()
  @Prose(LONGEST_TEXT)
  after?: string | null;

  @Field(() => [String], { nullable: true, description: 'The steps, in order.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_STEPS)
  @Prose(LONGEST_STEP)
  steps?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Where the play should not be used.' })
  @IsOptional()
  @Prose(LONGEST_TEXT)
  notFor?: string | null;
}

@InputType({ description: 'Which story to tell from which analysis.' })
export class TellStoryInput {
  @Field(() => ID, { description: 'The analysis.' })
  @IsUUID()
  analysisId: string;

  @Field(() => StoryKind, { description: 'What it is to claim; its verdict must have earned it.' })
  @IsIn(Object.values(StoryKind))
  kind: StoryKind;

  @Field(() => StoryLanguage, { defaultValue: StoryLanguage.EN, description: 'In which language.' })
  @IsIn(Object.values(StoryLanguage))
  language: StoryLanguage = StoryLanguage.EN;

  @Field(() => StoryWordsInput, { nullable: true, description: 'Other words than those of the play card.' })
  @IsOptional()
  @Type(() => StoryWordsInput)
  @ValidateNested()
  words?: StoryWordsInput | null;
}

@InputType({ description: 'A link to a story for people without an account.' })
export class ShareStoryInput {
  @Field(() => ID, { description: 'The story.' })
  @IsUUID()
  storyId: string;

  @Field(() => Int, { defaultValue: 30, description: `For how many days it opens, 1 to ${String(MOST_DAYS)}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  days: number = 30;
}

@ArgsType()
export class StoriesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only stories about this pilot.' })
  @IsOptional()
  @IsUUID()
  pilotId?: string | null;

  @Field(() => StoryKind, { nullable: true, description: 'Only stories of this kind.' })
  @IsOptional()
  @IsIn(Object.values(StoryKind))
  kind?: StoryKind | null;

  @Field(() => StoryLanguage, { nullable: true, description: 'Only stories in this language.' })
  @IsOptional()
  @IsIn(Object.values(StoryLanguage))
  language?: StoryLanguage | null;
}
