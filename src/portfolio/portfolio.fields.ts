import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { EstimateFields } from '../analysis/result/analysis-result.fields.js';
import { EffectPriorFields } from '../analysis/result/belief.fields.js';
import { Verdict } from '../analysis/verdict/verdict.rules.js';
import type { ComparisonScale, Estimate, Interval, VarianceMethod as Method } from '../statistics/index.js';
import {
  type PooledUplift,
  PortfolioGap,
  type PortfolioPilot as PilotOfPortfolio,
  VarianceMethod,
} from './portfolio.rules.js';

registerEnumType(PortfolioGap, {
  name: 'PortfolioGap',
  description: 'Why a completed pilot is counted, but not pooled. None of these depends on what it came to.',
  valuesMap: {
    NOT_DRAWN: { description: 'Its arms were chosen, not drawn.' },
    NO_ESTIMATE: { description: 'The statistics gave no relative uplift.' },
    OTHER_SCALE: { description: 'It was compared on another scale than most.' },
  },
});

registerEnumType(VarianceMethod, {
  name: 'VarianceMethod',
  description: 'How the variance between pilots was estimated.',
  valuesMap: {
    REML: { description: 'Restricted maximum likelihood.' },
    PAULE_MANDEL: { description: 'Paule and Mandel, where the likelihood found no rest.' },
  },
});

@ObjectType('VerdictCount', { description: 'How many completed pilots came to a verdict.' })
class VerdictCountFields {
  @Field(() => Verdict, { description: 'The verdict.' })
  verdict: Verdict;

  @Field(() => Int, { description: 'How many pilots.' })
  pilots: number;
}

@ObjectType('PooledUplift', {
  description:
    'What the pilots say together: random effects with the interval of Hartung, Knapp, Sidik and Jonkman, never narrower than the ordinary one.',
})
class PooledUpliftFields implements PooledUplift {
  @Field(() => Int, { description: 'How many pilots it rests on.' })
  pilots: number;

  @Field(() => EstimateFields, {
    description: 'Mean uplift of pilots like these, as a share of control, with its 95 % interval.',
  })
  relative: Estimate;

  @Field(() => [Float], {
    nullable: 'items',
    description: 'Where the true uplift of the next pilot like these lies, at 95 %: lower and upper bound.',
  })
  predictionInterval: Interval;

  @Field(() => Float, { description: 'How far true effects vary from pilot to pilot: a standard deviation.' })
  deviation: number;

  @Field(() => VarianceMethod, { description: 'How that was estimated.' })
  method: Method;
}

@ObjectType({ description: 'A completed pilot among the others.' })
export class PortfolioPilot implements PilotOfPortfolio {
  @Field(() => ID, { description: 'The pilot.' })
  pilotId: string;

  @Field(() => ID, { description: 'Its last official analysis.' })
  analysisId: string;

  @Field(() => Verdict, { nullable: true, description: 'What the evidence said.' })
  verdict: Verdict | null;

  @Field({ description: 'Last day whose facts that saw (YYYY-MM-DD).' })
  cutOffOn: string;

  @Field(() => EstimateFields, {
    nullable: true,
    description: 'Uplift of the first pilot arm as a share of control, with the interval of its look.',
  })
  relative: Estimate | null;

  @Field(() => Float, { nullable: true, description: 'The same, drawn towards what the pilots say together.' })
  shrunken: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of its own result in that, 0-1.' })
  weight: number | null;

  @Field(() => PortfolioGap, { nullable: true, description: 'Why it is not pooled; null where it is.' })
  gap: PortfolioGap | null;
}

@ObjectType('Portfolio', { description: 'What all completed pilots with one primary metric teach together.' })
export class PortfolioFields {
  @Field({ description: 'Reference of the metric, key@version.' })
  metric: string;

  @Field({ description: 'Name of the metric.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Scale on which they are pooled: log, raw or ratio.' })
  scale: ComparisonScale | null;

  @Field(() => [VerdictCountFields], { description: 'Completed pilots by verdict, all of them.' })
  verdicts: readonly VerdictCountFields[];

  @Field(() => Int, { description: 'Completed pilots without an official result that may be shown.' })
  withoutResult: number;

  @Field(() => PooledUpliftFields, { nullable: true, description: 'Nothing is claimed of fewer than three.' })
  pooled: PooledUpliftFields | null;

  @Field(() => EffectPriorFields, { description: 'What the next pilot of this metric starts from.' })
  prior: EffectPriorFields;

  @Field(() => [PortfolioPilot], { description: 'Each pilot, in the order of their completion.' })
  pilots: readonly PortfolioPilot[];
}
