import { Context, Field, Float, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { mayEnter, Role } from '../access/access.rules.js';
import { User } from '../access/user.entity.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { Pilot } from '../pilots/pilot.entity.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { rowLoader } from '../platform/loader.js';
import type { StatisticalRefusal } from '../statistics/index.js';
import { Analysis } from './analysis.entity.js';
import {
  AdoptionFields,
  AttritionFields,
  CheckFields,
  ComparisonFields,
  GuardrailResultFields,
  MetricResultFields,
  RefusalFields,
  WeekFields,
} from './result/analysis-result.fields.js';
import { BeliefFields } from './result/belief.fields.js';
import type { AnalysisResult, SwitchesResult } from './result/analysis-result.js';
import { shownSwitches } from './result/switches-result.rules.js';
import { SwitchesResultFields } from './result/switches-result.fields.js';
import { Decision } from './decision/decision.entity.js';
import { Standing } from './look.rules.js';
import { refusalSentence } from './verdict/refusal-sentence.rules.js';
import { SensitivityFields } from './result/sensitivity.fields.js';
import { UsersEffectFields } from './result/users-effect.fields.js';
import { shownWeeks } from './observation/weekly.rules.js';

@ObjectType({ description: 'The look an analysis belongs to.' })
class AnalysedLook {
  @Field(() => Int, { description: 'Its number.' })
  number: number;

  @Field(() => Int, { description: 'Of how many looks; an added one counts on from those registered.' })
  of: number;

  @Field(() => Float, { description: 'Two-sided level against which both p-values are held.' })
  level: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The same for the arm of the verdict, where several pilot arms share it; null for a single one.',
  })
  heldAgainst?: number;
}

