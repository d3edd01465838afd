import { Role } from '../access/access.rules.js';

export const PlayKind = { PROCEDURE: 'PROCEDURE', ARGUMENT: 'ARGUMENT', TOOL: 'TOOL' } as const;
export type PlayKind = (typeof PlayKind)[keyof typeof PlayKind];

export const PlayStatus = { IDEA: 'IDEA', TESTED: 'TESTED', STANDARD: 'STANDARD', RETIRED: 'RETIRED' } as const;
export type PlayStatus = (typeof PlayStatus)[keyof typeof PlayStatus];

/** More than five steps are not remembered in front of a customer. */
export const MOST_STEPS = 5;

/** Nothing becomes STANDARD that was not tested; a STANDARD play may move on to a better version of itself. */
const MOVES: Readonly<Record<PlayStatus, readonly PlayStatus[]>> = {
  IDEA: ['TESTED', 'RETIRED'],
  TESTED: ['STANDARD', 'RETIRED'],
  STANDARD: ['STANDARD', 'TESTED', 'RETIRED'],
  RETIRED: ['IDEA'],
};

/** Why a play may not go from one status to another; empty when it may. */
export function moveObstacles(from: PlayStatus, to: PlayStatus): string[] {
  if (MOVES[from].includes(to)) return [];
  return [`A play that is ${from} can become ${MOVES[from].join(' or ')}, but not ${to}.`];
}

interface StandardChoice {
  readonly to: PlayStatus;
  /** The version named in the request. */
  readonly chosen: number | null;
  /** The version that is the standard now. */
  readonly current: number | null;
  /** Numbers run from 1 to this one. */
  readonly latest: number;
}

/** What is wrong with the version that is to become the standard; empty when nothing is. */
export function standardVersionObstacles({ to, chosen, current, latest }: StandardChoice): string[] {
  if (to !== PlayStatus.STANDARD)
    return chosen === null ? [] : ['standardVersion: leave it out; only a move to STANDARD names a version.'];
  if (chosen === null) return [`standardVersion: say which version, 1 to ${String(latest)}, becomes the standard.`];
  return [
    (chosen < 1 || chosen > latest) &&
      `standardVersion: there is no version ${String(chosen)}; there are 1 to ${String(latest)}.`,
    chosen === current && `standardVersion: version ${String(chosen)} is the standard already.`,
  ].filter((obstacle) => obstacle !== false);
}

/** What is wrong with the content of a card; empty when nothing is. */
export function cardObstacles(card: { readonly before: string; readonly after: string }): string[] {
  return card.before === card.after ? ['card.after: it is the same as card.before; say what is done differently.'] : [];
}

interface CardReader {
  readonly role: Role;
  /** Whether this person wrote that version. */
  readonly isAuthor: boolean;
}

/** Salespeople see a card once it is the standard: before that, reading it in the control arm would spoil the pilot. */
export function mayReadCard({ role, isAuthor }: CardReader, isTheStandard: boolean): boolean {
  return role !== Role.SALESPERSON || isAuthor || isTheStandard;
}

/** Names of colleagues are shown to those who lead them, and everybody's own to themselves. */
export function mayReadName(role: Role, isOneself: boolean): boolean {
  return isOneself || role === Role.ADMIN || role === Role.MANAGER;
}
