export const DRAW = `query($id: ID!) { pilot(id: $id) { state registeredAt planHash planText
  cohorts { armKey name isControl units people }
  draw { planHash rosterSha256 randomness seed mechanism drawnAt roster { unit stratum people pair balance { name value } } } } }`;
export const MEMBERS = `query($id: ID!, $arm: String, $first: Int!, $after: String) {
  cohortMembers(pilotId: $id, armKey: $arm, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { unitLabel pseudonym stratum armKey } } }`;
export const REDRAW =
  'query($id: ID!) { redrawCohorts(pilotId: $id) { identical planUnchanged rosterUnchanged seedFollows differences } }';
export const READINESS = 'query($id: ID!) { pilotReadiness(pilotId: $id) { isReady obstacles warnings } }';
export const PREVIEW = `query($id: ID!) { previewDraw(pilotId: $id) {
  strata { stratum arms { armKey units } } example { unit stratum armKey } leftOver } }`;

export interface Member {
  readonly unitLabel: string;
  readonly pseudonym: string;
  readonly stratum: string | null;
  readonly armKey: string;
}
export interface Members {
  cohortMembers: { totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean }; nodes: Member[] };
}
export interface Draw {
  pilot: {
    planHash: string;
    planText: string;
    cohorts: { armKey: string; units: number; people: number }[];
    draw: { planHash: string; rosterSha256: string; randomness: string; seed: number; roster: unknown[] | null } | null;
  };
}
export interface Preview {
  previewDraw: { strata: unknown[]; example: { unit: string; armKey: string }[]; leftOver: string[] };
}
