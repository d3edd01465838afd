import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request } from 'express';
import type { GraphqlContext } from '../platform/graphql.js';
import type { Role } from './access.rules.js';
import type { Workspace } from './workspace.entity.js';

/** Who asks. Services narrow every query by `workspaceId`. */
export interface Viewer {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly workspaceId: string;
  readonly workspace: Workspace;
  readonly mayCreateWorkspaces: boolean;
}

export interface SignedInRequest extends Request {
  viewer?: Viewer;
}

export function requestIn(context: ExecutionContext): SignedInRequest {
  return context.getType<'graphql' | 'http'>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<GraphqlContext>().req
    : context.switchToHttp().getRequest<SignedInRequest>();
}

/** The viewer of an operation, put there by the guard: `@SignedIn() viewer: Viewer`. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const { viewer } = requestIn(context);
  if (!viewer) throw new Error('An operation that is open to everybody asked for its viewer.');
  return viewer;
});
