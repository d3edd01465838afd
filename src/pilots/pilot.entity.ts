import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Workspace } from '../access/workspace.entity.js';
import { Id, Instant, Json, Reference, Text, Whole, Word } from '../platform/columns.js';
import { PlayVersion } from '../plays/play-version.entity.js';
import { PilotDraft } from './pilot-draft.js';
import { PilotKind, PilotState } from './pilot.rules.js';
import type { PilotPlan } from './plan.rules.js';

registerEnumType(PilotKind, {
  name: 'PilotKind',
  description: 'What a pilot can claim.',
  valuesMap: {
    IMPACT: { description: 'Its cohorts are drawn; it may claim an uplift.' },
    FEASIBILITY: {
      description: 'Its pilot arm is chosen by hand; it shows whether the play can be done, and claims nothing.',
    },
  },
});

registerEnumType(PilotState, {
  name: 'PilotState',
  description: 'How far a pilot has come.',
  valuesMap: {
    DRAFT: { description: 'Being planned; everything may change.' },
    REGISTERED: { description: 'Its plan is frozen and its cohorts are drawn.' },
    RUNNING: { description: 'The field is at it.' },
    COMPLETED: { description: 'Its last look has come.' },
    DECIDED: { description: 'A named person has decided what follows.' },
    CANCELLED: { description: 'Given up, with a reason.' },
  },
});

@Entity('pilot')
@Index(['workspaceId', 'state'])
@Index(['playVersionId'])
@Index(['ownerId'])
@Index(['registeredById'])
@Index(['cancelledById'])
@ObjectType({ description: 'One test of one version of a play.' })
export class Pilot {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  @Field({ description: 'What the pilot is called.' })
  name: string;

  @Word()
  @Field(() => PilotKind, { description: 'What it can claim.' })
  kind: PilotKind;

  @Word()
  @Field(() => PilotState, { description: 'How far it has come.' })
  state: PilotState;

  @Reference()
  playVersionId: string;

  @ManyToOne(() => PlayVersion, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'playVersionId' })
  testedVersion?: PlayVersion;

  @Reference()
  ownerId: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'ownerId' })
  decider?: User;

  @Json()
  @Field(() => PilotDraft, { description: 'What its manager planned. Once registered, only the plan counts.' })
  draft: PilotDraft;

  /** The frozen plan; its canonical JSON is what `planHash` is the hash of. */
  @Json({ nullable: true })
  plan: PilotPlan | null;

  @Word({ nullable: true })
  @Field(() => String, { nullable: true, description: 'SHA-256 of the canonical JSON of the plan (RFC 8785), in hex.' })
  planHash: string | null;

  @Word({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The metric that decides, as key@version.' })
  primaryMetric: string | null;

  @Instant()
  @Field({ description: 'When it was drafted (ISO 8601, UTC).' })
  createdAt: string;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When its plan was frozen (ISO 8601, UTC).' })
  registeredAt: string | null;

  @Reference({ nullable: true })
  registeredById: string | null;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'registeredById' })
  registrar?: User | null;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When it was started (ISO 8601, UTC).' })
  startedAt: string | null;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When it was completed (ISO 8601, UTC).' })
  completedAt: string | null;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When the decision was made (ISO 8601, UTC).' })
  decidedAt: string | null;

  @Instant({ nullable: true })
  @Field(() => String, { nullable: true, description: 'When it was given up (ISO 8601, UTC).' })
  cancelledAt: string | null;

  @Reference({ nullable: true })
  cancelledById: string | null;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'cancelledById' })
  canceller?: User | null;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was given up.' })
  cancelReason: string | null;

  @Whole()
  @Field(() => Int, { description: 'Rises with every change. Give back the one you saw when you change the pilot.' })
  version: number;
}
