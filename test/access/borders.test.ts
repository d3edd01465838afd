import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Transactions } from '../../src/platform/transactions.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { type Answer, answerTo } from '../support/ask.js';
import { everythingKept, type FurnishedWorkspace, furnishedWorkspace, soundVariables } from './furnished-workspace.js';
import { type Operation, operationsOf, withValueAt } from './operations.js';

/** Which of the ids of a furnished workspace goes in at a place, by the place's last word or by the operation. */
const KEPT_AT: Readonly<Record<string, (space: FurnishedWorkspace) => string>> = {
  pilotId: ({ registeredId }) => registeredId,
  playId: ({ playId }) => playId,
  playVersionId: ({ playVersionId }) => playVersionId,
  analysisId: ({ analysisId }) => analysisId,
  storyId: ({ storyId }) => storyId,
  importId: ({ uploadedId }) => uploadedId,
  userId: ({ userId }) => userId,
  ownerId: ({ salespersonId }) => salespersonId,
  teamId: ({ teamId }) => teamId,
  territoryId: ({ territoryId }) => territoryId,
  takesUp: ({ feedbackId }) => feedbackId,
  'analysis.id': ({ analysisId }) => analysisId,
  'confirmDecision.id': ({ decisionId }) => decisionId,
  'discardImport.id': ({ uploadedId }) => uploadedId,
  'import.id': ({ committedId }) => committedId,
  'pilot.id': ({ registeredId }) => registeredId,
  'play.id': ({ playId }) => playId,
  'revokeToken.id': ({ tokenId }) => tokenId,
  'story.id': ({ storyId }) => storyId,
  // Whoever decides is a user; a deal and an account are a salesperson's.
  'draftPilot.input.ownerId': ({ userId }) => userId,
  'reviseDraft.input.ownerId': ({ userId }) => userId,
  // What can be done to a pilot depends on how far it has come.
  'registerPilot.input.pilotId': ({ draftId }) => draftId,
  'reviseDraft.input.pilotId': ({ draftId }) => draftId,
  'planPilot.input.pilotId': ({ draftId }) => draftId,
  'simulatePilot.input.pilotId': ({ draftId }) => draftId,
  'pilotReadiness.pilotId': ({ draftId }) => draftId,
  'previewDraw.pilotId': ({ draftId }) => draftId,
  'decidePilot.input.pilotId': ({ completedId }) => completedId,
};

/** These name a built-in metric, which is the same in every workspace. */
const NOT_KEPT = ['metric.ref'];

interface Place {
  readonly operation: Operation;
  readonly path: string;
}

const nameOf = ({ operation, path }: Place): string => `${operation.name}.${path}`;

function keptAt(place: Place): ((space: FurnishedWorkspace) => string) | undefined {
  return KEPT_AT[nameOf(place)] ?? KEPT_AT[place.path.split('.').at(-1) ?? ''];
}

