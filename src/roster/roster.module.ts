import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Account } from './account.entity.js';
import { RosterService } from './roster.service.js';
import { Salesperson } from './salesperson.entity.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Team, Territory, Salesperson, Account])],
  providers: [RosterService],
  exports: [RosterService],
})
export class RosterModule {}
