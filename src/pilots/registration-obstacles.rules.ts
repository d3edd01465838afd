import { type MetricDefinition, MetricForm, metricRef } from '../metrics/metric.rules.js';
import { PlayStatus } from '../plays/play.rules.js';
import { repeated } from './assignment-obstacles.rules.js';
import { lookObstacles } from './look-calendar.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import type { PilotKind } from './pilot.rules.js';
import { isDrawn, PlannedScale } from './plan.rules.js';
import { isSwitching } from './switches.rules.js';
import { begunObstacles, orderObstacles } from './windows.rules.js';

/** A draft with all that decides whether it may be registered, but for the people. */
export interface Candidate {
  readonly kind: PilotKind;
  readonly draft: PilotDraft;
  readonly playStatus: PlayStatus;
  /** Whether the owner's role may decide about pilots. */
  readonly ownerMayDecide: boolean;
  readonly metrics: readonly MetricDefinition[];
  /** The workspace's own day. */
  readonly today: string;
}

/** Above this a "significant" result is too often nobody's merit. */
const LARGEST_ALPHA = 0.2;
/** Below this no draw of a sales field could ever be significant. */
const SMALLEST_ALPHA = 0.0001;
/** Leading metrics move before the money does, and may never decide alone. */
const LEADING_METRICS: readonly string[] = ['pipeline_created'];

/** Everything about a draft, but for its people and arms, that stands in the way of its registration; each with its place and the remedy. */
export function registrationObstacles(candidate: Candidate): string[] {
  return [
    ...purposeObstacles(candidate),
    ...timeObstacles(candidate),
    ...primaryObstacles(candidate),
    ...otherMetricObstacles(candidate),
    ...segmentObstacles(candidate),
    ...judgementObstacles(candidate),
  ];
}

function present(obstacles: readonly (string | false)[]): string[] {
  return obstacles.filter((obstacle) => obstacle !== false);
}

function purposeObstacles({ draft, playStatus, ownerMayDecide }: Candidate): string[] {
  return present([
    draft.hypothesis === null && 'hypothesis: there is none: say what the play is expected to change, and why.',
    playStatus === PlayStatus.RETIRED && 'play: it is RETIRED: make it an IDEA again, or test another one.',
    !ownerMayDecide && 'owner: this person may not decide: name an administrator or a manager.',
  ]);
}

function timeObstacles({ draft: { windows, looks, decision }, today }: Candidate): string[] {
  const lastLook = looks.at(-1);
  return present([
    windows === null && 'windows: there are none: say when the baseline and the measurement are.',
    ...(windows
      ? [...orderObstacles(windows), ...begunObstacles(windows, today), ...lookObstacles(looks, windows)]
      : []),
    looks.length === 0 && 'looks: there is none: register at least the day on which the result is read.',
    !decision && 'decision: it is not agreed: say by when it is made and between what.',
    decision !== null &&
      decision.options.length < 2 &&
      'decision.options: with fewer than two there is nothing to decide.',
    decision !== null &&
      lastLook !== undefined &&
      decision.dueOn < lastLook &&
      `decision.dueOn: ${decision.dueOn} lies before the last look on ${lastLook}.`,
  ]);
}

function primaryObstacles({ draft: { primary }, metrics }: Candidate): string[] {
  if (!primary) return ['primary: there is no primary metric: name the one that decides.'];
  const { metric: ref, scale, minimumEffectShare } = primary;
  const metric = metrics.find((one) => metricRef(one) === ref);
  return present([
    !metric && unknown('primary.metric', ref, metrics),
    metric !== undefined &&
      LEADING_METRICS.includes(metric.key) &&
      `primary.metric: ${ref} is a leading metric and cannot decide alone: make it secondary.`,
    metric?.form === MetricForm.RATIO &&
      scale === PlannedScale.LOG &&
      `primary.scale: ${ref} is a ratio of sums, which has no log scale: use AUTO.`,
    !(minimumEffectShare > 0 && minimumEffectShare <= 10) &&
      'primary.minimumEffectShare: it must be above 0 and at most 10 (0.05 is 5 %).',
  ]);
}

function otherMetricObstacles({ draft, metrics }: Candidate): string[] {
  const { primary, secondary, guardrails } = draft;
  const exploratory = draft.exploratory ?? [];
  const decisive = primary ? [primary.metric] : [];
  const refs = [...decisive, ...secondary, ...guardrails.map(({ metric }) => metric), ...exploratory];
  const isKnown = (ref: string): boolean => metrics.some((one) => metricRef(one) === ref);
  return present([
    ...secondary.filter((ref) => !isKnown(ref)).map((ref) => unknown('secondary', ref, metrics)),
    ...guardrails.filter(({ metric }) => !isKnown(metric)).map(({ metric }) => unknown('guardrails', metric, metrics)),
    ...exploratory.filter((ref) => !isKnown(ref)).map((ref) => unknown('exploratory', ref, metrics)),
    ...repeated(refs).map(
      (ref) => `metrics: ${ref} has two roles: a metric is primary, secondary, guardrail or exploratory.`,
    ),
    ...guardrails
      .filter(({ marginShare }) => !(marginShare > 0 && marginShare < 1))
      .map(({ metric }) => `guardrails: the margin of ${metric} must lie between 0 and 1 (0.05 is 5 %).`),
  ]);
}

function segmentObstacles({ draft: { segments, unit, assignment } }: Candidate): string[] {
  if (!segments || segments.length === 0) return [];
  const isDrawnAtOnce = isDrawn(assignment) && !isSwitching(assignment);
  return present([
    !isDrawnAtOnce &&
      'segments: they need arms that are drawn at once, and work with or without the play to the end: leave them out.',
    segments.some((by) => by === unit) &&
      `segments: each ${unit.toLowerCase()} is in one arm as a whole, so that nothing within it can be compared: leave ${unit} out.`,
  ]);
}

function judgementObstacles({ draft: { alpha, adoptionThresholdShare: threshold } }: Candidate): string[] {
  return present([
    !(alpha >= SMALLEST_ALPHA && alpha <= LARGEST_ALPHA) &&
      `alpha: it must lie between ${String(SMALLEST_ALPHA)} and ${String(LARGEST_ALPHA)}; 0.05 is usual.`,
    threshold !== null &&
      !(threshold > 0 && threshold <= 1) &&
      'adoptionThresholdShare: it must be above 0 and at most 1; leave it out if there is none.',
  ]);
}

function unknown(place: string, ref: string, metrics: readonly MetricDefinition[]): string {
  return `${place}: there is no metric ${ref}: there are ${metrics.map(metricRef).join(', ')}.`;
}
