import { needsBasis } from './draw-basis.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import { PilotKind } from './pilot.rules.js';
import { Mechanism } from './plan.rules.js';
import { isSwitching } from './switches.rules.js';

/** Shares are typed by people: 0.333 + 0.333 + 0.334. */
const SHARE_TOLERANCE = 1e-9;

/** What is wrong with the arms of a draft; each with the remedy. */
export function armObstacles({ arms, assignment }: Pick<PilotDraft, 'arms' | 'assignment'>): string[] {
  const isCompared = !isSwitching(assignment);
  const controls = arms.filter(({ isControl }) => isControl).length;
  const total = arms.reduce((sum, { share }) => sum + share, 0);
  return [
    isCompared && controls !== 1 && `arms: ${String(controls)} are control: exactly one must be.`,
    isCompared && arms.length - controls < 1 && 'arms: there is no pilot arm: add one.',
    ...repeated(arms.map(({ key }) => key)).map((key) => `arms: the key "${key}" is used twice.`),
    ...repeated(arms.map(({ name }) => name)).map((name) => `arms: the name "${name}" is used twice.`),
    ...arms.filter(({ share }) => share <= 0).map(({ key }) => `arms: the share of "${key}" is 0: give it units.`),
    arms.length > 0 &&
      Math.abs(total - 1) > SHARE_TOLERANCE &&
      `arms: the shares add up to ${String(Number(total.toFixed(6)))}: they must add up to 1.`,
  ].filter((obstacle) => obstacle !== false);
}

/** What is wrong with how the arms of a draft are to come about; each with the remedy. */
export function assignmentObstacles(
  kind: PilotKind,
  draft: Pick<PilotDraft, 'assignment' | 'arms' | 'unit'>,
): string[] {
  return draft.assignment.mechanism === Mechanism.CHOSEN ? chosenObstacles(kind, draft) : drawnObstacles(kind, draft);
}

function chosenObstacles(
  kind: PilotKind,
  { assignment: { chosenUnits, chosenBecause, stratifyBy }, arms }: Pick<PilotDraft, 'assignment' | 'arms'>,
): string[] {
  return [
    kind === PilotKind.IMPACT &&
      chosenBecause == null &&
      'assignment.chosenBecause: an IMPACT pilot whose units are chosen, not drawn, says why, and can at most be PROMISING: give the reason, or use COMPLETE or STRATIFIED.',
    chosenUnits.length === 0 && 'assignment.chosenUnits: nobody is chosen: name the units of the pilot arm.',
    arms.length > 2 && 'arms: a pilot whose units are CHOSEN has one pilot arm beside control.',
    stratifyBy !== null && 'assignment.stratifyBy: a CHOSEN assignment has no strata: leave it out.',
  ].filter((obstacle) => obstacle !== false);
}

/** The order of waves, pairs and balanced arms may be drawn within strata or not. */
const MAY_STRATIFY: readonly Mechanism[] = [
  Mechanism.STRATIFIED,
  Mechanism.PAIRED,
  Mechanism.RERANDOMISED,
  Mechanism.STEPPED,
  Mechanism.CROSSOVER,
];

/** Three standard deviations apart is no balance. */
const LARGEST_THRESHOLD = 3;

function basedObstacles({ assignment, arms }: Pick<PilotDraft, 'assignment' | 'arms'>): string[] {
  const { mechanism, balanceThreshold = null } = assignment;
  const [first, second] = arms;
  return [
    needsBasis(assignment) && arms.length > 2 && `arms: a ${mechanism} draw has one pilot arm beside control.`,
    mechanism === Mechanism.PAIRED &&
      arms.length === 2 &&
      Math.abs(first.share - second.share) > SHARE_TOLERANCE &&
      'arms: of each pair one unit is drawn: both arms have half of the units.',
    mechanism !== Mechanism.RERANDOMISED &&
      balanceThreshold !== null &&
      `assignment.balanceThreshold: a ${mechanism} draw has none: leave it out, or use RERANDOMISED.`,
    balanceThreshold !== null &&
      !(balanceThreshold > 0 && balanceThreshold <= LARGEST_THRESHOLD) &&
      'assignment.balanceThreshold: it must be above 0 and at most 3 standard deviations; 0.25 is usual.',
  ].filter((obstacle) => obstacle !== false);
}

function drawnObstacles(
  kind: PilotKind,
  { assignment, arms, unit }: Pick<PilotDraft, 'assignment' | 'arms' | 'unit'>,
): string[] {
  const { mechanism, chosenUnits, chosenBecause, stratifyBy } = assignment;
  const stratified = mechanism === Mechanism.STRATIFIED;
  return [
    kind === PilotKind.FEASIBILITY &&
      'assignment: a FEASIBILITY pilot is CHOSEN by hand: name its units, or make the pilot IMPACT and have them drawn.',
    chosenUnits.length > 0 &&
      'assignment.chosenUnits: only a CHOSEN pilot arm is chosen by hand there: leave it empty.',
    chosenBecause != null && 'assignment.chosenBecause: nobody is CHOSEN: leave it out.',
    stratified &&
      stratifyBy === null &&
      'assignment.stratifyBy: say what the units of a stratum share: REGION, TEAM or TERRITORY.',
    !MAY_STRATIFY.includes(mechanism) &&
      stratifyBy !== null &&
      `assignment.stratifyBy: a ${mechanism} assignment has no strata: leave it out, or use STRATIFIED.`,
    stratifyBy === unit &&
      `assignment.stratifyBy: each ${unit} would be a stratum of its own: choose something that several of them share.`,
    ...basedObstacles({ assignment, arms }),
  ].filter((obstacle) => obstacle !== false);
}

/** Texts that stand in a list more than once, each once. */
export function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))];
}
