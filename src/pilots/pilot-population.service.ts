import { Injectable } from '@nestjs/common';
import { UnitKind, type RosterUnit } from '../roster/roster.rules.js';
import { RosterService } from '../roster/roster.service.js';
import type { DrawBasis } from './draw-basis.rules.js';
import { DrawBases } from './draw-basis.service.js';
import type { PilotDraft } from './pilot-draft.js';
import { type Participant, participants } from './population.rules.js';

/** The people of a draft on a day, and what a draw would rest on. */
export interface DraftPeople {
  readonly roster: readonly RosterUnit[];
  readonly units: readonly Participant[];
  /** Salespeople in the field who are in no unit. */
  readonly withoutUnit: number;
  readonly basis: DrawBasis | null;
}

/** Reads who would take part in a pilot. */
@Injectable()
export class PilotPopulation {
  constructor(
    private readonly roster: RosterService,
    private readonly bases: DrawBases,
  ) {}

  async of(draft: PilotDraft, asked: { readonly workspaceId: string; readonly today: string }): Promise<DraftPeople> {
    const { workspaceId, today } = asked;
    const roster = await this.roster.units(workspaceId, draft.unit, today);
    const units = participants(draft, roster);
    const basis = await this.bases.of(draft, units, asked);
    return { roster, units, basis, withoutUnit: await this.withoutUnit(draft.unit, roster, asked) };
  }

  private async withoutUnit(
    kind: UnitKind,
    roster: readonly RosterUnit[],
    { workspaceId, today }: { readonly workspaceId: string; readonly today: string },
  ): Promise<number> {
    if (kind === UnitKind.SALESPERSON) return 0;
    const everybody = await this.roster.units(workspaceId, UnitKind.SALESPERSON, today);
    return everybody.length - roster.reduce((sum, { people }) => sum + people.length, 0);
  }
}
