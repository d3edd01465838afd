import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { Flag, Id, Instant, Reference, Text, Word } from '../platform/columns.js';
import { Role } from './access.rules.js';
import { Workspace } from './workspace.entity.js';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a person may do in a workspace.',
  valuesMap: {
    ADMIN: { description: 'All that a manager and an analyst may, and users, tokens, privacy.' },
    MANAGER: { description: 'Describes plays, plans and runs pilots, decides.' },
    ANALYST: { description: 'Queries everything, unit tables by pseudonym included.' },
    VIEWER: { description: 'Leadership: reads results and stories.' },
    SALESPERSON: { description: 'Reads play cards and stories, gives feedback.' },
  },
});

@Entity('user')
@Index(['workspaceId'])
@ObjectType({ description: 'A person with a role in one workspace.' })
export class User {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  @Field({ description: 'Name as colleagues know it.' })
  name: string;

  @Word()
  @Field(() => Role, { description: 'What this person may do.' })
  role: Role;

  @Flag()
  @Field({ description: 'Whether this person may create further workspaces.' })
  mayCreateWorkspaces: boolean;

  @Instant()
  @Field({ description: 'When the user was added (ISO 8601, UTC).' })
  createdAt: string;
}
