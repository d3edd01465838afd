import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { WorkspaceKind } from '../access/access.rules.js';
import { User } from '../access/user.entity.js';
import type { Viewer } from '../access/viewer.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { notFound, Refusal } from '../platform/refusal.js';
import { PlayService } from '../plays/play.service.js';
import { frozenPlan } from './freeze.rules.js';
import { moveObstacles, PilotState } from './pilot.rules.js';
import type { SeenPilotInput } from './pilot.input.js';
import type { Pilot } from './pilot.entity.js';
import { PilotPopulation } from './pilot-population.service.js';
import { type FrozenPilot, mayDecide, PilotService } from './pilot.service.js';
import { type EarlierDraw, planHash } from './plan.rules.js';
import type { Participant } from './population.rules.js';
import { type PeopledCandidate, readiness } from './readiness.rules.js';

/** A draft with everything its registration needs, read before the transaction begins. */
export interface PreparedPilot {
  readonly pilot: Pilot;
  readonly candidate: PeopledCandidate;
  readonly units: readonly Participant[];
  readonly ownerName: string;
  readonly play: Parameters<typeof frozenPlan>[0]['play'];
}

/** What the draw brings along when the plan is frozen. */
export interface Freezing {
  readonly seen: SeenPilotInput;
  readonly at: string;
  readonly viewer: Viewer;
  readonly found: { readonly obstacles: readonly string[]; readonly earlierDraws: readonly EarlierDraw[] };
}

/** The half of a registration that belongs to the plan; the draw is the cohorts' own. */
@Injectable()
export class PilotRegistration {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly pilots: PilotService,
    private readonly plays: PlayService,
    private readonly population: PilotPopulation,
    private readonly metrics: MetricCatalogue,
  ) {}

  /** Reads all that decides about a draft on a day. Refuses with NOT_FOUND, and with WRONG_STATE where it is no draft. */
  async prepare(pilotId: string, today: string, viewer: Viewer): Promise<PreparedPilot> {
    const { workspaceId, workspace } = viewer;
    const pilot = await this.pilots.find(pilotId, viewer);
    const moves = moveObstacles(pilot.state, PilotState.REGISTERED);
    if (moves.length > 0) throw new Refusal('WRONG_STATE', 'The pilot cannot be registered.', moves);
    const owner = await this.database.getRepository(User).findOneBy({ id: pilot.ownerId, workspaceId });
    if (!owner) throw notFound('user');
    const { play, ...version } = await this.plays.version(null, pilot.playVersionId, workspaceId);
    const { units, ...people } = await this.population.of(pilot.draft, { workspaceId, today });
    return {
      pilot,
      candidate: {
        kind: pilot.kind,
        draft: pilot.draft,
        playStatus: play.status,
        ownerMayDecide: mayDecide(owner.role),
        metrics: this.metrics.all(),
        today,
        ...people,
        minimumCohort: workspace.minimumCohort,
      },
      units,
      ownerName: owner.name,
      play: { name: play.name, kind: play.kind, version: version.number, card: version.card },
    };
  }

  /**
   * Freezes and hashes the plan. Refuses with PILOT_NOT_READY and every obstacle, those found by the caller included,
   * and with CONFLICT where the draft was changed, or registered, since it was read.
   */
  async freeze(
    manager: EntityManager,
    { pilot, candidate, ownerName, play }: PreparedPilot,
    { seen, at, found, viewer }: Freezing,
  ): Promise<FrozenPilot> {
    const { obstacles, looks } = readiness(candidate);
    if (obstacles.length + found.obstacles.length > 0)
      throw new Refusal('PILOT_NOT_READY', 'The pilot cannot be registered yet.', [...obstacles, ...found.obstacles]);
    const plan = frozenPlan({
      name: pilot.name,
      kind: pilot.kind,
      draft: pilot.draft,
      play,
      looks,
      ownerName,
      earlierDraws: found.earlierDraws,
      simulated: viewer.workspace.kind === WorkspaceKind.SIMULATED,
      currency: viewer.workspace.currency,
    });
    const registered = await this.pilots.move(
      manager,
      { ...pilot, version: seen.version },
      {
        to: PilotState.REGISTERED,
        plan,
        planHash: planHash(plan),
        primaryMetric: plan.primary.metric,
        registeredAt: at,
        registeredById: viewer.userId,
      },
    );
    return { pilot: registered, plan };
  }
}
