import { Args, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow, AllowAll } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { type Page, Paged } from '../platform/paging.js';
import { StoryLinks } from './story-link.service.js';
import { StoryTelling } from './story-telling.service.js';
import { Story } from './story.entity.js';
import { chartsIn, SharedStory } from './story.fields.js';
import { ShareStoryInput, StoriesArgs, TellStoryInput } from './story.input.js';
import { StoryService } from './story.service.js';

@ObjectType({ description: 'One page of stories.' })
class StoryPage extends Paged(Story) {}

@Resolver()
export class StoryResolver {
  constructor(
    private readonly service: StoryService,
    private readonly telling: StoryTelling,
    private readonly links: StoryLinks,
  ) {}

  @Query(() => Story, { description: 'One story. Salespeople read it once its pilot is completed.' })
  @AllowAll()
  story(
    @Args('id', { type: () => ID, description: 'The story.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Story> {
    return this.service.find(id, viewer);
  }

  @Query(() => StoryPage, {
    description: 'The stories of this workspace; for salespeople those of completed pilots.',
  })
  @AllowAll()
  stories(@Args() args: StoriesArgs, @SignedIn() viewer: Viewer): Promise<Page<Story>> {
    return this.service.list(args, viewer);
  }

  @Mutation(() => Story, {
    description:
      'Tell the story that an analysis has earned. Refuses with VERDICT_NOT_ELIGIBLE and what may be told instead, COHORT_TOO_SMALL, and INVALID_INPUT where words bring numbers along.',
  })
  @Allow(Role.MANAGER)
  tellStory(@Args('input') input: TellStoryInput, @SignedIn() viewer: Viewer): Promise<Story> {
    return this.telling.tell(input, viewer);
  }

  @Mutation(() => SharedStory, {
    description: 'Make a link that opens a story without an account. Whoever has it can read until it expires.',
  })
  @Allow(Role.MANAGER)
  async shareStory(@Args('input') input: ShareStoryInput, @SignedIn() viewer: Viewer): Promise<SharedStory> {
    const story = await this.service.find(input.storyId, viewer);
    const { path, expiresAt } = await this.links.give(story, input.days);
    const hasChart = chartsIn(story.document).length > 0;
    return { readUrl: path, markdownUrl: `${path}.md`, chartUrl: hasChart ? `${path}.svg` : null, expiresAt };
  }
}
