import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RosterModule } from '../roster/roster.module.js';
import { RememberedMapping } from './imports/import-mapping.entity.js';
import { ImportRejection } from './imports/import-rejection.entity.js';
import { Import } from './imports/import.entity.js';
import { Opportunity } from './opportunity.entity.js';

@Module({
  imports: [RosterModule, TypeOrmModule.forFeature([Opportunity, Import, ImportRejection, RememberedMapping])],
})
export class FactsModule {}