/** Takes the parts of the kept result apart. */
@Resolver(() => Analysis)
export class AnalysisFieldsResolver {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => Pilot, { description: 'The pilot it is of.' })
  pilot(
    @Parent() { pilotId }: Analysis,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<Pilot | null> {
    return rowLoader(context, Pilot, { dataSource: this.database, workspaceId }).load(pilotId);
  }

  @ResolveField(() => User, { description: 'Who made it.' })
  madeBy(
    @Parent() { madeById }: Analysis,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<User | null> {
    return rowLoader(context, User, { dataSource: this.database, workspaceId }).load(madeById);
  }

  @ResolveField(() => AnalysedLook, { description: 'The look, and the level that holds there.' })
  atLook(@Parent() { result }: Analysis): AnalysisResult['look'] {
    return result.look;
  }

  @ResolveField(() => String, { description: 'The instant whose state of the world was analysed (ISO 8601, UTC).' })
  asOf(@Parent() { result }: Analysis): string {
    return result.asOf;
  }

  @ResolveField(() => Float, { nullable: true, description: 'Seed of the re-draws; null where nothing was drawn.' })
  seed(@Parent() { result }: Analysis): number | null {
    return result.seed;
  }

  @ResolveField(() => Float, { description: 'Smallest relative uplift that matters, as registered.' })
  minimumEffectShare(@Parent() { result }: Analysis): number {
    return result.minimumEffectShare;
  }

  @ResolveField(() => MetricResultFields, { description: 'The metric the verdict is about.' })
  primary(@Parent() { result }: Analysis): AnalysisResult['primary'] {
    return result.primary;
  }

  @ResolveField(() => [MetricResultFields], { description: 'Further metrics, judged together.' })
  secondary(@Parent() { result }: Analysis): AnalysisResult['secondary'] {
    return result.secondary;
  }

  @ResolveField(() => [GuardrailResultFields], { description: 'Metrics that must not get worse.' })
  guardrails(@Parent() { result }: Analysis): AnalysisResult['guardrails'] {
    return result.guardrails;
  }

  @ResolveField(() => AdoptionFields, { description: 'Whether the play was used.' })
  adoption(@Parent() { result }: Analysis): AnalysisResult['adoption'] {
    return result.adoption;
  }

  @ResolveField(() => [AttritionFields], {
    description: 'What became of everybody who was drawn; empty where arms switch.',
  })
  attrition(@Parent() { result }: Analysis): AnalysisResult['attrition'] {
    return result.attrition ?? [];
  }

  @ResolveField(() => UsersEffectFields, {
    nullable: true,
    description: 'What the play changed for those who used it; null where too little is known of who did.',
  })
  users(@Parent() { result }: Analysis, @SignedIn() { workspace }: Viewer): AnalysisResult['users'] {
    const { users } = result;
    return users && Math.min(users.units.control, users.units.pilot) >= workspace.minimumCohort ? users : null;
  }

  @ResolveField(() => BeliefFields, {
    nullable: true,
    description: 'What to plan with; null while monitoring, where the data forbid a reading, or nothing was drawn.',
  })
  belief(@Parent() { result }: Analysis): AnalysisResult['belief'] {
    return result.belief;
  }

  @ResolveField(() => [SensitivityFields], {
    nullable: true,
    description: 'The primary metric by all reasonable methods. For analysts; null for others, and while monitoring.',
  })
  sensitivity(@Parent() { result }: Analysis, @SignedIn() { role }: Viewer): AnalysisResult['sensitivity'] {
    return mayEnter(role, [Role.ANALYST]) ? result.sensitivity : null;
  }

  @ResolveField(() => [CheckFields], { description: 'Assumptions that were looked at.' })
  checks(@Parent() { result }: Analysis): AnalysisResult['checks'] {
    return result.checks;
  }

  @ResolveField(() => [String], { description: 'Why this verdict and no better one, in plain sentences.' })
  verdictReasons(@Parent() { result }: Analysis): AnalysisResult['verdictReasons'] {
    return result.verdictReasons;
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Path of a zip archive on this server: the unit table by pseudonym, the plan, the result, and scripts in R and Python that compute the headline again. For analysts; null for others, and while it is monitoring.',
  })
  exportUrl(@Parent() { id, standing }: Analysis, @SignedIn() { role }: Viewer): string | null {
    return mayEnter(role, [Role.ANALYST]) && standing !== Standing.MONITORING ? `/analyses/${id}/export.zip` : null;
  }

  @ResolveField(() => SwitchesResultFields, {
    nullable: true,
    description: 'Of a pilot whose arms switch (waves, crossover); null for any other, and between looks.',
  })
  switches(@Parent() { result }: Analysis, @SignedIn() { workspace }: Viewer): SwitchesResult | null {
    return result.switches ? shownSwitches(result.switches, workspace.minimumCohort) : null;
  }

  @ResolveField(() => [WeekFields], { description: 'The primary metric by week and arm.' })
  weekly(@Parent() { result }: Analysis, @SignedIn() { workspace }: Viewer): AnalysisResult['weekly'] {
    return shownWeeks(result.weekly, workspace.minimumCohort);
  }
}

@Resolver(() => ComparisonFields)
export class ComparisonFieldsResolver {
  @ResolveField(() => RefusalFields, { nullable: true, description: 'Why there is no number.' })
  refusal(@Parent() { refusal }: { refusal: StatisticalRefusal | null }): object | null {
    return refusal === null ? null : refusalSentence(refusal);
  }
}

@Resolver(() => UsersEffectFields)
export class UsersEffectFieldsResolver {
  @ResolveField(() => RefusalFields, { nullable: true, description: 'Why there is no best estimate.' })
  refusal(@Parent() { refusal }: { refusal: StatisticalRefusal | null }): object | null {
    return refusal === null ? null : refusalSentence(refusal);
  }
}

@Resolver(() => Decision)
export class DecisionFieldsResolver {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => User, { description: 'Who decided.' })
  by(
    @Parent() { byId }: Decision,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<User | null> {
    return rowLoader(context, User, { dataSource: this.database, workspaceId }).load(byId);
  }

  @ResolveField(() => User, { nullable: true, description: 'The second person, where one was needed.' })
  async confirmedBy(
    @Parent() { confirmedById }: Decision,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<User | null> {
    if (confirmedById === null) return null;
    return rowLoader(context, User, { dataSource: this.database, workspaceId }).load(confirmedById);
  }
}
