import { withholdingReason } from '../analysis/verdict/refusal-sentence.rules.js';
import type { AnalyzeReport, ToldComparison } from './analyze-report.js';
import { decimalsFor, fixed, percentFor } from './plain-figures.js';

/** In one or two sentences: whether chance could have done it, and what the data are compatible with. */
export function judgement(comparison: ToldComparison, report: AnalyzeReport): string {
  const { alpha, comparisons } = report;
  const { significant, withheld, pValue, randomisation } = comparison;
  const level = comparisons.length > 1 ? `${alpha} (shared by ${comparisons.length} comparisons, Holm)` : String(alpha);
  const compatible = `These data are compatible with ${compatibleRange(comparison)}.`;
  if (report.control === null)
    return `${changed(comparison)} What it came from, nobody can tell: there was nothing to compare it with.`;
  if (significant && report.chosen)
    return `Significant at ${level} by the model: the arms changed differently. They were chosen, so this is an association, and what the play did remains open. ${compatible}`;
  if (significant) return `Significant at ${level}, by the model and by re-drawing. ${compatible}`;
  if (withheld !== null) return `Not called significant, because ${withholdingReason(withheld)}.`;
  if (report.chosen) return `Not significant at ${level}. ${compatible}`;
  const model = (pValue ?? 1) <= alpha;
  const drawn = (randomisation?.pValue ?? 1) <= alpha;
  if (model && !drawn)
    return `Not significant at ${level}: the model alone would say so, re-drawing does not. ${compatible}`;
  if (drawn && !model)
    return `Not significant at ${level}: re-drawing alone would say so, the model does not. ${compatible}`;
  return `Not significant at ${level}. ${compatible}`;
}

function changed(comparison: ToldComparison): string {
  return `These data are compatible with ${compatibleRange(comparison, 'change')}.`;
}

/** In percent where there is a relative uplift, else in the metric's own unit. */
function compatibleRange({ relative, absolute }: ToldComparison, word: 'uplift' | 'change' = 'uplift'): string {
  const decimals = decimalsFor(absolute);
  const [of, told] =
    relative === null
      ? (['difference', (value: number) => fixed(value, decimals)] as const)
      : ([word, percentFor(relative)] as const);
  const [low, high] = (relative ?? absolute)?.interval ?? [null, null];
  if (low !== null && high !== null) return `${of === 'uplift' ? 'an' : 'a'} ${of} from ${told(low)} to ${told(high)}`;
  if (low !== null) return `any ${of} from ${told(low)}`;
  return high === null ? `any ${of}` : `any ${of} up to ${told(high)}`;
}
