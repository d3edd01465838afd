import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import type { Analysis } from '../analysis/analysis.entity.js';
import { AnalysisService } from '../analysis/analysis.service.js';
import { DecisionService } from '../analysis/decision/decision.service.js';
import { Verdict } from '../analysis/verdict/verdict.rules.js';
import type { Pilot } from '../pilots/pilot.entity.js';
import { DecisionKind } from '../pilots/pilot.rules.js';
import { StoryTelling } from '../stories/story-telling.service.js';
import type { StoryWordsInput } from '../stories/story.input.js';
import { earnedKind, StoryLanguage } from '../stories/story.rules.js';

/** What a pilot of the sample came to: its official result, what was decided on it, and the stories that may be told. */
@Injectable()
export class SampleResults {
  constructor(
    private readonly analyses: AnalysisService,
    private readonly decisions: DecisionService,
    private readonly stories: StoryTelling,
  ) {}

  /** The company rolls out what is PROVEN and redesigns the rest; nobody has to overrule a verdict. */
  async conclude({ id }: Pilot, german: StoryWordsInput, viewer: Viewer): Promise<void> {
    const analysis = await this.analyses.analyse({ pilotId: id, look: 1 }, viewer);
    const proven = analysis.verdict === Verdict.PROVEN;
    await this.decisions.decide(
      {
        pilotId: id,
        kind: proven ? DecisionKind.ROLL_OUT : DecisionKind.REDESIGN,
        reason: proven
          ? 'The regions that took part want to keep it, and the discounts did not rise.'
          : 'We cannot tell from so few people. We test it again where more salespeople can take part.',
      },
      viewer,
    );
    await this.tell(analysis, german, viewer);
  }

  private async tell(analysis: Analysis, german: StoryWordsInput, viewer: Viewer): Promise<void> {
    if (analysis.verdict === null) throw new Error('An official analysis has a verdict.');
    const kind = earnedKind(analysis.verdict);
    await this.stories.tell({ analysisId: analysis.id, kind, language: StoryLanguage.EN }, viewer);
    await this.stories.tell({ analysisId: analysis.id, kind, language: StoryLanguage.DE, words: german }, viewer);
  }
}
