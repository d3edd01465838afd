import { Args, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { type Page, Paged } from '../platform/paging.js';
import { LookReview } from './look-review.entity.js';
import { PilotAmendment } from './pilot-amendment.entity.js';
import { PilotCourse } from './pilot-course.service.js';
import { PilotOutlook } from './pilot-outlook.fields.js';
import { PilotOutlookService } from './pilot-outlook.service.js';
import { PilotSimulation } from './pilot-simulation.fields.js';
import { PilotSimulationService } from './pilot-simulation.service.js';
import { Pilot } from './pilot.entity.js';
import {
  AmendPilotInput,
  CancelPilotInput,
  DraftPilotInput,
  PilotsArgs,
  PlanPilotInput,
  ReviewLookInput,
  ReviseDraftInput,
  SeenPilotInput,
} from './pilot.input.js';
import { PilotService } from './pilot.service.js';

@ObjectType({ description: 'One page of pilots.' })
class PilotPage extends Paged(Pilot) {}

@Resolver()
export class PilotResolver {
  constructor(
    private readonly service: PilotService,
    private readonly course: PilotCourse,
    private readonly outlook: PilotOutlookService,
    private readonly simulation: PilotSimulationService,
  ) {}

  @Query(() => PilotPage, { description: 'The pilots of this workspace.' })
  @Allow(Role.MANAGER, Role.ANALYST, Role.VIEWER)
  pilots(@Args() args: PilotsArgs, @SignedIn() viewer: Viewer): Promise<Page<Pilot>> {
    return this.service.list(args, viewer);
  }

  @Query(() => Pilot, { description: 'One pilot. Refuses with NOT_FOUND.' })
  @Allow(Role.MANAGER, Role.ANALYST, Role.VIEWER)
  pilot(
    @Args('id', { type: () => ID, description: 'The pilot.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Pilot> {
    return this.service.find(id, viewer);
  }

  @Query(() => PilotOutlook, {
    description:
      'What a pilot could show, before it begins: from the roster of today and the history of this workspace. Keeps nothing.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  planPilot(@Args('input') input: PlanPilotInput, @SignedIn() viewer: Viewer): Promise<PilotOutlook> {
    return this.outlook.plan(input, viewer);
  }

  @Query(() => PilotSimulation, {
    description:
      'How often a pilot would find the smallest effect that matters, and how often it would cry wolf, tried out on the past of its own units. Takes some seconds. Keeps nothing.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  simulatePilot(@Args('input') input: PlanPilotInput, @SignedIn() viewer: Viewer): Promise<PilotSimulation> {
    return this.simulation.simulate(input, viewer);
  }

  @Mutation(() => Pilot, { description: 'Draft a pilot. It may have gaps until it is registered.' })
  @Allow(Role.MANAGER)
  draftPilot(@Args('input') input: DraftPilotInput, @SignedIn() viewer: Viewer): Promise<Pilot> {
    return this.service.draft(input, viewer);
  }

  @Mutation(() => Pilot, {
    description: 'Replace a draft. Refuses with PILOT_FROZEN once the pilot is registered, and with CONFLICT.',
  })
  @Allow(Role.MANAGER)
  reviseDraft(@Args('input') input: ReviseDraftInput, @SignedIn() viewer: Viewer): Promise<Pilot> {
    return this.service.reviseDraft(input, viewer);
  }

  @Mutation(() => Pilot, {
    description:
      'A registered pilot begins, on the first day of its ramp or measurement or later. Refuses with WRONG_STATE and CONFLICT.',
  })
  @Allow(Role.MANAGER)
  startPilot(@Args('input') input: SeenPilotInput, @SignedIn() viewer: Viewer): Promise<Pilot> {
    return this.course.start(input, viewer);
  }

  @Mutation(() => Pilot, {
    description:
      'A running pilot is complete, on the day of its last look or later. Refuses with WRONG_STATE and CONFLICT.',
  })
  @Allow(Role.MANAGER)
  completePilot(@Args('input') input: SeenPilotInput, @SignedIn() viewer: Viewer): Promise<Pilot> {
    return this.course.complete(input, viewer);
  }

  @Mutation(() => Pilot, {
    description: 'Give a pilot up, with the reason. Refuses with WRONG_STATE once it is decided, and with CONFLICT.',
  })
  @Allow(Role.MANAGER)
  cancelPilot(@Args('input') input: CancelPilotInput, @SignedIn() viewer: Viewer): Promise<Pilot> {
    return this.course.cancel(input, viewer);
  }

  @Mutation(() => PilotAmendment, {
    description:
      'Record what goes otherwise than planned, which may add a look. The plan stays as it is. Refuses with WRONG_STATE and INVALID_INPUT.',
  })
  @Allow(Role.MANAGER)
  amendPilot(@Args('input') input: AmendPilotInput, @SignedIn() viewer: Viewer): Promise<PilotAmendment> {
    return this.course.amend(input, viewer);
  }

  @Mutation(() => LookReview, {
    description:
      'Write the review of a look, once and from its day on. Refuses with LOOK_NOT_DUE, ALREADY_EXISTS and WRONG_STATE.',
  })
  @Allow(Role.MANAGER)
  reviewLook(@Args('input') input: ReviewLookInput, @SignedIn() viewer: Viewer): Promise<LookReview> {
    return this.course.review(input, viewer);
  }
}
