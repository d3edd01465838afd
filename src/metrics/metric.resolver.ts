import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow, AllowAll } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { Metric, MetricTableAnswer } from './metric-answers.js';
import { MetricCatalogue } from './metric-catalogue.js';
import { MetricTableInput } from './metric.input.js';
import { UnitTableService } from './unit-table.service.js';

@Resolver()
export class MetricResolver {
  constructor(
    private readonly catalogue: MetricCatalogue,
    private readonly unitTable: UnitTableService,
  ) {}

  @Query(() => [Metric], { description: 'The metrics of this workspace, every version of each.' })
  @AllowAll()
  metrics(): Metric[] {
    return this.catalogue.all().map((metric) => Metric.of(metric));
  }

  @Query(() => Metric, { description: 'One metric. Refuses with NOT_FOUND and the references there are.' })
  @AllowAll()
  metric(@Args('ref', { type: () => ID, description: 'Its reference, for example win_rate@1.' }) ref: string): Metric {
    return Metric.of(this.catalogue.find(ref));
  }

  @Query(() => MetricTableAnswer, {
    description:
      'A metric for every unit: salespeople by pseudonym; a team or a territory is withheld where fewer people than ' +
      "the workspace's minimum cohort stand behind it. Refuses with INVALID_INPUT and NOT_FOUND.",
  })
  @Allow(Role.ANALYST)
  metricTable(@Args('input') input: MetricTableInput, @SignedIn() viewer: Viewer): Promise<MetricTableAnswer> {
    return this.unitTable.read(input, viewer);
  }
}
