import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Id, Instant, Reference, Text, Whole } from '../platform/columns.js';
import { Pilot } from './pilot.entity.js';

@Entity('look_review')
@Unique(['pilotId', 'look'])
@Index(['byId'])
@ObjectType({ description: 'What came out of the sprint review at a look.' })
export class LookReview {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  pilotId: string;

  @ManyToOne(() => Pilot, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'pilotId' })
  pilot?: Pilot;

  @Whole()
  @Field(() => Int, { description: 'Number of the registered look.' })
  look: number;

  @Text()
  @Field({ description: 'What we saw.' })
  saw: string;

  @Text()
  @Field({ description: 'What we change.' })
  change: string;

  @Reference()
  byId: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'byId' })
  author?: User;

  @Instant()
  @Field({ description: 'When it was written (ISO 8601, UTC).' })
  at: string;
}
