import { SetMetadata } from '@nestjs/common';
import { Role } from './access.rules.js';

export const ALLOWED_ROLES = 'fieldproof:allowed-roles';
export const OPEN_TO_EVERYBODY = 'fieldproof:open';

/** Who may enter an operation. An ADMIN enters wherever a MANAGER or an ANALYST may. */
export const Allow = (...roles: [Role, ...Role[]]): MethodDecorator => SetMetadata(ALLOWED_ROLES, roles);

/** Anybody with a valid token. */
export const AllowAll = (): MethodDecorator =>
  Allow(Role.ADMIN, Role.MANAGER, Role.ANALYST, Role.VIEWER, Role.SALESPERSON);

/** Needs no token: for pages that must open without one. Every use is listed in a house test. */
export const OpenToEverybody = (): MethodDecorator => SetMetadata(OPEN_TO_EVERYBODY, true);
