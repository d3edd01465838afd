import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Brackets, DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { Role } from '../access/access.rules.js';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { newId } from '../platform/new-id.js';
import { type Page, pageOf } from '../platform/paging.js';
import { notFound, Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import { PlayFeedback } from './play-feedback.entity.js';
import { type PlayCard, PlayVersion } from './play-version.entity.js';
import { Play } from './play.entity.js';
import type {
  ChangePlayStatusInput,
  GivePlayFeedbackInput,
  PlayCardInput,
  PlayFeedbackArgs,
  PlaysArgs,
  ProposePlayInput,
  RevisePlayInput,
} from './play.input.js';
import { cardObstacles, moveObstacles, PlayStatus, standardVersionObstacles } from './play.rules.js';

@Injectable()
export class PlayService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
  ) {}

  /** One version with its play, for the rooms that test it. Refuses with NOT_FOUND. */
  async version(
    manager: EntityManager | null,
    versionId: string,
    workspaceId: string,
  ): Promise<PlayVersion & { play: Play }> {
    const found = await (manager ?? this.database.manager).findOne(PlayVersion, {
      where: { id: versionId, workspaceId },
      relations: { play: true },
    });
    if (!found?.play) throw notFound('play version');
    return { ...found, play: found.play };
  }

  /** Refuses with NOT_FOUND. */
  async latestVersion(playId: string, { workspaceId }: Viewer): Promise<PlayVersion> {
    const [latest] = await this.database
      .getRepository(PlayVersion)
      .find({ where: { playId, workspaceId }, order: { number: 'DESC' }, take: 1 });
    if (!(latest as PlayVersion | undefined)) throw notFound('play');
    return latest;
  }

  list({ kind, status, ...page }: PlaysArgs, { workspaceId }: Viewer): Promise<Page<Play>> {
    const query = this.database.getRepository(Play).createQueryBuilder('play').where({ workspaceId });
    if (kind != null) query.andWhere({ kind });
    if (status != null) query.andWhere({ status });
    return pageOf(query, page);
  }

  async find(id: string, { workspaceId }: Viewer): Promise<Play> {
    const play = await this.database.getRepository(Play).findOneBy({ id, workspaceId });
    if (!play) throw notFound('play');
    return play;
  }

  /** Feedback may tell what a card says, so a salesperson reads only their own and that on cards open to them. */
  async feedback({ playId, ...page }: PlayFeedbackArgs, viewer: Viewer): Promise<Page<PlayFeedback>> {
    await this.find(playId, viewer);
    const query = this.database
      .getRepository(PlayFeedback)
      .createQueryBuilder('feedback')
      .innerJoin('feedback.playVersion', 'version')
      .innerJoin('version.play', 'play')
      .where('play.id = :playId AND play.workspaceId = :workspaceId', { playId, workspaceId: viewer.workspaceId });
    if (viewer.role === Role.SALESPERSON)
      query.andWhere(
        new Brackets((either) =>
          either
            .where('feedback.byId = :me', { me: viewer.userId })
            .orWhere('version.createdById = :me')
            .orWhere('version.number = play.standardNumber'),
        ),
      );
    return pageOf(query, page);
  }

  /** A new IDEA with its first version. Refuses with ALREADY_EXISTS where the name is taken. */
  async propose(input: ProposePlayInput, viewer: Viewer): Promise<Play> {
    const card = checkedCard(input.card);
    const now = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const play = manager.create(Play, {
        id: newId(),
        workspaceId: viewer.workspaceId,
        name: input.name,
        kind: input.kind,
        status: PlayStatus.IDEA,
        standardNumber: null,
        proposedById: viewer.userId,
        createdAt: now,
        version: 1,
      });
      // A name taken in the same moment leaves no row instead of a fault of the database.
      await manager.createQueryBuilder().insert().into(Play).values(play).orIgnore().updateEntity(false).execute();
      if (!(await manager.existsBy(Play, { id: play.id })))
        throw new Refusal('ALREADY_EXISTS', `There is already a play with the name "${input.name}".`, [
          'Revise that one, or choose another name.',
        ]);
      await manager.insert(
        PlayVersion,
        newVersion(play, { number: 1, card, note: input.note ?? null }, { viewer, now }),
      );
      return play;
    });
  }

  /** The next version of a play that is in use. Refuses with WRONG_STATE and CONFLICT. */
  async revise(input: RevisePlayInput, viewer: Viewer): Promise<Play> {
    const card = checkedCard(input.card);
    const now = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const { play, latest } = await playToChange(manager, input, viewer);
      if (play.status === PlayStatus.RETIRED)
        throw new Refusal('WRONG_STATE', 'A retired play is not revised.', ['Make it an IDEA again first.']);
      const number = latest + 1;
      const changed = await changePlay(manager, play, {});
      await manager.insert(PlayVersion, newVersion(play, { number, card, note: input.note }, { viewer, now }));
      await takeUp(manager, input.takesUp, { playId: play.id, number });
      return changed;
    });
  }

  /** Moves a play to another status. Refuses with WRONG_STATE, INVALID_INPUT and CONFLICT. */
  async changeStatus(input: ChangePlayStatusInput, viewer: Viewer): Promise<Play> {
    return this.transactions.run(async (manager) => {
      const { play, latest } = await playToChange(manager, input, viewer);
      const chosen = input.standardVersion ?? null;
      const moves = moveObstacles(play.status, input.status);
      if (moves.length > 0) throw new Refusal('WRONG_STATE', 'The play cannot take this step.', moves);
      const faults = standardVersionObstacles({ to: input.status, chosen, current: play.standardNumber, latest });
      if (faults.length > 0) throw new Refusal('INVALID_INPUT', 'The play cannot take this step.', faults);
      return changePlay(manager, play, { status: input.status, standardNumber: chosen });
    });
  }

  async giveFeedback(input: GivePlayFeedbackInput, viewer: Viewer): Promise<PlayFeedback> {
    const at = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const { id: playVersionId } = await this.version(manager, input.playVersionId, viewer.workspaceId);
      const feedback = manager.create(PlayFeedback, {
        id: newId(),
        workspaceId: viewer.workspaceId,
        playVersionId,
        text: input.text,
        byId: viewer.userId,
        at,
        takenUpInNumber: null,
      });
      await manager.insert(PlayFeedback, feedback);
      return feedback;
    });
  }
}

