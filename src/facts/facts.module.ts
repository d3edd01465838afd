import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { RosterKeeper } from '../roster/roster-keeper.service.js';
import { RosterModule } from '../roster/roster.module.js';
import { ImportFiles } from './imports/import-files.js';
import { ImportLists } from './imports/import-lists.service.js';
import { RememberedMapping } from './imports/import-mapping.entity.js';
import { ImportPlanner } from './imports/import-plan.service.js';
import { ImportProgress } from './imports/import-progress.js';
import { ImportRejection } from './imports/import-rejection.entity.js';
import { ImportRuns } from './imports/import-runs.service.js';
import { ImportTargets } from './imports/import-target.js';
import { ImportUploads } from './imports/import-uploads.service.js';
import { ImportController } from './imports/import.controller.js';
import { Import } from './imports/import.entity.js';
import { ImportFieldsResolver, ImportResolver } from './imports/import.resolver.js';
import { ImportService } from './imports/import.service.js';
import { Opportunity } from './opportunity.entity.js';
import { OpportunityResolver } from './opportunity.resolver.js';
import { accountsTarget } from './targets/accounts.target.js';
import { OPPORTUNITIES_TARGET } from './targets/opportunities.target.js';
import { salespeopleTarget } from './targets/salespeople.target.js';

@Module({
  imports: [
    AccessModule,
    RosterModule,
    TypeOrmModule.forFeature([Opportunity, Import, ImportRejection, RememberedMapping]),
  ],
  controllers: [ImportController],
  providers: [
    ...[
      ImportTargets,
      ImportFiles,
      ImportLists,
      ImportPlanner,
      ImportProgress,
      ImportUploads,
      ImportRuns,
      ImportService,
    ],
    ...[ImportResolver, ImportFieldsResolver, OpportunityResolver],
  ],
  exports: [ImportTargets, ImportService],
})
export class FactsModule implements OnModuleInit {
  constructor(
    private readonly targets: ImportTargets,
    private readonly keeper: RosterKeeper,
  ) {}

  onModuleInit(): void {
    this.targets.register(OPPORTUNITIES_TARGET);
    this.targets.register(salespeopleTarget(this.keeper));
    this.targets.register(accountsTarget(this.keeper));
  }
}
