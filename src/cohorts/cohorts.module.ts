import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { FactsModule } from '../facts/facts.module.js';
import { ImportTargets } from '../facts/imports/import-target.js';
import { PilotsModule } from '../pilots/pilots.module.js';
import { AdoptionRecord } from './adoption-record.entity.js';
import { AdoptionService } from './adoption.service.js';
import { AdoptionTarget } from './adoption.target.js';
import { CohortDraw } from './cohort-draw.entity.js';
import { AdoptionRecordFields, CohortDrawFields, PilotCohortFields } from './cohort-fields.resolver.js';
import { CohortMember } from './cohort-member.entity.js';
import { CohortPreview } from './cohort-preview.service.js';
import { CohortRegistration } from './cohort-registration.service.js';
import { CohortResolver } from './cohort.resolver.js';
import { CohortService } from './cohort.service.js';
import { OverlapService } from './overlap.service.js';

@Module({
  imports: [
    AccessModule,
    FactsModule,
    PilotsModule,
    TypeOrmModule.forFeature([CohortDraw, CohortMember, AdoptionRecord]),
  ],
  providers: [
    CohortService,
    CohortRegistration,
    CohortPreview,
    OverlapService,
    AdoptionService,
    AdoptionTarget,
    CohortResolver,
    PilotCohortFields,
    CohortDrawFields,
    AdoptionRecordFields,
  ],
  exports: [CohortService, CohortRegistration, AdoptionService],
})
export class CohortsModule implements OnModuleInit {
  constructor(
    private readonly targets: ImportTargets,
    private readonly adoption: AdoptionTarget,
  ) {}

  onModuleInit(): void {
    this.targets.register(this.adoption);
  }
}
