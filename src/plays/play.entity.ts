import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Workspace } from '../access/workspace.entity.js';
import { Id, Instant, Reference, Text, Whole, Word } from '../platform/columns.js';
import { PlayKind, PlayStatus } from './play.rules.js';

registerEnumType(PlayKind, {
  name: 'PlayKind',
  description: 'What a play is.',
  valuesMap: {
    PROCEDURE: { description: 'A way of working, such as when to call whom.' },
    ARGUMENT: { description: 'Something said or shown to a customer.' },
    TOOL: { description: 'Something used, such as a calculator or a checklist.' },
  },
});

registerEnumType(PlayStatus, {
  name: 'PlayStatus',
  description: 'How far a play has come. The plays that are STANDARD are the sales system of the organisation.',
  valuesMap: {
    IDEA: { description: 'Proposed, not tested.' },
    TESTED: { description: 'Was tried in a pilot.' },
    STANDARD: { description: 'Part of the sales system; its card is open to everybody.' },
    RETIRED: { description: 'No longer used; kept for what it taught.' },
  },
});

@Entity('play')
@Unique(['workspaceId', 'name'])
@Index(['proposedById'])
@ObjectType({ description: 'A procedure, an argument or a tool that can be tested, in versions.' })
export class Play {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  @Field({ description: 'Name, unique in the workspace.' })
  name: string;

  @Word()
  @Field(() => PlayKind, { description: 'What it is.' })
  kind: PlayKind;

  @Word()
  @Field(() => PlayStatus, { description: 'How far it has come.' })
  status: PlayStatus;

  /** The number of the version that is the standard; null unless the status is STANDARD. */
  @Whole({ nullable: true })
  standardNumber: number | null;

  @Reference()
  proposedById: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'proposedById' })
  proposer?: User;

  @Instant()
  @Field({ description: 'When it was proposed (ISO 8601, UTC).' })
  createdAt: string;

  @Whole()
  @Field(() => Int, { description: 'Rises with every change. Give back the one you saw when you change the play.' })
  version: number;
}
