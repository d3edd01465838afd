import { Args, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow, AllowAll } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { type Page, Paged } from '../platform/paging.js';
import { PlayFeedback } from './play-feedback.entity.js';
import { Play } from './play.entity.js';
import {
  ChangePlayStatusInput,
  GivePlayFeedbackInput,
  PlayFeedbackArgs,
  PlaysArgs,
  ProposePlayInput,
  RevisePlayInput,
} from './play.input.js';
import { PlayService } from './play.service.js';

@ObjectType({ description: 'One page of plays.' })
class PlayPage extends Paged(Play) {}

@ObjectType({ description: 'One page of feedback on a play.' })
class PlayFeedbackPage extends Paged(PlayFeedback) {}

@Resolver()
export class PlayResolver {
  constructor(private readonly service: PlayService) {}

  @Query(() => PlayPage, { description: 'The plays of this workspace.' })
  @AllowAll()
  plays(@Args() args: PlaysArgs, @SignedIn() viewer: Viewer): Promise<Page<Play>> {
    return this.service.list(args, viewer);
  }

  @Query(() => Play, { description: 'One play. Refuses with NOT_FOUND.' })
  @AllowAll()
  play(
    @Args('id', { type: () => ID, description: 'The play.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Play> {
    return this.service.find(id, viewer);
  }

  @Query(() => PlayFeedbackPage, {
    description: 'Feedback on a play. A salesperson reads their own and that on cards open to them.',
  })
  @AllowAll()
  playFeedback(@Args() args: PlayFeedbackArgs, @SignedIn() viewer: Viewer): Promise<Page<PlayFeedback>> {
    return this.service.feedback(args, viewer);
  }

  @Mutation(() => Play, {
    description: 'Propose a play: an IDEA with its first version. Refuses with ALREADY_EXISTS where the name is taken.',
  })
  @AllowAll()
  proposePlay(@Args('input') input: ProposePlayInput, @SignedIn() viewer: Viewer): Promise<Play> {
    return this.service.propose(input, viewer);
  }

  @Mutation(() => Play, {
    description: 'Write the next version of a play. Refuses with WRONG_STATE where it is retired, and with CONFLICT.',
  })
  @Allow(Role.MANAGER)
  revisePlay(@Args('input') input: RevisePlayInput, @SignedIn() viewer: Viewer): Promise<Play> {
    return this.service.revise(input, viewer);
  }

  @Mutation(() => Play, {
    description:
      'Move a play to another status. Refuses with WRONG_STATE and the steps it can take, and with CONFLICT.',
  })
  @Allow(Role.MANAGER)
  changePlayStatus(@Args('input') input: ChangePlayStatusInput, @SignedIn() viewer: Viewer): Promise<Play> {
    return this.service.changeStatus(input, viewer);
  }

  @Mutation(() => PlayFeedback, { description: 'Say what a version of a play is like in the field.' })
  @AllowAll()
  givePlayFeedback(@Args('input') input: GivePlayFeedbackInput, @SignedIn() viewer: Viewer): Promise<PlayFeedback> {
    return this.service.giveFeedback(input, viewer);
  }
}
