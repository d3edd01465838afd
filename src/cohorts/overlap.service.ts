import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { dayOf } from '../platform/days.js';
import type { PreparedPilot } from '../pilots/pilot-registration.service.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { PilotState } from '../pilots/pilot.rules.js';
import type { EarlierDraw, PilotPlan } from '../pilots/plan.rules.js';
import { CohortMember } from './cohort-member.entity.js';
import { type DrawnPilot, earlierDraws, earlierDrawWarnings, overlaps, type Overlaps } from './overlap.rules.js';

const IN_THE_WAY: readonly PilotState[] = [PilotState.REGISTERED, PilotState.RUNNING];

interface Drawn {
  readonly pilot: Pilot;
  readonly plan: PilotPlan;
  readonly drawn: DrawnPilot;
}

/** Finds the pilots that hold the people of a new one, and the draws of them that were given up. */
@Injectable()
export class OverlapService {
  async with(
    manager: EntityManager,
    { pilot, units, play }: PreparedPilot,
  ): Promise<Overlaps & { readonly earlierDraws: EarlierDraw[] }> {
    const { windows } = pilot.draft;
    if (!windows) return { obstacles: [], warnings: [], earlierDraws: [] };
    const people = units.flatMap((unit) => unit.people.map(({ id }) => id));
    const newcomer = { kind: pilot.kind, play: play.name, windows, people };
    const others = await this.drawn(manager, pilot);
    const found = overlaps(
      newcomer,
      others.filter((other) => IN_THE_WAY.includes(other.pilot.state)).map(({ drawn }) => drawn),
    );
    const draws = earlierDraws(
      newcomer,
      others.flatMap(({ pilot: { state, planHash, cancelledAt }, plan, drawn }) =>
        state === PilotState.CANCELLED && planHash !== null && cancelledAt !== null
          ? [{ ...drawn, play: plan.play.name, planHash, cancelledOn: dayOf(cancelledAt) }]
          : [],
      ),
    );
    return { ...found, warnings: [...found.warnings, ...earlierDrawWarnings(draws)], earlierDraws: draws };
  }

  /** All pilots that matter but this one, should somebody have registered it in this moment. */
  private async drawn(manager: EntityManager, { id: own, workspaceId }: Pilot): Promise<Drawn[]> {
    const pilots = await manager.find(Pilot, {
      where: {
        workspaceId,
        id: Not(own),
        state: In([...IN_THE_WAY, PilotState.CANCELLED]),
        planHash: Not(IsNull()),
      },
      order: { id: 'ASC' },
    });
    if (pilots.length === 0) return [];
    const members = await manager.find(CohortMember, {
      where: { workspaceId, pilotId: In(pilots.map(({ id }) => id)) },
      select: { pilotId: true, salespersonId: true },
    });
    const people = new Map(pilots.map(({ id }) => [id, new Set<string>()]));
    for (const { pilotId, salespersonId } of members) people.get(pilotId)?.add(salespersonId);
    return pilots.flatMap((pilot) => {
      const { id, name, kind, plan } = pilot;
      const drawn = { name, kind, people: people.get(id) ?? new Set<string>() };
      return plan ? [{ pilot, plan, drawn: { ...drawn, windows: plan.windows } }] : [];
    });
  }
}
