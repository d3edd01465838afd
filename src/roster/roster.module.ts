import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { Account } from './account.entity.js';
import { AccountFieldsResolver, SalespersonFieldsResolver } from './roster-fields.resolver.js';
import { RosterKeeper } from './roster-keeper.service.js';
import { RosterResolver } from './roster.resolver.js';
import { RosterService } from './roster.service.js';
import { Salesperson } from './salesperson.entity.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

@Module({
  imports: [AccessModule, TypeOrmModule.forFeature([Team, Territory, Salesperson, Account])],
  providers: [RosterService, RosterKeeper, RosterResolver, SalespersonFieldsResolver, AccountFieldsResolver],
  exports: [RosterService, RosterKeeper],
})
export class RosterModule {}
