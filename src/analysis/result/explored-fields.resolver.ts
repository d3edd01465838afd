import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { SignedIn, type Viewer } from '../../access/viewer.js';
import type { StatisticalRefusal } from '../../statistics/index.js';
import { Analysis } from '../analysis.entity.js';
import { RefusalFields } from './analysis-result.fields.js';
import type { AnalysisResult } from './analysis-result.js';
import { ExploratoryResultFields, SegmentEffectFields, SegmentsResultFields } from './explored.fields.js';
import { refusalSentence } from '../verdict/refusal-sentence.rules.js';
import { shownSegments } from '../observation/segment.rules.js';

/** What was only looked at. */
@Resolver(() => Analysis)
export class ExploredFieldsResolver {
  @ResolveField(() => [ExploratoryResultFields], {
    description: 'Metrics that were only looked at; they prove nothing.',
  })
  exploratory(@Parent() { result }: Analysis): NonNullable<AnalysisResult['exploratory']> {
    return result.exploratory ?? [];
  }

  @ResolveField(() => [SegmentsResultFields], {
    description: 'Whether the uplift of the primary metric differs between registered segments.',
  })
  segments(@Parent() { result }: Analysis, @SignedIn() { workspace }: Viewer): NonNullable<AnalysisResult['segments']> {
    return (result.segments ?? []).map((one) => shownSegments(one, workspace.minimumCohort));
  }
}

@Resolver(() => SegmentEffectFields)
export class SegmentEffectFieldsResolver {
  @ResolveField(() => RefusalFields, { nullable: true, description: 'Why there is no number.' })
  refusal(@Parent() { refusal }: { refusal: StatisticalRefusal | null }): object | null {
    return refusal === null ? null : refusalSentence(refusal);
  }
}
