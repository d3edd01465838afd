import type { MetricDefinition } from '../metrics/metric.rules.js';
import type { ArmOutlook, LookOutlook } from './outlook.rules.js';
import type { PilotDraft } from './pilot-draft.js';

export interface Outlook {
  readonly units: number;
  readonly people: number;
  readonly arms: readonly ArmOutlook[];
  readonly looks: readonly LookOutlook[];
  readonly minimumDetectableEffect: { readonly share: number; readonly isEnough: boolean } | null;
  readonly guardrails: readonly { readonly metric: string; readonly chance: number | null }[];
  readonly primary: Pick<MetricDefinition, 'name' | 'unit'>;
  readonly draft: Pick<PilotDraft, 'unit' | 'primary' | 'alpha'>;
}

/** What a pilot could show, as one would say it to a sales manager: few numbers, and none more exact than the past allows. */
export function outlookSentences(outlook: Outlook): string[] {
  return [
    ...sizeSentences(outlook),
    ...effectSentences(outlook),
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
  return [
    found,
    `You said that ${percent(matters)} would matter: an effect of that size would mostly stay hidden. More units, a longer measurement or a steadier metric would help.`,
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
  // Guardrails move together more often than not, so that their product is the cautious side.
  const all = chances.reduce((product, chance) => product * chance, 1);
  const much = `If the play harms nothing, the pilot can show that for all guardrails in ${outOfTen(all)}`;
  return [all < 0.5 ? `${much}: with margins this tight PROVEN is nearly out of reach.` : `${much}.`];
}

function percent(share: number): string {
  return `${String(Number((share * 100).toPrecision(2)))} %`;
}

/** Upwards to whole percents, from 20 % on to fives: the past does not tell it more exactly, and nothing may be promised. */
function percentUp(share: number): string {
  const value = Math.ceil(share * 100 - 1e-9);
  return `${String(value > 20 ? Math.ceil(value / 5) * 5 : Math.max(1, value))} %`;
}

function oneIn(p: number): string {
  const draws = Number(Math.max(1, 1 / p).toPrecision(2));
  return `1 of ${draws.toLocaleString('en')}`;
}

function outOfTen(chance: number): string {
  const tenths = Math.round(chance * 10);
  if (tenths === 10) return 'nearly all cases';
  return tenths === 0 ? 'hardly any case' : `about ${String(tenths)} of 10 cases`;
}

function inText(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
