import type { EntityManager } from 'typeorm';
import type { NamedMember } from './adoption.rules.js';
import { CohortMember } from './cohort-member.entity.js';

/** The members of a pilot by the names under which their use may be recorded. */
export async function namedMembers(manager: EntityManager, pilotId: string): Promise<NamedMember[]> {
  const members = await manager.find(CohortMember, { where: { pilotId }, relations: { salesperson: true } });
  return members.map(({ salespersonId, pseudonym, salesperson }) => ({
    salespersonId,
    pseudonym,
    key: salesperson?.externalKey ?? pseudonym,
  }));
}
