import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { maySeeCohorts } from '../pilots/pilot-fields.resolver.js';
import { Pilot } from '../pilots/pilot.entity.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { loaderOf } from '../platform/loader.js';
import { AdoptionRecord } from './adoption-record.entity.js';
import { AdoptionService } from './adoption.service.js';
import { CohortDraw } from './cohort-draw.entity.js';
import { CohortMember } from './cohort-member.entity.js';
import { AdoptionOfArm, CohortSize, FrozenUnitFields } from './cohort.fields.js';
import type { FrozenUnit } from './frozen-roster.rules.js';

interface Count {
  readonly pilotId: string;
  readonly armKey: string;
  readonly units: string | number;
  readonly people: string | number;
}

@Resolver(() => Pilot)
export class PilotCohortFields {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly adoptions: AdoptionService,
  ) {}

  @ResolveField(() => [CohortSize], { description: 'How large its cohorts are; empty for a draft.' })
  async cohorts(
    @Parent() { id, plan }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<CohortSize[]> {
    const counts = await this.countsOf(context, viewer).load(id);
    return (plan?.arms ?? []).map(({ key, name, isControl }) => {
      const count = counts.find(({ armKey }) => armKey === key);
      return { armKey: key, name, isControl, units: Number(count?.units ?? 0), people: Number(count?.people ?? 0) };
    });
  }

  @ResolveField(() => CohortDraw, { nullable: true, description: 'How its cohorts were drawn; null for a draft.' })
  draw(
    @Parent() { id }: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<CohortDraw | null> {
    return loaderOf<CohortDraw | null>(context, 'draws of pilots', async (pilotIds) => {
      const draws = await this.database.getRepository(CohortDraw).findBy({ pilotId: In([...pilotIds]), workspaceId });
      const byPilot = new Map(draws.map((draw) => [draw.pilotId, draw]));
      return pilotIds.map((pilotId) => byPilot.get(pilotId) ?? null);
    }).load(id);
  }

  @ResolveField(() => [AdoptionOfArm], { description: 'Who used the play, by arm; empty for a draft.' })
  adoption(
    @Parent() pilot: Pilot,
    @Context() context: GraphqlContext,
    @SignedIn() viewer: Viewer,
  ): Promise<AdoptionOfArm[]> | AdoptionOfArm[] {
    if (!pilot.plan) return [];
    return loaderOf<AdoptionOfArm[]>(context, 'adoption of pilots', async (pilotIds) => {
      const pilots = await this.database
        .getRepository(Pilot)
        .findBy({ id: In([...pilotIds]), workspaceId: viewer.workspaceId });
      const frozen = pilots.flatMap((one) => (one.plan ? [{ pilot: one, plan: one.plan }] : []));
      const adoptions = await this.adoptions.ofPilots(frozen, viewer);
      const byPilot = new Map(frozen.map(({ pilot: { id } }, at) => [id, adoptions[at]]));
      return pilotIds.map((id) => byPilot.get(id) ?? []);
    }).load(pilot.id);
  }

  private countsOf(context: GraphqlContext, { workspaceId }: Viewer) {
    return loaderOf<Count[]>(context, 'sizes of cohorts', async (pilotIds) => {
      const counts = await this.database
        .getRepository(CohortMember)
        .createQueryBuilder('member')
        .select('member.pilotId', 'pilotId')
        .addSelect('member.armKey', 'armKey')
        .addSelect('COUNT(DISTINCT member.unitId)', 'units')
        .addSelect('COUNT(DISTINCT member.salespersonId)', 'people')
        .where({ workspaceId, pilotId: In([...pilotIds]) })
        .groupBy('member.pilotId')
        .addGroupBy('member.armKey')
        .getRawMany<Count>();
      return pilotIds.map((pilotId) => counts.filter((count) => count.pilotId === pilotId));
    });
  }
}

function frozenUnitFields({ unit, stratum, people, pair = null, balance }: FrozenUnit): FrozenUnitFields {
  const values = balance && Object.entries(balance).map(([name, value]) => ({ name, value }));
  return { unit, stratum, people, pair, balance: values ?? null };
}

@Resolver(() => CohortDraw)
export class CohortDrawFields {
  @ResolveField(() => [FrozenUnitFields], {
    nullable: true,
    description: 'The roster the draw acted on, sorted by unit. For managers and analysts; null to everybody else.',
  })
  roster(@Parent() { roster }: CohortDraw, @SignedIn() viewer: Viewer): readonly FrozenUnitFields[] | null {
    return maySeeCohorts(viewer) ? roster.map(frozenUnitFields) : null;
  }
}

@Resolver(() => AdoptionRecord)
export class AdoptionRecordFields {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => CohortMember, { nullable: true, description: 'Whose week it is, with the arm.' })
  member(
    @Parent() { pilotId, salespersonId }: AdoptionRecord,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<CohortMember | null> {
    return loaderOf<CohortMember | null>(context, `members of ${pilotId}`, async (ids) => {
      const members = await this.database
        .getRepository(CohortMember)
        .findBy({ workspaceId, pilotId, salespersonId: In([...ids]) });
      const byPerson = new Map(members.map((member) => [member.salespersonId, member]));
      return ids.map((id) => byPerson.get(id) ?? null);
    }).load(salespersonId);
  }
}
