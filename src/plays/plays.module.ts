import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { PlayFeedbackFields, PlayFields, PlayVersionFields } from './play-fields.resolver.js';
import { PlayFeedback } from './play-feedback.entity.js';
import { PlayVersion } from './play-version.entity.js';
import { Play } from './play.entity.js';
import { PlayResolver } from './play.resolver.js';
import { PlayService } from './play.service.js';

@Module({
  imports: [AccessModule, TypeOrmModule.forFeature([Play, PlayVersion, PlayFeedback])],
  providers: [PlayService, PlayResolver, PlayFields, PlayVersionFields, PlayFeedbackFields],
  exports: [PlayService],
})
export class PlaysModule {}
