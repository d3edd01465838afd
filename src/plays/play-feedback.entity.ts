import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Id, Instant, Reference, Text, Whole } from '../platform/columns.js';
import { PlayVersion } from './play-version.entity.js';

@Entity('play_feedback')
@Index(['playVersionId'])
@Index(['byId'])
@ObjectType({ description: 'What somebody in the field says about a version of a play.' })
export class PlayFeedback {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  playVersionId: string;

  @ManyToOne(() => PlayVersion, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'playVersionId' })
  playVersion?: PlayVersion;

  @Text()
  @Field({ description: 'The feedback itself.' })
  text: string;

  @Reference()
  byId: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'byId' })
  giver?: User;

  @Instant()
  @Field({ description: 'When it was given (ISO 8601, UTC).' })
  at: string;

  @Whole({ nullable: true })
  @Field(() => Int, { nullable: true, description: 'The number of the version that takes it up; null until one does.' })
  takenUpInNumber: number | null;
}
