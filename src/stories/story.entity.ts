import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Analysis } from '../analysis/analysis.entity.js';
import { Verdict } from '../analysis/verdict/verdict.rules.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { Flag, Id, Instant, Json, Reference, Text, Word } from '../platform/columns.js';
import type { StoryDocument } from '../render/story-document.js';
import { StoryKind, StoryLanguage } from './story.rules.js';

registerEnumType(StoryKind, {
  name: 'StoryKind',
  description: 'What a story may claim. The verdict of its analysis decides which one there is.',
  valuesMap: {
    SUCCESS: { description: 'It is PROVEN.' },
    INTERIM: { description: 'It is PROMISING: points to an uplift, not yet shown.' },
    LEARNING: { description: 'Every other verdict, told with the same care.' },
  },
});

registerEnumType(StoryLanguage, {
  name: 'StoryLanguage',
  description: 'In which language a story is told, with its numbers and dates.',
  valuesMap: { EN: { description: 'English.' }, DE: { description: 'German.' } },
});

@Entity('story')
@Index(['workspaceId', 'pilotId'])
@Index(['analysisId'])
@Index(['toldById'])
@ObjectType({ description: 'One page about one analysis. It never changes; a new telling is a new story.' })
export class Story {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  @Field(() => ID, { description: 'The pilot it is about.' })
  pilotId: string;

  @ManyToOne(() => Pilot, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'pilotId' })
  pilot?: Pilot;

  @Reference()
  @Field(() => ID, { description: 'The analysis it is made from.' })
  analysisId: string;

  @ManyToOne(() => Analysis, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'analysisId' })
  analysis?: Analysis;

  @Word()
  @Field(() => StoryKind, { description: 'What it may claim.' })
  kind: StoryKind;

  @Word()
  @Field(() => StoryLanguage, { description: 'In which language it is told.' })
  language: StoryLanguage;

  @Word()
  @Field(() => Verdict, { description: 'The verdict of its analysis.' })
  verdict: Verdict;

  @Flag()
  @Field({ description: 'Whether its workspace is simulated. The story says so on every page and chart.' })
  simulated: boolean;

  @Text()
  @Field({ description: 'Its headline, as plain text.' })
  headline: string;

  @Json()
  document: StoryDocument;

  @Reference()
  toldById: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'toldById' })
  teller?: User;

  @Instant()
  @Field({ description: "When it was told, by the workspace's clock (ISO 8601, UTC)." })
  toldAt: string;
}
