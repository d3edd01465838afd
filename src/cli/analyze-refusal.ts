import type { StatisticalRefusalCode } from '../statistics/index.js';

/** Every reason for which a file cannot be analysed. Scripts may rely on a code for ever; a message may be reworded. */
export const FILE_REFUSAL_CODES = [
  'FILE_NOT_READABLE',
  'NOT_TEXT',
  'EMPTY_FILE',
  'BROKEN_QUOTE',
  'UNEVEN_ROW',
  'UNKNOWN_COLUMN',
  'DUPLICATE_COLUMN',
  'NOT_A_NUMBER',
  'NO_DATA',
  'UNKNOWN_CONTROL',
  'NO_PILOT_ARM',
  'TOO_MANY_ARMS',
  'UNIT_IN_TWO_ARMS',
  'UNIT_IN_TWO_STRATA',
  'UNIT_IN_TWO_CLUSTERS',
  'CLUSTER_IN_TWO_ARMS',
  'CLUSTER_IN_TWO_STRATA',
  'ARMS_NOT_WITHIN_STRATA',
  'UNIT_IN_TWO_PAIRS',
  'CLUSTER_IN_TWO_PAIRS',
  'PERIOD_NOT_READ',
  'SWITCH_NOT_READ',
  'SWITCH_TAKEN_BACK',
] as const;

export type FileRefusalCode = (typeof FILE_REFUSAL_CODES)[number];

/** What the command says when it has no comparison to show: the JSON shape of every refusal. */
export interface ToldRefusal {
  readonly code: FileRefusalCode | StatisticalRefusalCode;
  readonly message: string;
  readonly reasons: readonly string[];
}

/** Something about the file, not about the numbers in it, stands in the way. `reasons` name each place and its remedy. */
export class FileRefusal extends Error {
  constructor(
    readonly code: FileRefusalCode,
    message: string,
    readonly reasons: readonly string[],
  ) {
    super(message);
    this.name = 'FileRefusal';
  }
}

/** All places would drown the reader of a large file: the first few and how many more. */
export function firstFew(places: readonly string[], total = places.length): string[] {
  const few = places.slice(0, 5);
  return total > few.length ? [...few, `And ${total - few.length} more.`] : few;
}
