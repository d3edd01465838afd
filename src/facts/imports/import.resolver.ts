import { Args, Float, ID, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Role } from '../../access/access.rules.js';
import { Allow } from '../../access/allow.js';
import { SignedIn, type Viewer } from '../../access/viewer.js';
import { type Page, Paged } from '../../platform/paging.js';
import { ImportLists } from './import-lists.service.js';
import { ImportPlanner } from './import-plan.service.js';
import { ImportMappingShown, ImportPreview } from './import-preview.js';
import { ImportProgress } from './import-progress.js';
import { ImportRejection } from './import-rejection.entity.js';
import { ImportRuns } from './import-runs.service.js';
import { ImportUploads } from './import-uploads.service.js';
import { Import } from './import.entity.js';
import { ImportFilter, RejectionFilter, RunImportInput } from './import.input.js';
import type { ImportMapping } from './import.rules.js';
import { ImportService } from './import.service.js';
import { shownMapping } from './mapping.rules.js';

@ObjectType({ description: 'One page of imports.' })
class ImportPage extends Paged(Import) {}

@ObjectType({ description: 'One page of rejected rows, in the order of the file.' })
class ImportRejectionPage extends Paged(ImportRejection) {}

@Resolver()
export class ImportResolver {
  constructor(
    private readonly lists: ImportLists,
    private readonly runs: ImportRuns,
    private readonly uploads: ImportUploads,
    private readonly service: ImportService,
  ) {}

  @Query(() => Import, { name: 'import', description: 'One import. Refuses with NOT_FOUND.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  one(
    @Args('id', { type: () => ID, description: 'The import.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Import> {
    return this.lists.find(id, viewer);
  }

  @Query(() => ImportPage, { description: 'The imports of this workspace that you may make yourself.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  imports(@Args() filter: ImportFilter, @SignedIn() viewer: Viewer): Promise<Page<Import>> {
    return this.lists.imports(filter, viewer);
  }

  @Query(() => ImportRejectionPage, {
    description: 'The rows that an import did not take over. As CSV: GET /imports/<id>/rejections.csv.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  importRejections(@Args() filter: RejectionFilter, @SignedIn() viewer: Viewer): Promise<Page<ImportRejection>> {
    return this.lists.rejections(filter, viewer);
  }

  @Query(() => ImportPreview, {
    description:
      'What committing would do; nothing is written. Refuses with UNKNOWN_COLUMN, MAPPING_INCOMPLETE, BROKEN_QUOTE and IMPORT_NOT_READY.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  previewImport(@Args('input') input: RunImportInput, @SignedIn() viewer: Viewer): Promise<ImportPreview> {
    return this.runs.preview(input, viewer);
  }

  @Mutation(() => Import, {
    description:
      'Take an uploaded file over, all of its good rows at once or none. Refuses as previewImport does, and with UNKNOWN_STAGE.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  commitImport(@Args('input') input: RunImportInput, @SignedIn() viewer: Viewer): Promise<Import> {
    return this.service.commit(input, viewer);
  }

  @Mutation(() => Import, { description: 'Give an upload up and remove its file. Refuses with IMPORT_NOT_READY.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  discardImport(
    @Args('id', { type: () => ID, description: 'The import.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Import> {
    return this.uploads.discard(id, viewer);
  }
}

@Resolver(() => Import)
export class ImportFieldsResolver {
  constructor(
    private readonly planner: ImportPlanner,
    private readonly progress: ImportProgress,
  ) {}

  @ResolveField(() => ImportMappingShown, {
    description:
      'How it was understood; before that, how it would be: as remembered for this header, else from the preset. Its owners are shown to managers only.',
  })
  async mapping(@Parent() one: Import, @SignedIn() { role }: Viewer): Promise<ImportMapping> {
    return shownMapping(one.mapping ?? (await this.planner.mapping(one)), role);
  }

  @ResolveField(() => Float, {
    nullable: true,
    description: 'How much of it has been worked off, 0 to 1; null at rest.',
  })
  progressShare(@Parent() { id }: Import): number | null {
    return this.progress.of(id);
  }
}
