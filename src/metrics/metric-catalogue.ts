import { Injectable } from '@nestjs/common';
import { Refusal } from '../platform/refusal.js';
import { BUILT_IN_METRICS } from './built-in-metrics.js';
import { type MetricDefinition, metricRef } from './metric.rules.js';

/** Which metrics there are. Every room asks here for a definition, so that nobody minds where it is kept. */
@Injectable()
export class MetricCatalogue {
  all(): readonly MetricDefinition[] {
    return BUILT_IN_METRICS;
  }

  /** The definition behind a reference. Refuses with NOT_FOUND and the references there are. */
  find(ref: string): MetricDefinition {
    const found = this.all().find((metric) => metricRef(metric) === ref);
    if (found) return found;
    const known = this.all().map(metricRef).join(', ');
    throw new Refusal('NOT_FOUND', 'There is no such metric in this workspace.', [`There are ${known}.`]);
  }
}
