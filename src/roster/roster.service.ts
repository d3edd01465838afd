import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { byKey, inTheField, type RosterPerson, type RosterUnit, UnitKind } from './roster.rules.js';
import { Salesperson } from './salesperson.entity.js';

interface PlacedPerson {
  readonly person: RosterPerson;
  readonly place: { readonly id: string; readonly name: string } | null;
}

/** Who is in the field: what the rooms to the right ask the roster. */
@Injectable()
export class RosterService {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * The units of a kind with the people in the field on a day, sorted by key. Nobody is in two units; people without
   * a team (territory) are in none when teams (territories) are the units, and a unit without people is left out.
   */
  async units(workspaceId: string, kind: UnitKind, on: string): Promise<RosterUnit[]> {
    const rows = await this.database.getRepository(Salesperson).find({
      where: { workspaceId },
      relations: { team: true, territory: true },
    });
    const placed = rows
      .filter((row) => inTheField(row, on))
      .map((row) => ({ person: personOf(row), place: (kind === UnitKind.TEAM ? row.team : row.territory) ?? null }));
    return (kind === UnitKind.SALESPERSON ? placed.map(({ person }) => unitOf(person)) : unitsByPlace(placed)).sort(
      byKey,
    );
  }
}

function personOf(row: Salesperson): RosterPerson {
  return {
    id: row.id,
    key: row.externalKey,
    pseudonym: row.pseudonym,
    team: row.team?.name ?? null,
    territory: row.territory?.name ?? null,
    region: row.region ?? row.territory?.region ?? null,
    startedOn: row.startedOn,
    leftOn: row.leftOn,
  };
}

function unitOf(person: RosterPerson): RosterUnit {
  return { id: person.id, key: person.key, label: person.pseudonym, people: [person] };
}

function unitsByPlace(placed: readonly PlacedPerson[]): RosterUnit[] {
  const units = new Map<string, { id: string; key: string; label: string; people: RosterPerson[] }>();
  for (const { person, place } of placed) {
    if (!place) continue;
    const unit = units.get(place.id) ?? { id: place.id, key: place.name, label: place.name, people: [] };
    unit.people.push(person);
    units.set(place.id, unit);
  }
  return [...units.values()].map((unit) => ({ ...unit, people: unit.people.sort(byKey) }));
}