describe.each(BOTH_DATABASES)('the border between workspaces on %s', (database) => {
  let app: TestApp;
  let ours: FurnishedWorkspace;
  let theirs: FurnishedWorkspace;
  let places: Place[];
  beforeAll(async () => {
    app = await startApp(database);
    ours = await furnishedWorkspace(app);
    theirs = await furnishedWorkspace(app);
    places = operationsOf(app).flatMap((operation) =>
      operation.places.filter(({ type }) => type === 'ID').map(({ path }) => ({ operation, path })),
    );
  });
  afterAll(() => app.close());

  /** What an administrator of ours is answered with this id there, everything else being ours. */
  async function answerWith({ operation, path }: Place, id: string): Promise<Answer<unknown>> {
    const sound = soundVariables(ours)[operation.name];
    const variables = withValueAt(sound, path, id);
    const answer = await answerTo<unknown>(app, operation.document, { variables, token: ours.admin });
    return JSON.parse(JSON.stringify(answer).replaceAll(id, 'that id')) as Answer<unknown>;
  }

  it('is tried at every place of the schema where an id goes in', () => {
    const untried = places.filter((place) => keptAt(place) === undefined).map(nameOf);
    expect(untried).toEqual(NOT_KEPT);
    expect(places.length).toBeGreaterThan(50);
    const unknown = operationsOf(app).filter(
      ({ name, places: all }) => all.length > 0 && !(name in soundVariables(ours)),
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it('answers to an id of another workspace as to one that does not exist, and nothing is written', async () => {
    const before = await everythingKept(app);
    const tried: string[] = [];
    for (const place of places) {
      const kept = keptAt(place);
      if (!kept) continue;
      const missing = await answerWith(place, randomUUID());
      const foreign = await answerWith(place, kept(theirs));
      expect({ [nameOf(place)]: foreign }).toEqual({ [nameOf(place)]: missing });
      const codes = foreign.errors?.map(({ extensions }) => extensions.code) ?? ['EMPTY'];
      tried.push(`${nameOf(place)} ${codes.join()}`);
    }
    expect(await everythingKept(app)).toEqual(before);
    // A list filtered by such an id is empty; everything else says that it is not there.
    const lists = /^(accounts|analyses|decisions|opportunities|pilots|results|salespeople|stories)\./;
    expect(tried.filter((one) => lists.test(one) !== one.endsWith(' EMPTY'))).toEqual([]);
    expect(tried.filter((one) => !/ (EMPTY|NOT_FOUND)$/.test(one))).toEqual([]);
  });

  it('gives the same places their way where the id is ours', async () => {
    const refused: string[] = [];
    for (const place of places.filter(({ operation }) => operation.kind === 'query')) {
      const kept = keptAt(place);
      const { errors } = kept ? await answerWith(place, kept(ours)) : {};
      if (errors) refused.push(nameOf(place));
    }
    expect(refused).toEqual([]);
  });

  it('is also in the way of a row that points across it, as only a fault of ours could make one', async () => {
    const theirIds = await idsKeptIn(theirs);
    expect(theirIds.size).toBeGreaterThan(50);
    expect(await pointAcross()).toEqual(
      expect.arrayContaining(['account.ownerId', 'story.analysisId', 'pilot.ownerId']),
    );
    for (const { kind, name, deepDocument, deepVariables } of operationsOf(app)) {
      if (kind === 'mutation') continue;
      const variables = deepVariables(soundVariables(ours)[name]);
      const answer = JSON.stringify(await answerTo(app, deepDocument, { variables, token: ours.admin }));
      const seen = [...answer.matchAll(/"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id);
      expect({ [name]: seen.filter((id) => theirIds.has(id)) }).toEqual({ [name]: [] });
    }
  });

  async function idsKeptIn({ workspaceId }: FurnishedWorkspace): Promise<Set<string>> {
    const rows = Object.values(await everythingKept(app)).flat() as { id: string; workspaceId?: string }[];
    return new Set(rows.filter((row) => row.workspaceId === workspaceId).map(({ id }) => id));
  }

  /** Turns every reference of one row of ours in each table to a row of theirs, and names them. */
  async function pointAcross(): Promise<string[]> {
    const database = app.app.get(DataSource);
    const bound = database.entityMetadatas
      .filter(({ propertiesMap }) => 'workspaceId' in propertiesMap)
      .map(({ target }) => target);
    const turned: string[] = [];
    for (const { target, tableName, manyToOneRelations, uniques } of database.entityMetadatas) {
      const unique = uniques.flatMap(({ columns }) => columns.map(({ propertyName }) => propertyName));
      for (const { joinColumns, inverseEntityMetadata: other } of manyToOneRelations) {
        const { propertyName } = joinColumns[0];
        const isBound = [target, other.target].every((one) => bound.includes(one));
        if (!isBound || unique.includes(propertyName)) continue;
        const [mine, foreign] = [
          await database.getRepository(target).findOne({ where: { workspaceId: ours.workspaceId } }),
          await database.getRepository(other.target).findOne({ where: { workspaceId: theirs.workspaceId } }),
        ] as ({ id: string } | null)[];
        if (!mine || !foreign) continue;
        const change = { [propertyName]: foreign.id } as never;
        await app.app.get(Transactions).run((manager) => manager.update(target, { id: mine.id }, change));
        turned.push(`${tableName}.${propertyName}`);
      }
    }
    return turned;
  }
});
