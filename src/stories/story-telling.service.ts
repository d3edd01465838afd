import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { AnalysisService } from '../analysis/analysis.service.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import type { Language } from '../render/format.js';
import { plainText } from '../render/plain-text.js';
import { forbiddenWords } from './certainty.rules.js';
import { isRandomised } from './story-case.rules.js';
import { storyDocument } from './story-document.rules.js';
import { StoryLinks } from './story-link.service.js';
import { StoryMaterials } from './story-material.service.js';
import { Story } from './story.entity.js';
import type { TellStoryInput } from './story.input.js';
import { type StoryLanguage, storyRefusal } from './story.rules.js';

const LANGUAGES: Readonly<Record<StoryLanguage, Language>> = { EN: 'en', DE: 'de' };

@Injectable()
export class StoryTelling {
  constructor(
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly analyses: AnalysisService,
    private readonly materials: StoryMaterials,
    private readonly links: StoryLinks,
  ) {}

  /** Tells a story from one analysis. Refuses with NOT_FOUND, VERDICT_NOT_ELIGIBLE, COHORT_TOO_SMALL and INVALID_INPUT. */
  async tell(input: TellStoryInput, viewer: Viewer): Promise<Story> {
    const analysis = await this.analyses.find(input.analysisId, viewer);
    const { verdict, standing, result } = analysis;
    const refusal = storyRefusal({
      kind: input.kind,
      verdict,
      standing,
      cohorts: result.primary.arms.map(({ people }) => people),
      minimumCohort: viewer.workspace.minimumCohort,
    });
    if (refusal || verdict === null)
      throw new Refusal(refusal?.code ?? 'VERDICT_NOT_ELIGIBLE', refusal?.message ?? '', refusal?.reasons);
    const material = await this.materials.of(analysis, input, viewer.workspace.minimumCohort);
    const document = storyDocument(input.kind, material, LANGUAGES[input.language]);
    const overclaims = forbiddenWords(document, verdict, isRandomised(material.plan));
    if (overclaims.length > 0) throw new Error(`A ${verdict} story would have said: ${overclaims.join(', ')}.`);
    const toldAt = await this.workspaces.nowIn(viewer.workspaceId);
    const story: Story = {
      id: newId(),
      workspaceId: viewer.workspaceId,
      pilotId: analysis.pilotId,
      analysisId: analysis.id,
      kind: input.kind,
      language: input.language,
      verdict,
      simulated: result.simulated,
      headline: plainText(document.title, document.language),
      document,
      toldById: viewer.userId,
      toldAt,
    };
    return this.transactions.run(async (manager) => {
      await this.links.prepare(manager, viewer.workspaceId);
      await manager.insert(Story, story);
      return story;
    });
  }
}
