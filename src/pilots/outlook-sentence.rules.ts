import type { MetricDefinition } from '../metrics/metric.rules.js';
import type { ArmOutlook, LookOutlook, PlanChange } from './outlook.rules.js';
import type { PilotDraft } from './pilot-draft.js';

export interface Outlook {
  readonly units: number;
  readonly people: number;
  readonly arms: readonly ArmOutlook[];
  readonly looks: readonly LookOutlook[];
  readonly minimumDetectableEffect: { readonly share: number; readonly isEnough: boolean } | null;
  readonly unitsNeeded: number | null;
  readonly suggestions: readonly { readonly change: PlanChange; readonly share: number }[];
  readonly guardrails: readonly { readonly metric: string; readonly chance: number | null }[];
  readonly primary: Pick<MetricDefinition, 'name' | 'unit'>;
  readonly draft: Pick<PilotDraft, 'unit' | 'primary' | 'alpha'>;
}

/** What a pilot could show, as one would say it to a sales manager: few numbers, and none more exact than the past allows. */
export function outlookSentences(outlook: Outlook): string[] {
  return [
    ...sizeSentences(outlook),
    ...effectSentences(outlook),
    ...suggestionSentences(outlook),
    ...lookSentences(outlook),
    ...guardrailSentences(outlook),
  ];
}

const UNITS = { SALESPERSON: 'salespeople', TEAM: 'teams', TERRITORY: 'territories' } as const;

function sizeSentences({ arms, units, people, draft: { unit, alpha } }: Outlook): string[] {
  const control = arms[0]?.controlUnits ?? 0;
  const withPlay = arms.map((arm) => String(arm.units)).join(' and ');
  const crew = unit === 'SALESPERSON' ? '' : ` with ${String(people)} salespeople`;
  const level = alpha / arms.length;
  const worst = Math.max(...arms.map(({ smallestP }) => smallestP));
  return [
    `${String(units)} ${UNITS[unit]}${crew} take part: ${withPlay} with the play, ${String(control)} as before.`,
    worst > level
      ? `That is too few: even the clearest result could come about by chance in ${oneIn(worst)} draws, and more often than in ${oneIn(level)} is too often. Nothing can be PROVEN this way.`
      : `That is enough to rule out chance: the clearest result would come about by chance in ${oneIn(worst)} draws.`,
  ];
}

function effectSentences({ minimumDetectableEffect: effect, primary, draft }: Outlook): string[] {
  const matters = draft.primary?.minimumEffectShare;
  if (!effect || matters === undefined) return [];
  // Of a share, percent could be taken for percentage points.
  const base = primary.unit === 'SHARE' ? ' of what it is now' : '';
  const found = `If the play changes ${inText(primary.name)} by about ${percentUp(effect.share)}${base} or more, this pilot would find it in four of five cases.`;
  if (effect.isEnough) return [found, `You said that ${percent(matters)} would matter: it can see that.`];
  return [found, `You said that ${percent(matters)} would matter: an effect of that size would mostly stay hidden.`];
}

/** What another plan would find, where this one is too blunt: the sharpest change first. */
function suggestionSentences({ minimumDetectableEffect, unitsNeeded, suggestions, draft }: Outlook): string[] {
  if (!minimumDetectableEffect || minimumDetectableEffect.isEnough) return [];
  const units = UNITS[draft.unit];
  const enough =
    unitsNeeded === null
      ? `No number of ${units} would be enough for that: choose a steadier metric.`
      : `To find that, about ${roundedUp(unitsNeeded)} ${units} would have to take part.`;
  const found = percentUp(minimumDetectableEffect.share);
  const changes = [...suggestions]
    .sort((one, other) => one.share - other.share)
    .filter(({ share }) => percentUp(share) !== found)
    .map(({ change, share }) => `about ${percentUp(share)} ${CHANGES[change].replace('{units}', units)}`);
  return [enough, ...(changes.length === 0 ? [] : [`It would find ${anyOf(changes)}.`])];
}

const CHANGES: Readonly<Record<PlanChange, string>> = {
  EVEN_ARMS: 'with arms of the same size',
  TWICE_THE_UNITS: 'with twice as many {units}',
  TWICE_THE_MEASUREMENT: 'with a measurement twice as long',
  TWICE_THE_BASELINE: 'with a baseline twice as long',
};

/** What should be known before a pilot is registered that would mostly miss what matters. */
export function hiddenEffectWarnings({
  minimumDetectableEffect: effect,
  minimumEffectShare,
}: {
  readonly minimumDetectableEffect: Outlook['minimumDetectableEffect'];
  readonly minimumEffectShare: number | undefined;
}): string[] {
  if (!effect || effect.isEnough || minimumEffectShare === undefined) return [];
  return [
    `primary: this pilot finds a change of about ${percentUp(effect.share)} or more in four of five cases; one of ${percent(minimumEffectShare)}, which you said would matter, would mostly stay hidden: see planPilot for what would help.`,
  ];
}

function lookSentences({ looks }: Outlook): string[] {
  const blind = looks.filter(({ canReject }) => !canReject).map(({ on }) => on);
  if (blind.length === 0 || blind.length === looks.length) return [];
  return [
    `At the ${blind.length === 1 ? 'look' : 'looks'} on ${blind.join(' and ')} nothing could be significant yet, whatever happens: ${blind.length === 1 ? 'it' : 'they'} will not be registered.`,
  ];
}

function guardrailSentences({ guardrails }: Outlook): string[] {
  const chances = guardrails.flatMap(({ chance }) => (chance === null ? [] : [chance]));
  if (chances.length === 0) return [];
  // They rest on the same units: all of them together come out well at most as often as the least likely, and at least as often as
  // if what keeps one from it never kept another from it (Fréchet's bounds).
  const atMost = Math.min(...chances);
  const atLeast = Math.max(0, chances.reduce((sum, chance) => sum + chance, 0) - (chances.length - 1));
  const much = `If the play harms nothing, the pilot can show that for all guardrails in ${outOfTen(atLeast, atMost)}`;
  return [atMost < 0.5 ? `${much}: with margins this tight PROVEN is nearly out of reach.` : `${much}.`];
}

function percent(share: number): string {
  return `${String(Number((share * 100).toPrecision(2)))} %`;
}

/** Upwards to whole percents, for nothing may be promised that was not found. */
function percentUp(share: number): string {
  return `${String(Math.max(1, Math.ceil(share * 100 - 1e-9)))} %`;
}

/** Upwards to two digits. */
function roundedUp(count: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return (Math.ceil(count / step) * step).toLocaleString('en');
}

function anyOf(parts: readonly string[]): string {
  return parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${String(parts.at(-1))}`;
}

function oneIn(p: number): string {
  const draws = Number(Math.max(1, 1 / p).toPrecision(2));
  return `1 of ${draws.toLocaleString('en')}`;
}

function outOfTen(atLeast: number, atMost: number): string {
  const [low, high] = [atLeast, atMost].map((chance) => Math.round(chance * 10));
  if (low === 10) return 'nearly all cases';
  if (high === 0) return 'hardly any case';
  return low === high ? `about ${String(low)} of 10 cases` : `${String(low)} to ${String(high)} of 10 cases`;
}

function inText(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
