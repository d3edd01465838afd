import { Args, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { SeenPilotInput } from '../pilots/pilot.input.js';
import { type Page, Paged } from '../platform/paging.js';
import { AdoptionRecord } from './adoption-record.entity.js';
import { AdoptionService } from './adoption.service.js';
import { CohortMember } from './cohort-member.entity.js';
import { CohortPreview } from './cohort-preview.service.js';
import { CohortRegistration } from './cohort-registration.service.js';
import { AdoptionOfArm, DrawPreview, PilotReadiness, RedrawnCohorts } from './cohort.fields.js';
import { AdoptionRecordsArgs, CohortMembersArgs, RecordAdoptionInput } from './cohort.input.js';
import { CohortService } from './cohort.service.js';

@ObjectType({ description: 'One page of the salespeople in the cohorts of a pilot.' })
class CohortMemberPage extends Paged(CohortMember) {}

@ObjectType({ description: 'One page of weeks of use.' })
class AdoptionRecordPage extends Paged(AdoptionRecord) {}

@Resolver()
export class CohortResolver {
  constructor(
    private readonly cohorts: CohortService,
    private readonly registration: CohortRegistration,
    private readonly previews: CohortPreview,
    private readonly adoption: AdoptionService,
  ) {}

  @Query(() => PilotReadiness, {
    description:
      'Everything that stands in the way of registering a draft today, all at once. Refuses with WRONG_STATE.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  pilotReadiness(
    @Args('pilotId', { type: () => ID, description: 'The pilot.' }) pilotId: string,
    @SignedIn() viewer: Viewer,
  ): Promise<PilotReadiness> {
    return this.previews.readiness(pilotId, viewer);
  }

  @Query(() => DrawPreview, {
    description: 'What a draw of a draft would look like. Keeps nothing. Refuses with PILOT_NOT_READY and WRONG_STATE.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  previewDraw(
    @Args('pilotId', { type: () => ID, description: 'The pilot.' }) pilotId: string,
    @SignedIn() viewer: Viewer,
  ): Promise<DrawPreview> {
    return this.previews.draw(pilotId, viewer);
  }

  @Query(() => RedrawnCohorts, {
    description: 'Draw the cohorts again from what was recorded and compare. Refuses with WRONG_STATE for a draft.',
  })
  @Allow(Role.MANAGER, Role.ANALYST, Role.VIEWER)
  redrawCohorts(
    @Args('pilotId', { type: () => ID, description: 'The pilot.' }) pilotId: string,
    @SignedIn() viewer: Viewer,
  ): Promise<RedrawnCohorts> {
    return this.cohorts.redraw(pilotId, viewer);
  }

  @Query(() => CohortMemberPage, { description: 'Who is in which arm, by pseudonym, as drawn at registration.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  cohortMembers(@Args() args: CohortMembersArgs, @SignedIn() viewer: Viewer): Promise<Page<CohortMember>> {
    return this.cohorts.page(args, viewer);
  }

  @Query(() => AdoptionRecordPage, { description: 'The recorded weeks of use, by pseudonym.' })
  @Allow(Role.ANALYST)
  adoptionRecords(@Args() args: AdoptionRecordsArgs, @SignedIn() viewer: Viewer): Promise<Page<AdoptionRecord>> {
    return this.adoption.records(args, viewer);
  }

  @Mutation(() => Pilot, {
    description:
      'Freeze a draft, hash its plan, then draw its cohorts, once and for ever. Refuses with PILOT_NOT_READY and every obstacle, WRONG_STATE and CONFLICT.',
  })
  @Allow(Role.MANAGER)
  registerPilot(@Args('input') input: SeenPilotInput, @SignedIn() viewer: Viewer): Promise<Pilot> {
    return this.registration.register(input, viewer);
  }

  @Mutation(() => [AdoptionOfArm], {
    description:
      'Record who used the play, in both arms; all of it or nothing. A week recorded before is replaced. Refuses with WRONG_STATE and INVALID_INPUT.',
  })
  @Allow(Role.MANAGER)
  recordAdoption(@Args('input') input: RecordAdoptionInput, @SignedIn() viewer: Viewer): Promise<AdoptionOfArm[]> {
    return this.adoption.record(input, viewer);
  }
}
