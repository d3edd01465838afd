import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { CohortService } from '../../cohorts/cohort.service.js';
import type { FrozenUnit } from '../../cohorts/frozen-roster.rules.js';
import type { FrozenPilot } from '../../pilots/pilot.service.js';
import { balanceThresholdOf, type PilotPlan } from '../../pilots/plan.rules.js';
import { UnitKind } from '../../roster/roster.rules.js';
import { Salesperson } from '../../roster/salesperson.entity.js';
import type { DrawnPerson } from './observation.rules.js';

/** Who was drawn, as registered, with what has become of them since. */
@Injectable()
export class DrawnPeople {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly cohorts: CohortService,
  ) {}

  /** The days in the field come from the roster of today: who left keeps the arm and the days until then. */
  async of(frozen: FrozenPilot, cutOffOn: string): Promise<DrawnPerson[]> {
    const { id, workspaceId } = frozen.pilot;
    const use = await this.cohorts.use(frozen, cutOffOn);
    const members = await this.cohorts.members(id, workspaceId);
    const rests = restsOn(frozen.plan, (await this.cohorts.draw(id, workspaceId)).roster);
    const ids = members.map(({ salespersonId }) => salespersonId);
    const roster = await this.database.getRepository(Salesperson).findBy({ id: In(ids), workspaceId });
    const days = new Map(roster.map(({ id: personId, startedOn, leftOn }) => [personId, { startedOn, leftOn }]));
    const unitToday = new Map(roster.map((person) => [person.id, unitOf(person, frozen.plan.unit)]));
    return members.map(({ salespersonId, unitId, pseudonym, unitLabel, stratum, armKey, segments }) => ({
      personId: salespersonId,
      pseudonym,
      unitLabel,
      stratum,
      armKey,
      ...(unitToday.get(salespersonId) === undefined ? {} : { moved: unitToday.get(salespersonId) !== unitId }),
      used: use.get(salespersonId) ?? null,
      segments,
      ...rests(unitLabel),
      ...(days.get(salespersonId) ?? { startedOn: null, leftOn: null }),
    }));
  }
}

/** By unit: what the draw rested on beside the strata, as it was frozen. */
function restsOn(
  { assignment }: PilotPlan,
  roster: readonly FrozenUnit[],
): (unit: string) => Pick<DrawnPerson, 'pair' | 'balance'> {
  const units = new Map(roster.map((one) => [one.unit, one]));
  const isBalanced = balanceThresholdOf(assignment) !== null;
  return (unit) => {
    const { pair, balance = {} } = units.get(unit) ?? {};
    const known = Object.entries(balance).map(([name, value]) => [name, value ?? NaN] as const);
    return { ...(pair == null ? {} : { pair }), ...(isBalanced ? { balance: Object.fromEntries(known) } : {}) };
  };
}

/** The team or territory a person belongs to today; undefined where people were drawn one by one. */
function unitOf({ teamId, territoryId }: Salesperson, unit: UnitKind): string | null | undefined {
  if (unit === UnitKind.TEAM) return teamId;
  return unit === UnitKind.TERRITORY ? territoryId : undefined;
}
