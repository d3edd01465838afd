import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dayOf } from '../platform/days.js';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { type FrozenPilot, PilotService } from '../pilots/pilot.service.js';
import type { PlannedArm } from '../pilots/plan.rules.js';
import { writeRows } from '../platform/bulk-rows.js';
import { newId } from '../platform/new-id.js';
import { type Page, pageOf } from '../platform/paging.js';
import { Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import { AdoptionRecord } from './adoption-record.entity.js';
import {
  adoptionFaults,
  type ArmAdoption,
  isContaminated,
  peopleByName,
  recordingObstacles,
} from './adoption.rules.js';

import type { AdoptionOfArm } from './cohort.fields.js';
import type { AdoptionRecordsArgs, RecordAdoptionInput } from './cohort.input.js';
import { CohortService } from './cohort.service.js';
import { namedMembers } from './named-members.js';

/** Records who used the play, and shows it by arm. */
@Injectable()
export class AdoptionService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly pilots: PilotService,
    private readonly cohorts: CohortService,
  ) {}

  /** Use by arm, as people may see it: where too few salespeople reported, an arm keeps its numbers to itself. */
  async byArm(pilotId: string, viewer: Viewer): Promise<AdoptionOfArm[]> {
    const [adoption] = await this.ofPilots([await this.pilots.frozen(null, pilotId, viewer.workspaceId)], viewer);
    return adoption;
  }

  /** The same of several pilots at once, in their order. */
  async ofPilots(pilots: readonly FrozenPilot[], { workspaceId, workspace }: Viewer): Promise<AdoptionOfArm[][]> {
    const adoptions = await this.cohorts.adoptions(pilots, workspaceId);
    return pilots.map(({ plan }, index) =>
      adoptions[index].map((arm, at) => shown(arm, plan.arms[at], workspace.minimumCohort)),
    );
  }

  async records({ pilotId, ...page }: AdoptionRecordsArgs, viewer: Viewer): Promise<Page<AdoptionRecord>> {
    const { workspaceId } = viewer;
    await this.pilots.find(pilotId, viewer);
    return pageOf(
      this.database.getRepository(AdoptionRecord).createQueryBuilder('record').where({ workspaceId, pilotId }),
      page,
    );
  }

  /**
   * Records weeks of use, all of them or none; a week recorded before is replaced. Refuses with WRONG_STATE, and with
   * INVALID_INPUT and every fault.
   */
  async record({ pilotId, records }: RecordAdoptionInput, viewer: Viewer): Promise<AdoptionOfArm[]> {
    const recordedAt = await this.workspaces.nowIn(viewer.workspaceId);
    await this.transactions.run(async (manager) => {
      const { pilot, plan } = await this.pilots.frozen(manager, pilotId, viewer.workspaceId);
      const obstacles = recordingObstacles(pilot.state);
      if (obstacles.length > 0) throw new Refusal('WRONG_STATE', 'Use cannot be recorded.', obstacles);
      const people = peopleByName(await namedMembers(manager, pilotId));
      const faults = adoptionFaults(records, { people, windows: plan.windows, today: dayOf(recordedAt) });
      if (faults.length > 0) throw new Refusal('INVALID_INPUT', 'Some weeks cannot be recorded; none was.', faults);
      await writeRows(
        manager,
        AdoptionRecord,
        records.map(({ salesperson, weekStartsOn, eligible, used }) => ({
          id: newId(),
          workspaceId: viewer.workspaceId,
          pilotId,
          salespersonId: people.get(salesperson) ?? '',
          weekStartsOn,
          eligible,
          used,
          recordedAt,
        })),
        ['pilotId', 'salespersonId', 'weekStartsOn'],
      );
    });
    return this.byArm(pilotId, viewer);
  }
}

function shown(
  { armKey, people, reporting, eligible, used, share }: ArmAdoption,
  { name, isControl }: PlannedArm,
  minimumCohort: number,
): AdoptionOfArm {
  const known = { armKey, name, isControl, people, reporting };
  return reporting < minimumCohort
    ? { ...known, hidden: true, eligible: null, used: null, share: null, contaminated: null }
    : { ...known, hidden: false, eligible, used, share, contaminated: isContaminated({ isControl }, share) };
}
