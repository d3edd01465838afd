import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { claimIn, isGenuine, linkToken } from './link-token.rules.js';
import { StoryLinkSecret } from './story-link-secret.entity.js';
import { Story } from './story.entity.js';

const MILLISECONDS_A_DAY = 86_400_000;

export interface GivenLink {
  /** Path on this server. */
  readonly path: string;
  readonly expiresAt: string;
}

/** Links with which a story opens without an account. They end in real time, also where the workspace is simulated. */
@Injectable()
export class StoryLinks {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Makes the workspace's secret with its first story, so that giving links only reads. */
  async prepare(manager: EntityManager, workspaceId: string): Promise<void> {
    const secret = { id: newId(), workspaceId, secret: randomBytes(32).toString('hex'), createdAt: this.clock.now() };
    await manager
      .createQueryBuilder()
      .insert()
      .into(StoryLinkSecret)
      .values(secret)
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  async give({ id, workspaceId }: Pick<Story, 'id' | 'workspaceId'>, days: number): Promise<GivenLink> {
    const secret = await this.secretOf(workspaceId);
    if (secret === null) throw new Error(`Workspace ${workspaceId} has a story and no secret for links.`);
    // Whole seconds, as the link itself keeps.
    const end = Math.floor(Date.parse(this.clock.now()) / 1_000) * 1_000 + days * MILLISECONDS_A_DAY;
    const expiresAt = new Date(end);
    return { path: `/s/${linkToken({ storyId: id, expiresAt }, secret)}`, expiresAt: expiresAt.toISOString() };
  }

  /** The story behind a link. Refuses with NOT_FOUND, alike for whatever is wrong with it, and with LINK_EXPIRED. */
  async open(token: string): Promise<Story> {
    const claim = claimIn(token);
    const story = claim && (await this.database.getRepository(Story).findOneBy({ id: claim.storyId }));
    const secret = story && (await this.secretOf(story.workspaceId));
    if (!claim || !story || !secret || !isGenuine(token, secret))
      throw new Refusal('NOT_FOUND', 'There is no story behind this link.');
    if (claim.expiresAt.toISOString() <= this.clock.now())
      throw new Refusal('LINK_EXPIRED', 'This link to a story has expired.');
    return story;
  }

  private async secretOf(workspaceId: string): Promise<string | null> {
    const found = await this.database.getRepository(StoryLinkSecret).findOneBy({ workspaceId });
    return found?.secret ?? null;
  }
}
