import { DataSource } from 'typeorm';
import { Decision } from '../../src/analysis/decision/decision.entity.js';
import { Result } from '../../src/analysis/flat-results/result.entity.js';
import { resultRows } from '../../src/analysis/flat-results/result-row.rules.js';
import { AdoptionRecord } from '../../src/cohorts/adoption-record.entity.js';
import { LookReview } from '../../src/pilots/look-review.entity.js';
import { PilotAmendment } from '../../src/pilots/pilot-amendment.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { Transactions } from '../../src/platform/transactions.js';
import { MAPPING } from '../facts/deal-bench.js';
import { draftPilot, type PilotingWorkspace, pilotingWorkspace, register } from '../pilots/piloting.js';
import { SOUND_DRAFT } from '../pilots/sound-draft.js';
import { inventedMaterial } from '../stories/invented-material.js';
import { keptAnalysis } from '../stories/kept-analysis.js';
import type { TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { importCsv, upload } from '../support/upload.js';

type Variables = Record<string, unknown>;

/** A workspace in which there is one of everything, and the ids of it all. */
export interface FurnishedWorkspace extends PilotingWorkspace {
  readonly workspaceId: string;
  readonly userId: string;
  readonly tokenId: string;
  readonly salespersonId: string;
  readonly teamId: string;
  readonly territoryId: string;
  readonly draftId: string;
  readonly registeredId: string;
  readonly completedId: string;
  readonly analysisId: string;
  /** An analysis that only monitors. */
  readonly watchingId: string;
  readonly decisionId: string;
  readonly storyId: string;
  readonly feedbackId: string;
  readonly uploadedId: string;
  readonly committedId: string;
}

/** What a manager has imported: a deal, one of somebody who is not in the roster, and a row that is too short. */
export const DEALS = [
  'deal,rep,customer,stage,opened,closed,amount,list',
  'D-1,crm-1,acct-1,Won,2026-01-05,2026-01-10,1200,1300',
  'D-2,Nobody Known,acct-1,Won,2026-01-05,2026-01-10,1200,1300',
  'D-3,Real Name 2,acct-1,Won,2026-01-05',
].join('\n');

const OWNERS = [{ owner: 'Rep One', salesperson: 'crm-1' }];

export async function furnishedWorkspace(app: TestApp): Promise<FurnishedWorkspace> {
  const space = await pilotingWorkspace(app);
  const { admin: token } = space;
  const asked = <Data>(query: string, variables: Variables = {}) => ask<Data>(app, query, { token, variables });
  const { me, workspace, salespeople } = await asked<Base>(
    '{ me { id } workspace { id } salespeople(first: 1) { nodes { id team { id } } } }',
  );
  const { saveAccounts } = await asked<{ saveAccounts: { territory: { id: string } }[] }>(
    `mutation { saveAccounts(input: [{ externalKey: "acct-1", name: "Harbour", owner: "crm-1", territory: "Coast" }]) {
      territory { id } } }`,
  );
  const { createToken } = await asked<{ createToken: { token: { id: string } } }>(
    'mutation($id: ID!) { createToken(input: { userId: $id, name: "spare" }) { token { id } } }',
    { id: me.id },
  );
  const { givePlayFeedback } = await asked<{ givePlayFeedback: { id: string } }>(
    'mutation($id: ID!) { givePlayFeedback(input: { playVersionId: $id, text: "Customers smile." }) { id } }',
    { id: space.playVersionId },
  );
  const committed = await importCsv(app, DEALS, { mapping: { ...MAPPING, owners: OWNERS }, token });
  const uploaded = await upload(app, DEALS, { token });
  const draft = await draftPilot(app, space, { name: 'Drafted' });
  const registered = await register(
    app,
    space,
    await draftPilot(app, space, { name: 'Drawn', draft: partOf('North') }),
  );
  await register(app, space, await draftPilot(app, space, CHOSEN));
  const salespersonId = salespeople.nodes[0].id;
  const kept = await keptResults(
    app,
    { workspaceId: workspace.id, userId: me.id, salespersonId, token },
    registered.id,
  );
  const { tellStory } = await asked<{ tellStory: { id: string } }>(
    'mutation($id: ID!) { tellStory(input: { analysisId: $id, kind: SUCCESS }) { id } }',
    { id: kept.analysisId },
  );
  return {
    ...space,
    ...{ workspaceId: workspace.id, userId: me.id, tokenId: createToken.token.id, salespersonId },
    ...{ teamId: salespeople.nodes[0].team.id, territoryId: saveAccounts[0].territory.id },
    ...{ draftId: draft.id, registeredId: registered.id, ...kept },
    ...{ storyId: tellStory.id, feedbackId: givePlayFeedback.id },
    ...{ uploadedId: uploaded.id, committedId: committed.id },
  };
}

const partOf = (region: string): object => ({ population: { regions: [region], teams: [] } });

const CHOSEN = {
  name: 'Chosen',
  kind: 'FEASIBILITY' as const,
  draft: {
    ...partOf('South'),
    assignment: {
      mechanism: 'CHOSEN',
      stratifyBy: null,
      chosenUnits: ['P-01', 'P-03', 'P-05', 'P-07', 'P-09', 'P-11'],
    },
  },
};

type Owned = Pick<FurnishedWorkspace, 'workspaceId' | 'userId' | 'salespersonId'> & { readonly token: string };

/** What takes a pilot weeks to come to, put into the database as the rooms keep it. */
async function keptResults(
  app: TestApp,
  { workspaceId, userId, salespersonId, token }: Owned,
  registeredId: string,
): Promise<Pick<FurnishedWorkspace, 'completedId' | 'analysisId' | 'watchingId' | 'decisionId'>> {
  const { pilotId, analysisId } = await keptAnalysis(app, { verdict: 'PROVEN', token });
  const between = { look: { number: 1, of: 1, level: 0.05, standing: 'MONITORING' } } as const;
  const watching = await keptAnalysis(app, { verdict: null, token, state: 'RUNNING', changes: between });
  const decisionId = newId();
  const at = '2026-05-20T06:00:00.000Z';
  const { analysis, plan } = inventedMaterial('PROVEN');
  const about = { workspaceId, analysisId, smallestCohort: 12 };
  const rows = resultRows({ ...analysis, pilotId }, 'PROVEN', { plan, cutOffOn: '2026-05-11' });
  await app.app.get(Transactions).run(async (manager) => {
    await manager.insert(Decision, {
      ...{ id: decisionId, workspaceId, pilotId, analysisId, kind: 'STOP', reason: 'Too dear.' },
      ...{ state: 'WAITING', byId: userId, at },
    });
    await manager.insert(
      Result,
      rows.map((row) => ({ id: newId(), ...about, ...row })),
    );
    await manager.insert(AdoptionRecord, {
      ...{ id: newId(), workspaceId, pilotId: registeredId, salespersonId, recordedAt: at },
      ...{ weekStartsOn: '2026-02-02', eligible: 5, used: 3 },
    });
    const record = { workspaceId, pilotId: registeredId, byId: userId, at };
    await manager.insert(PilotAmendment, { id: newId(), ...record, what: 'A fair.', why: 'It was there.' });
    await manager.insert(LookReview, { id: newId(), ...record, look: 1, saw: 'Use.', change: 'Nothing.' });
  });
  return { completedId: pilotId, analysisId, watchingId: watching.analysisId, decisionId };
}

interface Base {
  readonly me: { id: string };
  readonly workspace: { id: string };
  readonly salespeople: { nodes: { id: string; team: { id: string } }[] };
}

/** For each operation that takes anything: what would go through, as far as the state of this workspace lets it. */
export function soundVariables(space: FurnishedWorkspace): Record<string, Variables> {
  const page = { first: 50, after: null };
  const seen = (pilotId: string): Variables => ({ input: { pilotId, version: 1 } });
  const mapping = { ...MAPPING, owners: OWNERS, rates: [{ currency: 'USD', rate: 0.9 }] };
  const run = { input: { importId: space.uploadedId, mapping } };
  const card = { customerSituation: 'A customer waits.', before: 'We wait.', after: 'We ask.', steps: ['Ask.'] };
  const pilot = { name: 'A pilot', playVersionId: space.playVersionId, ownerId: space.userId, draft: SOUND_DRAFT };
  return {
    accounts: { ...page, ownerId: space.salespersonId, territoryId: space.territoryId, sector: 'Ports' },
    adoptionRecords: { ...page, pilotId: space.registeredId },
    analyses: { ...page, pilotId: space.completedId },
    analysis: { id: space.analysisId },
    cohortMembers: { ...page, pilotId: space.registeredId, armKey: 'pilot' },
    decisions: { ...page, pilotId: space.completedId },
    import: { id: space.committedId },
    importRejections: { ...page, importId: space.committedId, code: 'UNKNOWN_OWNER' },
    imports: page,
    metric: { ref: 'win_rate@1' },
    metricTable: {
      input: { metric: 'win_rate@1', unit: 'TEAM', from: '2025-10-01', to: '2025-12-31', cutOffOn: null },
    },
    opportunities: {
      ...page,
      ownerId: space.salespersonId,
      importId: space.committedId,
      createdFrom: '2026-01-01',
      createdTo: '2026-12-31',
    },
    pilot: { id: space.registeredId },
    pilotReadiness: { pilotId: space.draftId },
    pilots: { ...page, playId: space.playId, metric: 'win_rate@1' },
    planPilot: { input: { pilotId: space.draftId, draft: null } },
    play: { id: space.playId },
    playFeedback: { ...page, playId: space.playId },
    plays: page,
    portfolio: { metric: 'win_rate@1' },
    previewDraw: { pilotId: space.draftId },
    previewImport: run,
    redrawCohorts: { pilotId: space.registeredId },
    results: { ...page, pilotId: space.completedId, metric: 'win_rate@1', from: '2026-01-01', to: '2026-12-31' },
    salespeople: { ...page, teamId: space.teamId, territoryId: space.territoryId, inTheFieldOn: '2026-01-15' },
    simulatePilot: { input: { pilotId: space.draftId, draft: null } },
    stories: { ...page, pilotId: space.completedId },
    story: { id: space.storyId },
    teams: page,
    territories: page,
    users: page,
    addUser: { input: { name: 'Somebody', role: 'VIEWER' } },
    advanceClock: { to: '2026-01-15T10:00:00.000Z' },
    amendPilot: { input: { pilotId: space.registeredId, what: 'A fair.', why: 'It was there.' } },
    analysePilot: { input: { pilotId: space.registeredId, look: 1 } },
    cancelPilot: { input: { pilotId: space.registeredId, version: 2, reason: 'No time.' } },
    changePlayStatus: { input: { playId: space.playId, version: 1, status: 'TESTED', standardVersion: null } },
    commitImport: run,
    completePilot: seen(space.registeredId),
    confirmDecision: { id: space.decisionId },
    createToken: { input: { userId: space.userId, name: 'another' } },
    createWorkspace: {
      input: { name: 'New', kind: 'REAL', simulatedNowAt: null, currency: 'EUR', administratorName: 'Ada' },
    },
    decidePilot: { input: { pilotId: space.completedId, kind: 'STOP', reason: 'Too dear.' } },
    discardImport: { id: space.uploadedId },
    draftPilot: { input: pilot },
    givePlayFeedback: { input: { playVersionId: space.playVersionId, text: 'Good.' } },
    proposePlay: { input: { name: 'Another play', kind: 'TOOL', card, note: 'From the field.' } },
    recordAdoption: {
      input: {
        pilotId: space.registeredId,
        records: [{ salesperson: 'P-01', weekStartsOn: '2026-02-02', eligible: 2, used: 1 }],
      },
    },
    registerPilot: seen(space.draftId),
    reviewLook: { input: { pilotId: space.registeredId, look: 1, saw: 'Use.', change: 'Nothing.' } },
    reviseDraft: { input: { ...pilot, pilotId: space.draftId, version: 1 } },
    revisePlay: { input: { playId: space.playId, version: 1, card, note: 'Shorter.', takesUp: [space.feedbackId] } },
    revokeToken: { id: space.tokenId },
    saveAccounts: {
      input: [{ externalKey: 'acct-2', name: 'Quay', owner: 'crm-2', territory: 'Coast', sector: 'Ports' }],
    },
    saveSalespeople: {
      input: [
        {
          externalKey: 'crm-1',
          name: 'Real Name 1',
          pseudonym: 'P-01',
          team: 'Team 1',
          territory: 'Coast',
          region: 'South',
        },
      ],
    },
    saveTeams: { input: [{ name: 'Team 9' }] },
    saveTerritories: { input: [{ name: 'Coast', region: 'North' }] },
    shareStory: { input: { storyId: space.storyId, days: 1 } },
    startPilot: seen(space.registeredId),
    tellStory: {
      input: { analysisId: space.analysisId, kind: 'SUCCESS', language: 'EN', words: { playName: 'The question' } },
    },
  };
}

/** Everything that is kept, of all workspaces, to be compared with what is kept later. */
export async function everythingKept(app: TestApp): Promise<Record<string, unknown[]>> {
  const database = app.app.get(DataSource);
  const kept: Record<string, unknown[]> = {};
  for (const { target, tableName } of database.entityMetadatas)
    kept[tableName] = await database.getRepository(target).find({ order: { id: 'ASC' } });
  return kept;
}
