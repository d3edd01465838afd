import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { plannedSizes } from '../pilots/cohort-sizes.rules.js';
import { leftOver } from '../pilots/draw-basis.rules.js';
import { hiddenEffectWarnings } from '../pilots/outlook-sentence.rules.js';
import { PilotOutlookService } from '../pilots/pilot-outlook.service.js';
import { PilotKind } from '../pilots/pilot.rules.js';
import { PilotRegistration, type PreparedPilot } from '../pilots/pilot-registration.service.js';
import { drawObstacles, readiness } from '../pilots/readiness.rules.js';
import { Refusal } from '../platform/refusal.js';
import type { DrawPreview, PilotReadiness } from './cohort.fields.js';
import { assignedArms } from './draw.rules.js';
import { frozenRoster } from './frozen-roster.rules.js';
import { OverlapService } from './overlap.service.js';

const SEEDS = 2 ** 32;

/** What a draft would come to if it were registered today. Nothing of it is kept. */
@Injectable()
export class CohortPreview {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly workspaces: WorkspaceService,
    private readonly registration: PilotRegistration,
    private readonly outlook: PilotOutlookService,
    private readonly overlaps: OverlapService,
  ) {}

  async readiness(pilotId: string, viewer: Viewer): Promise<PilotReadiness> {
    const prepared = await this.prepare(pilotId, viewer);
    const own = readiness(prepared.candidate);
    const others = await this.overlaps.with(this.database.manager, prepared);
    const obstacles = [...own.obstacles, ...others.obstacles];
    const warnings = [...own.warnings, ...(await this.tooBlunt(pilotId, prepared, viewer)), ...others.warnings];
    return { isReady: obstacles.length === 0, obstacles, warnings };
  }

  /** Whether the pilot would mostly miss the effect that matters; a pilot that claims none need not find any. */
  private async tooBlunt(pilotId: string, { candidate }: PreparedPilot, viewer: Viewer): Promise<string[]> {
    if (candidate.kind === PilotKind.FEASIBILITY) return [];
    const { minimumDetectableEffect } = await this.outlook.plan({ pilotId }, viewer);
    const minimumEffectShare = candidate.draft.primary?.minimumEffectShare;
    return hiddenEffectWarnings({ minimumDetectableEffect, minimumEffectShare });
  }

  /** Refuses with PILOT_NOT_READY while arms or people are not clear, and with WRONG_STATE where it is no draft. */
  async draw(pilotId: string, viewer: Viewer): Promise<DrawPreview> {
    const { candidate, units } = await this.prepare(pilotId, viewer);
    const obstacles = drawObstacles(candidate);
    if (obstacles.length > 0) throw new Refusal('PILOT_NOT_READY', 'There is nothing to draw yet.', obstacles);
    const { draft } = candidate;
    const arms = assignedArms(draft, frozenRoster(units, candidate.basis), randomInt(SEEDS));
    return {
      strata: (plannedSizes(draft, units) ?? []).map(({ stratum, arms: counts }) => ({
        stratum,
        arms: draft.arms.map(({ key }) => ({ armKey: key, units: counts[key] ?? 0 })),
      })),
      example: units.flatMap(({ label, stratum }) => {
        const armKey = arms.get(label);
        return armKey === undefined ? [] : [{ unit: label, stratum, armKey }];
      }),
      leftOver: leftOver(candidate.basis ?? null),
    };
  }

  private async prepare(pilotId: string, viewer: Viewer): Promise<PreparedPilot> {
    const today = await this.workspaces.todayIn(viewer.workspaceId);
    return this.registration.prepare(pilotId, today, viewer);
  }
}
