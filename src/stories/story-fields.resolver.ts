import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { mayEnter, Role } from '../access/access.rules.js';
import { User } from '../access/user.entity.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { Analysis } from '../analysis/analysis.entity.js';
import { Pilot } from '../pilots/pilot.entity.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { rowLoader } from '../platform/loader.js';
import { plainText } from '../render/plain-text.js';
import { storyMarkdown } from '../render/story-markdown.js';
import { StoryLinks } from './story-link.service.js';
import { Story } from './story.entity.js';
import { chartFields, numberFields, StoryChart, StoryNumber } from './story.fields.js';

/** A reader's own link lives for a working day and a night; to give one away there is shareStory. */
const DAYS_TO_READ = 1;

@Resolver(() => Story)
export class StoryFieldsResolver {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly links: StoryLinks,
  ) {}

  @ResolveField(() => Pilot, { nullable: true, description: 'The pilot it is about; null for salespeople.' })
  pilot(
    @Parent() { pilotId }: Story,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<Pilot | null> | null {
    const { workspaceId, role } = viewer;
    if (!mayEnter(role, [Role.MANAGER, Role.ANALYST, Role.VIEWER])) return null;
    return rowLoader(context, Pilot, { dataSource: this.database, workspaceId }).load(pilotId);
  }

  @ResolveField(() => Analysis, { nullable: true, description: 'The analysis it is made from; null for salespeople.' })
  analysis(
    @Parent() { analysisId }: Story,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<Analysis | null> | null {
    const { workspaceId, role } = viewer;
    if (!mayEnter(role, [Role.MANAGER, Role.ANALYST, Role.VIEWER])) return null;
    return rowLoader(context, Analysis, { dataSource: this.database, workspaceId }).load(analysisId);
  }

  @ResolveField(() => User, { nullable: true, description: 'Who told it.' })
  toldBy(
    @Parent() { toldById }: Story,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<User | null> {
    return rowLoader(context, User, { dataSource: this.database, workspaceId }).load(toldById);
  }

  @ResolveField(() => String, { description: 'The line below the headline, as plain text.' })
  standfirst(@Parent() { document }: Story): string {
    return plainText(document.standfirst, document.language);
  }

  @ResolveField(() => String, { description: 'The whole story as Markdown.' })
  markdown(@Parent() { document }: Story): string {
    return storyMarkdown(document);
  }

  @ResolveField(() => [StoryNumber], { description: 'Every number it shows, and where it comes from.' })
  numbers(@Parent() { document }: Story): StoryNumber[] {
    return numberFields(document);
  }

  @ResolveField(() => [StoryChart], { description: 'Its charts.' })
  charts(@Parent() { document }: Story): StoryChart[] {
    return chartFields(document);
  }

  @ResolveField(() => String, { description: 'Path of its page on this server, open to whoever has it for one day.' })
  async readUrl(@Parent() story: Story): Promise<string> {
    return (await this.links.give(story, DAYS_TO_READ)).path;
  }
}
