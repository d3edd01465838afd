/**
 * Every reason for which Fieldproof says no. Clients may rely on a code for ever; a message may be reworded.
 * Refusals of the statistics are not here: they are answers, and travel as data.
 */
export type RefusalCode =
  | 'NOT_SIGNED_IN'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'CONFLICT'
  | 'ALREADY_EXISTS'
  | 'CLOCK_MOVES_FORWARD_ONLY'
  | 'REAL_TIME_WORKSPACE'
  | 'UPLOAD_BROKEN'
  | 'UPLOAD_TOO_LARGE'
  | 'NOT_TEXT'
  | 'EMPTY_FILE'
  | 'UNKNOWN_COLUMN'
  | 'BROKEN_QUOTE'
  | 'NOT_A_NUMBER'
  | 'MAPPING_INCOMPLETE'
  | 'UNKNOWN_STAGE'
  | 'IMPORT_NOT_READY'
  | 'PLAY_NOT_READY'
  | 'PILOT_NOT_READY'
  | 'PILOT_FROZEN'
  | 'WRONG_STATE'
  | 'LOOK_NOT_DUE'
  | 'NOT_COMPARABLE'
  | 'SECOND_PERSON_NEEDED'
  | 'VERDICT_NOT_ELIGIBLE'
  | 'COHORT_TOO_SMALL'
  | 'LINK_EXPIRED';

/** The product says no, on purpose. `reasons` lists everything that stands in the way, each with its place and remedy. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly reasons: readonly string[] = [],
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** "Not there" and "not yours" must look alike, so both are said with this. */
export function notFound(thing: string): Refusal {
  return new Refusal('NOT_FOUND', `There is no such ${thing} in this workspace.`);
}
