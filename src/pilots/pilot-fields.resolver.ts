import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { mayEnter, Role } from '../access/access.rules.js';
import { User } from '../access/user.entity.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { loaderOf, rowLoader } from '../platform/loader.js';
import { PlayVersion } from '../plays/play-version.entity.js';
import { canonicalJson } from './canonical-json.rules.js';
import { LookReview } from './look-review.entity.js';
import { PilotAmendment } from './pilot-amendment.entity.js';
import { DraftAssignment } from './draft-assignment.js';
import { DraftArm } from './pilot-draft.js';
import { Pilot } from './pilot.entity.js';
import { PlanFields } from './plan.fields.js';
import { isDrawn, type PilotPlan } from './plan.rules.js';

/** Who is in which arm is for managers and analysts only, also where a plan names them. */
export function maySeeCohorts({ role }: Pick<Viewer, 'role'>): boolean {
  return mayEnter(role, [Role.MANAGER, Role.ANALYST]);
}

@Resolver(() => Pilot)
export class PilotFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => PlanFields, { nullable: true, description: 'The frozen plan; null for a draft.' })
  plan(@Parent() pilot: Pilot): PilotPlan | null {
    return pilot.plan;
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'The canonical JSON of the plan, of which planHash is the SHA-256. Null for a draft, and where the plan names units of a chosen arm and you may not see cohorts.',
  })
  planText(@Parent() { plan }: Pilot, @SignedIn() viewer: Viewer): string | null {
    const namesUnits = plan !== null && !isDrawn(plan.assignment);
    return plan && (!namesUnits || maySeeCohorts(viewer)) ? canonicalJson(plan) : null;
  }

  @ResolveField(() => PlayVersion, { nullable: true, description: 'The version of the play that is tested.' })
  playVersion(
    @Parent() { playVersionId }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<PlayVersion | null> {
    return rowLoader(context, PlayVersion, { dataSource: this.database, workspaceId }).load(playVersionId);
  }

  @ResolveField(() => User, { nullable: true, description: 'Who will decide.' })
  owner(
    @Parent() { ownerId }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> {
    return this.user(ownerId, { context, viewer });
  }

  @ResolveField(() => User, { nullable: true, description: 'Who registered it; null for a draft.' })
  registeredBy(
    @Parent() { registeredById }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> | null {
    return registeredById === null ? null : this.user(registeredById, { context, viewer });
  }

  @ResolveField(() => User, { nullable: true, description: 'Who gave it up; null unless it was cancelled.' })
  cancelledBy(
    @Parent() { cancelledById }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> | null {
    return cancelledById === null ? null : this.user(cancelledById, { context, viewer });
  }

  @ResolveField(() => [PilotAmendment], { description: 'What went otherwise than planned, oldest first.' })
  amendments(
    @Parent() { id }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<PilotAmendment[]> {
    return loaderOf<PilotAmendment[]>(context, 'amendments of pilots', async (pilotIds) => {
      const all = await this.database
        .getRepository(PilotAmendment)
        .find({ where: { pilotId: In([...pilotIds]), workspaceId }, order: { id: 'ASC' } });
      return pilotIds.map((pilotId) => all.filter((amendment) => amendment.pilotId === pilotId));
    }).load(id);
  }

  @ResolveField(() => [LookReview], { description: 'What came out of the looks, in their order.' })
  reviews(
    @Parent() { id }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<LookReview[]> {
    return loaderOf<LookReview[]>(context, 'reviews of pilots', async (pilotIds) => {
      const all = await this.database
        .getRepository(LookReview)
        .find({ where: { pilotId: In([...pilotIds]), workspaceId }, order: { look: 'ASC' } });
      return pilotIds.map((pilotId) => all.filter((review) => review.pilotId === pilotId));
    }).load(id);
  }

  private user(id: string, { context, viewer }: { context: GraphqlContext; viewer: Viewer }): Promise<User | null> {
    return rowLoader(context, User, { dataSource: this.database, workspaceId: viewer.workspaceId }).load(id);
  }
}

@Resolver(() => DraftAssignment)
export class AssignmentFields {
  @ResolveField(() => [String])
  chosenUnits(@Parent() { chosenUnits }: DraftAssignment, @SignedIn() viewer: Viewer): readonly string[] {
    return maySeeCohorts(viewer) ? chosenUnits : [];
  }
}

@Resolver(() => DraftArm)
export class ArmFields {
  @ResolveField(() => [String], { nullable: true })
  chosenUnits(@Parent() { chosenUnits }: DraftArm, @SignedIn() viewer: Viewer): readonly string[] | null {
    return maySeeCohorts(viewer) ? (chosenUnits ?? null) : null;
  }
}

@Resolver(() => PilotAmendment)
export class AmendmentFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => User, { nullable: true, description: 'Who recorded it.' })
  by(
    @Parent() { byId }: PilotAmendment,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> {
    return rowLoader(context, User, { dataSource: this.database, workspaceId: viewer.workspaceId }).load(byId);
  }
}

@Resolver(() => LookReview)
export class ReviewFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => User, { nullable: true, description: 'Who wrote it.' })
  by(
    @Parent() { byId }: LookReview,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<User | null> {
    return rowLoader(context, User, { dataSource: this.database, workspaceId: viewer.workspaceId }).load(byId);
  }
}
