import { Args, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { type Page, PageArgs, Paged } from '../platform/paging.js';
import { AnalysesArgs, AnalysePilotInput, DecidePilotInput, DecisionsArgs, ResultFilters } from './analysis.input.js';
import { Analysis } from './analysis.entity.js';
import { AnalysisService } from './analysis.service.js';
import { Decision } from './decision/decision.entity.js';
import { DecisionService } from './decision/decision.service.js';
import { Result } from './flat-results/result.entity.js';
import { ResultService } from './flat-results/result.service.js';

@ObjectType({ description: 'One page of analyses.' })
class AnalysisPage extends Paged(Analysis) {}

@ObjectType({ description: 'One page of decisions.' })
class DecisionPage extends Paged(Decision) {}

@ObjectType({ description: 'One page of the flat table of results.' })
class ResultPage extends Paged(Result) {}

const READERS = [Role.MANAGER, Role.ANALYST, Role.VIEWER] as const;

@Resolver()
export class AnalysisResolver {
  constructor(
    private readonly service: AnalysisService,
    private readonly decisionService: DecisionService,
    private readonly resultService: ResultService,
  ) {}

  @Query(() => Analysis, { description: 'One analysis. Refuses with NOT_FOUND and COHORT_TOO_SMALL.' })
  @Allow(...READERS)
  analysis(
    @Args('id', { type: () => ID, description: 'The analysis.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Analysis> {
    return this.service.find(id, viewer);
  }

  @Query(() => AnalysisPage, { description: 'The analyses of this workspace; monitoring is shown to analysts only.' })
  @Allow(...READERS)
  analyses(@Args() args: AnalysesArgs, @SignedIn() viewer: Viewer): Promise<Page<Analysis>> {
    return this.service.list(args, viewer);
  }

  @Query(() => ResultPage, { description: 'The results of all pilots as one flat table, a row for each metric.' })
  @Allow(Role.ANALYST)
  results(@Args() filters: ResultFilters, @Args() page: PageArgs, @SignedIn() viewer: Viewer): Promise<Page<Result>> {
    return this.resultService.page(filters, page, viewer);
  }

  @Query(() => DecisionPage, { description: 'What was decided about the pilots of this workspace.' })
  @Allow(...READERS)
  decisions(@Args() args: DecisionsArgs, @SignedIn() viewer: Viewer): Promise<Page<Decision>> {
    return this.decisionService.list(args, viewer);
  }

  @Mutation(() => Analysis, {
    description:
      'Analyse a pilot at a look. The first analysis at a look is the official one. Refuses with LOOK_NOT_DUE, WRONG_STATE, NOT_ALLOWED and COHORT_TOO_SMALL.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  analysePilot(@Args('input') input: AnalysePilotInput, @SignedIn() viewer: Viewer): Promise<Analysis> {
    return this.service.analyse(input, viewer);
  }

  @Mutation(() => Decision, {
    description:
      'Decide about a completed pilot. Against the verdict (ROLL_OUT unless PROVEN, STOP on PROVEN) it waits for a second person. Refuses with WRONG_STATE, INVALID_INPUT and CONFLICT.',
  })
  @Allow(Role.MANAGER)
  decidePilot(@Args('input') input: DecidePilotInput, @SignedIn() viewer: Viewer): Promise<Decision> {
    return this.decisionService.decide(input, viewer);
  }

  @Mutation(() => Decision, {
    description: 'Confirm a decision that goes against the verdict. Refuses with SECOND_PERSON_NEEDED and WRONG_STATE.',
  })
  @Allow(Role.MANAGER)
  confirmDecision(
    @Args('id', { type: () => ID, description: 'The decision.' }) id: string,
    @SignedIn() viewer: Viewer,
  ): Promise<Decision> {
    return this.decisionService.confirm(id, viewer);
  }
}
