import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Day, Id, Instant, Reference, Text } from '../platform/columns.js';
import { Pilot } from './pilot.entity.js';

@Entity('pilot_amendment')
@Index(['pilotId'])
@Index(['byId'])
@ObjectType({
  description:
    'Something that went otherwise than planned. It changes nothing in the plan, but may add a look; every story lists it.',
})
export class PilotAmendment {
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

  @Text()
  @Field({ description: 'What is otherwise.' })
  what: string;

  @Text()
  @Field({ description: 'Why.' })
  why: string;

  @Day({ nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The day of a look that is held beside the registered ones (YYYY-MM-DD); mostly null.',
  })
  lookOn: string | null;

  @Reference()
  byId: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'byId' })
  author?: User;

  @Instant()
  @Field({ description: 'When it was recorded (ISO 8601, UTC).' })
  at: string;
}
