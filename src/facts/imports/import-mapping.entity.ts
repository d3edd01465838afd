import { Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../../access/workspace.entity.js';
import { Id, Instant, Json, Reference, Word } from '../../platform/columns.js';
import type { ImportMapping, ImportTargetName } from './import.rules.js';

/** The mapping last committed for files with this header: the next such file starts from it. */
@Entity('import_mapping')
@Unique(['workspaceId', 'target', 'headerHash'])
export class RememberedMapping {
  @Id()
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Word()
  target: ImportTargetName;

  @Word()
  headerHash: string;

  @Json()
  mapping: ImportMapping;

  @Instant()
  rememberedAt: string;
}
