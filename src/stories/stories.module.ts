import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { AnalysisModule } from '../analysis/analysis.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PilotsModule } from '../pilots/pilots.module.js';
import { PlaysModule } from '../plays/plays.module.js';
import { StoryFieldsResolver } from './story-fields.resolver.js';
import { StoryLinkController } from './story-link.controller.js';
import { StoryLinkSecret } from './story-link-secret.entity.js';
import { StoryLinks } from './story-link.service.js';
import { StoryMaterials } from './story-material.service.js';
import { Story } from './story.entity.js';
import { StoryResolver } from './story.resolver.js';
import { StoryService } from './story.service.js';
import { StoryTelling } from './story-telling.service.js';

@Module({
  imports: [
    AccessModule,
    MetricsModule,
    PlaysModule,
    PilotsModule,
    AnalysisModule,
    TypeOrmModule.forFeature([Story, StoryLinkSecret]),
  ],
  controllers: [StoryLinkController],
  providers: [StoryService, StoryTelling, StoryMaterials, StoryLinks, StoryResolver, StoryFieldsResolver],
  exports: [StoryTelling],
})
export class StoriesModule {}
