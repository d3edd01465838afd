import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Id, Instant, Json, Reference, Text, Whole } from '../platform/columns.js';
import { Play } from './play.entity.js';

@ObjectType({ description: 'What a play says, on one card.' })
export class PlayCard {
  @Field({ description: 'The situation with a customer in which it applies.' })
  customerSituation: string;

  @Field({ description: 'What is usually said or done.' })
  before: string;

  @Field({ description: 'What is said or done instead.' })
  after: string;

  @Field(() => [String], { description: 'One to five steps, in order.' })
  steps: string[];

  @Field(() => String, { nullable: true, description: 'Where it should not be used.' })
  notFor: string | null;
}

@Entity('play_version')
@Unique(['playId', 'number'])
@Index(['workspaceId'])
@Index(['createdById'])
@ObjectType({ description: 'One wording of a play. It never changes; a revision makes the next version.' })
export class PlayVersion {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  playId: string;

  @ManyToOne(() => Play, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'playId' })
  play?: Play;

  @Whole()
  @Field(() => Int, { description: 'Counts from 1 within the play.' })
  number: number;

  /** Reaches a reader only through the resolver, which knows who may read it. */
  @Json()
  card: PlayCard;

  @Text({ nullable: true })
  note: string | null;

  @Reference()
  createdById: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'createdById' })
  author?: User;

  @Instant()
  @Field({ description: 'When it was written (ISO 8601, UTC).' })
  createdAt: string;
}
