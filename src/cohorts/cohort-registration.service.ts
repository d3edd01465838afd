import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import type { FrozenPilot } from '../pilots/pilot.service.js';
import type { Pilot } from '../pilots/pilot.entity.js';
import type { SeenPilotInput } from '../pilots/pilot.input.js';
import { PilotRegistration, type PreparedPilot } from '../pilots/pilot-registration.service.js';
import { leftOver } from '../pilots/draw-basis.rules.js';
import { planHash } from '../pilots/plan.rules.js';
import { segmentsOf } from '../pilots/population.rules.js';
import { dayOf } from '../platform/days.js';
import { writeRows } from '../platform/bulk-rows.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import { CohortDraw } from './cohort-draw.entity.js';
import { CohortMember } from './cohort-member.entity.js';
import { assignedArms, drawSeed } from './draw.rules.js';
import { frozenRoster, rosterSha256 } from './frozen-roster.rules.js';
import { OverlapService } from './overlap.service.js';

const RANDOM_BYTES = 32;

/** Registers a pilot: the plan is frozen and hashed, then chance is taken, then the cohorts are drawn, once. */
@Injectable()
export class CohortRegistration {
  constructor(
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly registration: PilotRegistration,
    private readonly overlaps: OverlapService,
  ) {}

  /**
   * Refuses with PILOT_NOT_READY and every obstacle, with WRONG_STATE, and with CONFLICT where somebody was quicker.
   * @param randomness fixed chance in hex for the sample workspace, which must come out the same every time; the API
   *   has no way to give it.
   */
  async register(input: SeenPilotInput, viewer: Viewer, randomness?: string): Promise<Pilot> {
    const { workspaceId } = viewer;
    const today = await this.workspaces.todayIn(workspaceId);
    const prepared = await this.registration.prepare(input.pilotId, today, viewer);
    return this.transactions.run(async (manager) => {
      // Two pilots registered at once must see each other's people.
      const at = await this.workspaces.takeTurn(manager, workspaceId);
      if (dayOf(at) !== today) throw new Refusal('CONFLICT', 'A new day has begun meanwhile.', ['Register again.']);
      const found = await this.overlaps.with(manager, prepared);
      const frozen = await this.registration.freeze(manager, prepared, { seen: input, at, found, viewer });
      await this.draw(manager, { frozen, prepared, at, randomness: randomness ?? freshRandomness() });
      return frozen.pilot;
    });
  }

  private async draw(
    manager: EntityManager,
    { frozen: { pilot, plan }, prepared, at, randomness }: Registered,
  ): Promise<void> {
    const { workspaceId, id: pilotId } = pilot;
    const roster = frozenRoster(prepared.units, prepared.candidate.basis);
    const source = { planHash: planHash(plan), rosterSha256: rosterSha256(roster), randomness };
    const seed = drawSeed(source);
    await manager.insert(CohortDraw, {
      id: newId(),
      workspaceId,
      pilotId,
      ...source,
      seed,
      mechanism: plan.assignment.mechanism,
      roster,
      drawnAt: at,
    });
    const arms = assignedArms(plan, roster, seed);
    const leftOut = leftOver(prepared.candidate.basis ?? null);
    const takingPart = prepared.units.filter(({ label }) => !leftOut.includes(label));
    const members = takingPart.flatMap((unit) =>
      unit.people.map((person): CohortMember => ({
        id: newId(),
        workspaceId,
        pilotId,
        unitId: unit.id,
        unitKey: unit.key,
        unitLabel: unit.label,
        salespersonId: person.id,
        pseudonym: person.pseudonym,
        stratum: unit.stratum,
        armKey: armOf(arms, unit.label),
        segments: plan.segments ? segmentsOf(person, plan.segments) : null,
      })),
    );
    await writeRows(manager, CohortMember, members);
  }
}

interface Registered {
  readonly frozen: FrozenPilot;
  readonly prepared: PreparedPilot;
  readonly at: string;
  readonly randomness: string;
}

function armOf(arms: ReadonlyMap<string, string>, unit: string): string {
  const arm = arms.get(unit);
  if (arm === undefined) throw new Error(`The unit ${unit} was not drawn.`);
  return arm;
}

function freshRandomness(): string {
  return randomBytes(RANDOM_BYTES).toString('hex');
}
