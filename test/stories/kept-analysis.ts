import type { AnalysisResult } from '../../src/analysis/result/analysis-result.js';
import { Analysis } from '../../src/analysis/analysis.entity.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import { Pilot } from '../../src/pilots/pilot.entity.js';
import type { PilotState } from '../../src/pilots/pilot.rules.js';
import { planHash } from '../../src/pilots/plan.rules.js';
import { newId } from '../../src/platform/new-id.js';
import { Transactions } from '../../src/platform/transactions.js';
import type { TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { inventedMaterial } from './invented-material.js';

interface Wishes {
  readonly verdict: Verdict | null;
  readonly token: string;
  readonly state?: PilotState;
  readonly changes?: Partial<AnalysisResult>;
  readonly card?: { readonly steps: readonly string[] };
  readonly smallestCohort?: number;
  /** The instant at which all of it happened. */
  readonly at?: string;
}

export interface KeptAnalysis {
  readonly pilotId: string;
  readonly analysisId: string;
}

/**
 * A registered pilot with an analysis of the wished verdict, put into the database as the rooms before keep them: what
 * is tested here begins where they have finished. The whole way is walked in test/journeys.
 */
export async function keptAnalysis(app: TestApp, wishes: Wishes): Promise<KeptAnalysis> {
  const { verdict, token, state = 'COMPLETED', changes = {} } = wishes;
  const { plan, card, analysis } = inventedMaterial(verdict ?? 'INCONCLUSIVE', changes);
  const { me, workspace } = await ask<{ me: { id: string }; workspace: { id: string } }>(
    app,
    '{ me { id } workspace { id } }',
    { token },
  );
  const { proposePlay } = await ask<{ proposePlay: { latestVersion: { id: string } } }>(
    app,
    'mutation($input: ProposePlayInput!) { proposePlay(input: $input) { latestVersion { id } } }',
    { token, variables: { input: { name: `Play ${newId()}`, kind: 'ARGUMENT', card: { ...card, ...wishes.card } } } },
  );
  const [pilotId, analysisId] = [newId(), newId()];
  const now = wishes.at ?? '2026-05-12T06:00:00.000Z';
  const mine = { workspaceId: workspace.id };
  const hash = planHash(plan);
  const result: AnalysisResult = { ...analysis, pilotId, planHash: hash, verdict };
  await app.app.get(Transactions).run(async (manager) => {
    await manager.insert(Pilot, {
      ...mine,
      id: pilotId,
      name: plan.name,
      kind: plan.kind,
      state,
      playVersionId: proposePlay.latestVersion.id,
      ownerId: me.id,
      draft: {} as never,
      plan: plan as never,
      planHash: hash,
      primaryMetric: plan.primary.metric,
      createdAt: now,
      registeredAt: now,
      completedAt: state === 'COMPLETED' ? now : null,
      version: 1,
    });
    await manager.insert(Analysis, {
      ...mine,
      id: analysisId,
      pilotId,
      look: 1,
      standing: result.look.standing,
      officialKey: null,
      verdict,
      cutOffOn: '2026-05-11',
      simulated: result.simulated,
      planHash: hash,
      inputsSha256: result.inputsSha256,
      engine: result.engine,
      smallestCohort: wishes.smallestCohort ?? 12,
      result: result as never,
      madeById: me.id,
      madeAt: now,
    });
  });
  return { pilotId, analysisId };
}
