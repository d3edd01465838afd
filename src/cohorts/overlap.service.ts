import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { PreparedPilot } from '../pilots/pilot-registration.service.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { PilotState } from '../pilots/pilot.rules.js';
import { CohortMember } from './cohort-member.entity.js';
import { type HeldPilot, type Overlaps, overlaps } from './overlap.rules.js';

/** Finds the pilots that already hold the people of a new one. */
@Injectable()
export class OverlapService {
  async with(manager: EntityManager, { pilot, units }: PreparedPilot): Promise<Overlaps> {
    const { windows } = pilot.draft;
    if (!windows) return { obstacles: [], warnings: [] };
    return overlaps(
      {
        kind: pilot.kind,
        windows,
        people: units.flatMap(({ people }) => people.map(({ id }) => id)),
      },
      await this.held(manager, pilot),
    );
  }

  /** A pilot does not stand in its own way, should somebody have registered it in this moment. */
  private async held(manager: EntityManager, { id: own, workspaceId }: Pilot): Promise<HeldPilot[]> {
    const pilots = await manager.find(Pilot, {
      where: { workspaceId, id: Not(own), state: In([PilotState.REGISTERED, PilotState.RUNNING]) },
      order: { id: 'ASC' },
    });
    if (pilots.length === 0) return [];
    const members = await manager.find(CohortMember, {
      where: { workspaceId, pilotId: In(pilots.map(({ id }) => id)) },
      select: { pilotId: true, salespersonId: true },
    });
    const people = new Map(pilots.map(({ id }) => [id, new Set<string>()]));
    for (const { pilotId, salespersonId } of members) people.get(pilotId)?.add(salespersonId);
    return pilots.flatMap(({ id, name, kind, plan }) =>
      plan ? [{ name, kind, windows: plan.windows, people: people.get(id) ?? new Set() }] : [],
    );
  }
}
