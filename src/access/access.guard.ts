import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '../platform/refusal.js';
import { mayEnter, type Role } from './access.rules.js';
import { ALLOWED_ROLES, OPEN_TO_EVERYBODY } from './allow.js';
import { TokenService } from './token.service.js';
import { requestIn } from './viewer.js';

/** Stands before every operation and route, closed by default. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(OPEN_TO_EVERYBODY, handler) === true) return true;
    const request = requestIn(context);
    request.viewer ??= await this.tokens.viewerOf(request.headers.authorization);
    const allowed = this.reflector.get<readonly Role[] | undefined>(ALLOWED_ROLES, handler) ?? [];
    if (mayEnter(request.viewer.role, allowed)) return true;
    throw new Refusal('NOT_ALLOWED', `This is not open to the role ${request.viewer.role}.`);
  }
}
