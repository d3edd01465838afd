import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Day, Id, Instant, Reference, Whole } from '../platform/columns.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { Salesperson } from '../roster/salesperson.entity.js';

@Entity('adoption_record')
@Unique(['pilotId', 'salespersonId', 'weekStartsOn'])
@Index(['salespersonId'])
@ObjectType({
  description: 'In how many of the deals where it could be used a salesperson used the play, in one week.',
})
export class AdoptionRecord {
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

  @Reference()
  salespersonId: string;

  @ManyToOne(() => Salesperson, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'salespersonId' })
  salesperson?: Salesperson;

  @Day()
  @Field({ description: 'The Monday on which the week begins (YYYY-MM-DD).' })
  weekStartsOn: string;

  @Whole()
  @Field(() => Int, { description: 'Deals of the week in which the play could have been used.' })
  eligible: number;

  @Whole()
  @Field(() => Int, { description: 'Deals of the week in which it was used.' })
  used: number;

  @Instant()
  @Field({ description: 'When it was last recorded (ISO 8601, UTC).' })
  recordedAt: string;
}
