export const Role = {
  ADMIN: 'ADMIN',
  MANAGER: 'MANAGER',
  ANALYST: 'ANALYST',
  VIEWER: 'VIEWER',
  SALESPERSON: 'SALESPERSON',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

export const WorkspaceKind = { REAL: 'REAL', SIMULATED: 'SIMULATED' } as const;
export type WorkspaceKind = (typeof WorkspaceKind)[keyof typeof WorkspaceKind];

/** An ADMIN may do all that a MANAGER and an ANALYST may. */
export function mayEnter(role: Role, allowed: readonly Role[]): boolean {
  const implied: readonly Role[] = role === Role.ADMIN ? [Role.ADMIN, Role.MANAGER, Role.ANALYST] : [role];
  return implied.some((one) => allowed.includes(one));
}

/** Salespeople are shown only in groups of this many or more per arm, unless the workspace asks for more. */
export const DEFAULT_MINIMUM_COHORT = 5;
export const SMALLEST_MINIMUM_COHORT = 2;

/** Why a simulated clock may not be set to an instant; empty when it may. */
export function clockObstacles(kind: WorkspaceKind, current: string | null, wanted: string): string[] {
  return [
    kind !== WorkspaceKind.SIMULATED && 'This workspace lives in real time: only a simulated one has a clock to set.',
    current !== null && wanted < current && `The clock stands at ${current} and only moves forward.`,
  ].filter((obstacle) => obstacle !== false);
}
