import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import type DataLoader from 'dataloader';
import { DataSource, In } from 'typeorm';
import { User } from '../access/user.entity.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { loaderOf, rowLoader } from '../platform/loader.js';
import { PlayFeedback } from './play-feedback.entity.js';
import { PlayCard, PlayVersion } from './play-version.entity.js';
import { Play } from './play.entity.js';
import { mayReadCard, mayReadName } from './play.rules.js';

const NAME_RULE = 'Shown to administrators and managers, and to that person; null to everybody else.';
const CARD_RULE = 'Null to a salesperson who did not write it, until this version is the standard.';

@Resolver(() => Play)
export class PlayFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => [PlayVersion], { description: 'All its versions, oldest first.' })
  versions(
    @Parent() play: Play,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<PlayVersion[]> {
    return this.versionsOf(context, viewer).load(play.id);
  }

  @ResolveField(() => PlayVersion, { description: 'The newest version.' })
  async latestVersion(
    @Parent() play: Play,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<PlayVersion | undefined> {
    return (await this.versionsOf(context, viewer).load(play.id)).at(-1);
  }

  @ResolveField(() => PlayVersion, { nullable: true, description: 'The version that is part of the sales system.' })
  async standardVersion(
    @Parent() play: Play,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<PlayVersion | undefined> {
    const versions = await this.versionsOf(context, viewer).load(play.id);
    return versions.find(({ number }) => number === play.standardNumber);
  }

  @ResolveField(() => User, { nullable: true, description: `Who proposed it. ${NAME_RULE}` })
  proposedBy(
    @Parent() play: Play,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> {
    return nameFor(viewer, play.proposedById, { context, dataSource: this.database });
  }

  private versionsOf(context: GraphqlContext, { workspaceId }: Viewer): DataLoader<string, PlayVersion[]> {
    return loaderOf(context, 'versions of plays', async (playIds) => {
      const all = await this.database
        .getRepository(PlayVersion)
        .find({ where: { playId: In([...playIds]), workspaceId }, order: { number: 'ASC' } });
      const byPlay = new Map(playIds.map((playId) => [playId, [] as PlayVersion[]]));
      for (const version of all) byPlay.get(version.playId)?.push(version);
      return [...byPlay.values()];
    });
  }
}

@Resolver(() => PlayVersion)
export class PlayVersionFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => Play, { description: 'The play it is a version of.' })
  play(
    @Parent() version: PlayVersion,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<Play | null> {
    return this.playOf(version, { context, viewer });
  }

  @ResolveField(() => PlayCard, { nullable: true, description: `What it says. ${CARD_RULE}` })
  async card(
    @Parent() version: PlayVersion,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<PlayCard | null> {
    return (await this.isOpen(version, { context, viewer })) ? version.card : null;
  }

  @ResolveField(() => String, { nullable: true, description: `What is different and why. ${CARD_RULE}` })
  async note(
    @Parent() version: PlayVersion,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<string | null> {
    return (await this.isOpen(version, { context, viewer })) ? version.note : null;
  }

  @ResolveField(() => User, { nullable: true, description: `Who wrote it. ${NAME_RULE}` })
  createdBy(
    @Parent() version: PlayVersion,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> {
    return nameFor(viewer, version.createdById, { context, dataSource: this.database });
  }

  private async isOpen(version: PlayVersion, asked: { context: GraphqlContext; viewer: Viewer }): Promise<boolean> {
    const { role, userId } = asked.viewer;
    const play = await this.playOf(version, asked);
    return mayReadCard({ role, isAuthor: version.createdById === userId }, play?.standardNumber === version.number);
  }

  private playOf(
    version: PlayVersion,
    { context, viewer: { workspaceId } }: { context: GraphqlContext; viewer: Viewer },
  ): Promise<Play | null> {
    return rowLoader(context, Play, { dataSource: this.database, workspaceId }).load(version.playId);
  }
}

@Resolver(() => PlayFeedback)
export class PlayFeedbackFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => PlayVersion, { description: 'The version it is about.' })
  playVersion(
    @Parent() { playVersionId }: PlayFeedback,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<PlayVersion | null> {
    return rowLoader(context, PlayVersion, { dataSource: this.database, workspaceId }).load(playVersionId);
  }

  @ResolveField(() => User, { nullable: true, description: `Who gave it. ${NAME_RULE}` })
  by(
    @Parent() feedback: PlayFeedback,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> {
    return nameFor(viewer, feedback.byId, { context, dataSource: this.database });
  }
}

async function nameFor(
  { role, userId, workspaceId }: Viewer,
  id: string,
  { context, dataSource }: { context: GraphqlContext; dataSource: DataSource },
): Promise<User | null> {
  if (!mayReadName(role, id === userId)) return null;
  return rowLoader(context, User, { dataSource, workspaceId }).load(id);
}
