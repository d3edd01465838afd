import { Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../access/workspace.entity.js';
import { Id, Instant, Reference, Word } from '../platform/columns.js';

/** With which the links to stories of one workspace are signed. Deleting it ends every link given out. */
@Entity('story_link_secret')
@Unique(['workspaceId'])
export class StoryLinkSecret {
  @Id()
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  /** 32 random bytes, hex. */
  @Word()
  secret: string;

  @Instant()
  createdAt: string;
}
