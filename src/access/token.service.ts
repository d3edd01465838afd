import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { notFound, Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import { ApiToken } from './api-token.entity.js';
import { User } from './user.entity.js';
import type { Viewer } from './viewer.js';

export interface NewToken {
  readonly token: ApiToken;
  /** Shown once. */
  readonly secret: string;
}

@Injectable()
export class TokenService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Whom an Authorization header stands for. Refuses with NOT_SIGNED_IN, alike for a missing, wrong and revoked token. */
  async viewerOf(authorization: string | undefined): Promise<Viewer> {
    const secret = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const token =
      secret === undefined
        ? null
        : await this.database.getRepository(ApiToken).findOne({
            where: { hash: hashOf(secret), revokedAt: IsNull() },
            relations: { user: { workspace: true } },
          });
    const user = token?.user;
    if (!user?.workspace)
      throw new Refusal('NOT_SIGNED_IN', 'Send a valid token as "Authorization: Bearer <token>".', [
        'An administrator makes tokens with createToken; a revoked or expired one does not come back.',
      ]);
    return {
      userId: user.id,
      name: user.name,
      role: user.role,
      workspaceId: user.workspaceId,
      workspace: user.workspace,
      mayCreateWorkspaces: user.mayCreateWorkspaces,
    };
  }

  /** Makes a token for a user of the viewer's workspace. Refuses with NOT_FOUND, and with NOT_ALLOWED where it could do more than the viewer. */
  async createFor(userId: string, name: string, viewer: Viewer): Promise<NewToken> {
    return this.transactions.run(async (manager) => {
      const user = await manager.findOneBy(User, { id: userId, workspaceId: viewer.workspaceId });
      if (!user) throw notFound('user');
      if (user.mayCreateWorkspaces && !viewer.mayCreateWorkspaces)
        throw new Refusal('NOT_ALLOWED', 'Only an administrator of the installation may make a token for one.');
      return this.create(manager, user.id, { name });
    });
  }

  async create(
    manager: EntityManager,
    userId: string,
    { name, secret = `fp_${randomBytes(32).toString('base64url')}` }: { name: string; secret?: string },
  ): Promise<NewToken> {
    const token = manager.create(ApiToken, {
      id: newId(),
      userId,
      name,
      hash: hashOf(secret),
      createdAt: this.clock.now(),
      revokedAt: null,
    });
    await manager.insert(ApiToken, token);
    return { token, secret };
  }

  async revoke(id: string, viewer: Viewer): Promise<ApiToken> {
    return this.transactions.run(async (manager) => {
      const token = await manager.findOneBy(ApiToken, { id, user: { workspaceId: viewer.workspaceId } });
      if (!token) throw notFound('token');
      token.revokedAt ??= this.clock.now();
      await manager.update(ApiToken, { id }, { revokedAt: token.revokedAt });
      return token;
    });
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
