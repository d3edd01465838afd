import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Between, DataSource, In } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { byCodeUnit } from '../pilots/canonical-json.rules.js';
import { type FrozenPilot, PilotService } from '../pilots/pilot.service.js';
import { planHash } from '../pilots/plan.rules.js';
import { type Page, pageOf } from '../platform/paging.js';
import { Refusal } from '../platform/refusal.js';
import { AdoptionRecord } from './adoption-record.entity.js';
import { adoptionByArm, adoptionBySide, type ArmAdoption, measuredWeeks, useByPerson } from './adoption.rules.js';
import { CohortDraw } from './cohort-draw.entity.js';
import { CohortMember } from './cohort-member.entity.js';
import type { RedrawnCohorts } from './cohort.fields.js';
import type { CohortMembersArgs } from './cohort.input.js';
import { redraw } from './draw.rules.js';

/** The cohorts of registered pilots, as they were drawn, and what they did with the play. */
@Injectable()
export class CohortService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly pilots: PilotService,
  ) {}

  /** Everybody in the cohorts, by what was assigned and then by pseudonym. */
  async members(pilotId: string, workspaceId: string): Promise<CohortMember[]> {
    const members = await this.database.getRepository(CohortMember).findBy({ pilotId, workspaceId });
    return members.sort(
      (one, other) => byCodeUnit(one.unitLabel, other.unitLabel) || byCodeUnit(one.pseudonym, other.pseudonym),
    );
  }

  async page({ pilotId, armKey, ...page }: CohortMembersArgs, viewer: Viewer): Promise<Page<CohortMember>> {
    const { workspaceId } = viewer;
    await this.pilots.find(pilotId, viewer);
    const query = this.database
      .getRepository(CohortMember)
      .createQueryBuilder('member')
      .where({ workspaceId, pilotId });
    if (armKey != null) query.andWhere({ armKey });
    return pageOf(query, page);
  }

  /** The draw of a registered pilot. Refuses with NOT_FOUND and WRONG_STATE. */
  async draw(pilotId: string, workspaceId: string): Promise<CohortDraw> {
    await this.pilots.find(pilotId, { workspaceId });
    const draw = await this.database.getRepository(CohortDraw).findOneBy({ pilotId, workspaceId });
    if (!draw) throw new Refusal('WRONG_STATE', 'The pilot has no cohorts yet.', ['Register it first.']);
    return draw;
  }

  /** Draws again from the record. It does not stop at a plan that was tampered with: to find that is its purpose. */
  async redraw(pilotId: string, viewer: Viewer): Promise<RedrawnCohorts> {
    const draw = await this.draw(pilotId, viewer.workspaceId);
    const { plan, planHash: registered } = await this.pilots.find(pilotId, viewer);
    if (!plan) throw new Error(`Pilot ${pilotId} has cohorts and no plan.`);
    const members = await this.members(pilotId, viewer.workspaceId);
    const again = redraw(plan, draw, { planHash: planHash(plan), members });
    const planUnchanged = again.planUnchanged && registered === draw.planHash;
    const identical = planUnchanged && again.rosterUnchanged && again.seedFollows && again.differences === 0;
    return { ...again, planUnchanged, identical };
  }

  /** Use by arm over the weeks that touch the measurement, up to a day (all of them, if left out). */
  async adoption(pilotId: string, workspaceId: string, until?: string): Promise<ArmAdoption[]> {
    const frozen = await this.pilots.frozen(null, pilotId, workspaceId);
    const [adoption] = await this.adoptions([frozen], workspaceId, until);
    return adoption;
  }

  /** Share of use of each salesperson who reported any, over the same weeks. */
  async use({ pilot, plan }: FrozenPilot, until: string): Promise<Map<string, number>> {
    const { id: pilotId, workspaceId } = pilot;
    const { from, to } = measuredWeeks(plan.windows, until);
    const weekStartsOn = Between(from, to);
    return useByPerson(
      await this.database.getRepository(AdoptionRecord).findBy({ pilotId, workspaceId, weekStartsOn }),
    );
  }

  /** The same of a pilot whose arms switch, on either side of the switches. */
  async adoptionOfSides(frozen: FrozenPilot, workspaceId: string, until: string): Promise<ArmAdoption[]> {
    const [adoption] = await this.recordedBy([frozen], { workspaceId, until }, adoptionBySide);
    return adoption;
  }

  /** Use by arm of several pilots at once, in their order. */
  adoptions(pilots: readonly FrozenPilot[], workspaceId: string, until = '9999-12-31'): Promise<ArmAdoption[][]> {
    return this.recordedBy(pilots, { workspaceId, until }, adoptionByArm);
  }

  private async recordedBy(
    pilots: readonly FrozenPilot[],
    { workspaceId, until }: { readonly workspaceId: string; readonly until: string },
    counted: typeof adoptionByArm,
  ): Promise<ArmAdoption[][]> {
    const pilotId = In(pilots.map(({ pilot }) => pilot.id));
    const members = await this.database.getRepository(CohortMember).findBy({ pilotId, workspaceId });
    const records = await this.database.getRepository(AdoptionRecord).findBy({ pilotId, workspaceId });
    return pilots.map(({ pilot, plan }) => {
      const { from, to } = measuredWeeks(plan.windows, until);
      const isOwn = (row: { readonly pilotId: string }): boolean => row.pilotId === pilot.id;
      const measured = records.filter(({ weekStartsOn }) => from <= weekStartsOn && weekStartsOn <= to);
      return counted(plan.arms, members.filter(isOwn), measured.filter(isOwn));
    });
  }
}
