import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Analysis } from '../analysis/analysis.entity.js';
import { DecisionState } from '../analysis/decision/decision.rules.js';
import { DecisionService } from '../analysis/decision/decision.service.js';
import { CohortDraw } from '../cohorts/cohort-draw.entity.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { metricRef } from '../metrics/metric.rules.js';
import { PilotAmendment } from '../pilots/pilot-amendment.entity.js';
import { PilotService } from '../pilots/pilot.service.js';
import { Refusal } from '../platform/refusal.js';
import { PlayService } from '../plays/play.service.js';
import type { StoryDecision, StoryMaterial } from './story-material.js';
import { numberObstacles, wordsOfStory } from './story-words.rules.js';
import type { TellStoryInput } from './story.input.js';
import { StoryLanguage } from './story.rules.js';

/** Gathers what a story may speak of, as it stands now. */
@Injectable()
export class StoryMaterials {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly pilots: PilotService,
    private readonly plays: PlayService,
    private readonly decisions: DecisionService,
    private readonly metrics: MetricCatalogue,
  ) {}

  /** Refuses with INVALID_INPUT where people's words bring numbers along. */
  async of(analysis: Analysis, { words, language }: TellStoryInput, minimumCohort: number): Promise<StoryMaterial> {
    const { pilotId, workspaceId, verdict } = analysis;
    if (verdict === null) throw new Error(`Analysis ${analysis.id} has no verdict to tell about.`);
    const { pilot, plan } = await this.pilots.frozen(null, pilotId, workspaceId);
    const { card } = await this.plays.version(null, pilot.playVersionId, workspaceId);
    const obstacles = numberObstacles(card, words ?? {});
    if (obstacles.length > 0)
      throw new Refusal('INVALID_INPUT', 'A story shows no numbers but those of its analysis.', obstacles);
    const draw = await this.database.getRepository(CohortDraw).findOneBy({ pilotId, workspaceId });
    const amendments = await this.database
      .getRepository(PilotAmendment)
      .find({ where: { pilotId, workspaceId }, order: { id: 'ASC' } });
    return {
      analysis: { ...analysis.result, verdict },
      analysisId: analysis.id,
      plan,
      playName: words?.playName ?? plan.play.name,
      card: wordsOfStory(card, words ?? {}),
      drawnAt: draw?.drawnAt ?? null,
      amendments: amendments.map(({ at, what, why, lookOn }) => ({ at, what, why, lookOn })),
      minimumCohort,
      decision: await this.decision(pilotId, workspaceId),
      metricNames: Object.fromEntries(
        this.metrics.all().map((one) => [metricRef(one), language === StoryLanguage.DE ? one.nameDe : one.name]),
      ),
    };
  }

  private async decision(pilotId: string, workspaceId: string): Promise<StoryDecision | null> {
    const made = await this.decisions.ofPilot(pilotId, workspaceId);
    if (!made) return null;
    const { kind, reason, at, state, by } = made;
    return { kind, reason, at, by: by?.name ?? '', isWaiting: state === DecisionState.WAITING };
  }
}
