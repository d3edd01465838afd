import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.js';
import { AccessResolver } from './access.resolver.js';
import { ApiToken } from './api-token.entity.js';
import { FirstStart } from './first-start.js';
import { TokenService } from './token.service.js';
import { User } from './user.entity.js';
import { WorkspaceService } from './workspace.service.js';
import { Workspace } from './workspace.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Workspace, User, ApiToken])],
  providers: [
    WorkspaceService,
    TokenService,
    FirstStart,
    AccessResolver,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [WorkspaceService, TokenService, FirstStart],
})
export class AccessModule {}
