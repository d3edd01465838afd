import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { User } from '../../access/user.entity.js';
import { DecisionKind } from '../../pilots/pilot.rules.js';
import { Id, Instant, Reference, Text, Word } from '../../platform/columns.js';
import { Analysis } from '../analysis.entity.js';
import { DecisionState } from './decision.rules.js';

registerEnumType(DecisionState, {
  name: 'DecisionState',
  description: 'How far a decision has come.',
  valuesMap: {
    MADE: { description: 'It stands.' },
    WAITING: { description: 'It goes against the verdict and waits for a second person.' },
    REPLACED: { description: 'Another decision was made while it waited.' },
  },
});

@Entity('decision')
@Unique(['madeKey'])
@Index(['workspaceId', 'pilotId'])
@Index(['analysisId'])
@Index(['byId'])
@Index(['confirmedById'])
@ObjectType({ description: 'What a named person decided about a pilot, and why.' })
export class Decision {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  @Field(() => ID, { description: 'The pilot it is about.' })
  pilotId: string;

  @Reference()
  @Field(() => ID, { description: 'The official analysis it was made on.' })
  analysisId: string;

  @ManyToOne(() => Analysis, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'analysisId' })
  analysis?: Analysis;

  @Word()
  @Field(() => DecisionKind, { description: 'What was decided.' })
  kind: DecisionKind;

  @Text()
  @Field({ description: 'Why, in the words of the person who decided.' })
  reason: string;

  @Word()
  @Field(() => DecisionState, { description: 'Whether it stands or waits for a second person.' })
  state: DecisionState;

  /** The pilot's id once the decision stands: the database itself allows only one. */
  @Reference({ nullable: true })
  madeKey: string | null;

  @Reference()
  byId: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'byId' })
  by?: User;

  @Instant()
  @Field({ description: "When it was made, by the workspace's clock (ISO 8601, UTC)." })
  at: string;

  @Reference({ nullable: true })
  confirmedById: string | null;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'confirmedById' })
  confirmedBy?: User | null;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When a second person confirmed it (ISO 8601, UTC).' })
  confirmedAt: string | null;
}