function checkedCard(input: PlayCardInput): PlayCard {
  const { customerSituation, before, after, steps, notFor = null } = input;
  const obstacles = cardObstacles(input);
  if (obstacles.length > 0) throw new Refusal('INVALID_INPUT', 'The card does not say a difference.', obstacles);
  return { customerSituation, before, after, steps: [...steps], notFor };
}

function newVersion(
  play: Play,
  content: Pick<PlayVersion, 'number' | 'card' | 'note'>,
  { viewer, now }: { viewer: Viewer; now: string },
): PlayVersion {
  return {
    id: newId(),
    workspaceId: play.workspaceId,
    playId: play.id,
    ...content,
    createdById: viewer.userId,
    createdAt: now,
  };
}

interface SeenPlay {
  readonly playId: string;
  readonly version: number;
}

async function playToChange(
  manager: EntityManager,
  { playId, version }: SeenPlay,
  { workspaceId }: Viewer,
): Promise<{ play: Play; latest: number }> {
  const play = await manager.findOneBy(Play, { id: playId, workspaceId });
  if (!play) throw notFound('play');
  if (play.version !== version) throw changedMeanwhile();
  return { play, latest: await manager.countBy(PlayVersion, { playId }) };
}

async function changePlay(
  manager: EntityManager,
  play: Play,
  change: Partial<Pick<Play, 'status' | 'standardNumber'>>,
): Promise<Play> {
  const { id, version } = play;
  const changed = { ...change, version: version + 1 };
  const { affected } = await manager.update(Play, { id, version }, changed);
  if (affected !== 1) throw changedMeanwhile();
  return { ...play, ...changed };
}

async function takeUp(
  manager: EntityManager,
  ids: readonly string[],
  { playId, number }: { playId: string; number: number },
): Promise<void> {
  if (ids.length === 0) return;
  const found = await manager.findBy(PlayFeedback, {
    id: In([...ids]),
    playVersion: { playId },
    takenUpInNumber: IsNull(),
  });
  if (found.length !== ids.length) {
    const known = new Set(found.map(({ id }) => id));
    throw new Refusal(
      'NOT_FOUND',
      'Some of the feedback is not there.',
      ids.filter((id) => !known.has(id)).map((id) => `takesUp: ${id} is no open feedback on this play.`),
    );
  }
  await manager.update(PlayFeedback, { id: In([...ids]) }, { takenUpInNumber: number });
}

function changedMeanwhile(): Refusal {
  return new Refusal('CONFLICT', 'Somebody has changed the play in the meantime.', ['Read it again, then repeat.']);
}
