import type { ConfidenceSet, UsersView } from '../statistics/index.js';
import type { ToldUsers } from './analyze-report.js';
import { count, decimalsFor, fixed, percentFor, wrapped } from './plain-figures.js';

/** What the play changed for those who used it, below the comparison of the arms as assigned. */
export function usersLines(found: ToldUsers, alpha: number): string[] {
  const { relative, absolute, refusal, firstStage } = found;
  const view = relative ?? absolute;
  return [
    'What full use would change, reckoned from those who used it:',
    ...(found.use === null ? [] : [`  Use             ${use(found)}`]),
    ...(firstStage === null
      ? []
      : [`  First stage     ${firstStage.f === null ? 'everybody did as assigned' : `F ${fixed(firstStage.f, 1)}`}`]),
    ...(view === null ? [] : figures(view, { inPercent: relative !== null, alpha })),
    ...(refusal === null ? [] : wrapped(`${refusal.message} ${refusal.reasons.join(' ')} [${refusal.code}]`, '  ')),
  ];
}

function use({ use: mean, units }: ToldUsers): string {
  const share = (of: number | undefined): string => `${fixed(100 * (of ?? 0), 1)} %`;
  return `control ${share(mean?.control)} (${count(units.control)} units), pilot ${share(mean?.pilot)} (${count(units.pilot)} units)`;
}

interface HowTold {
  readonly inPercent: boolean;
  readonly alpha: number;
}

function figures({ estimate, interval, andersonRubin }: UsersView, { inPercent, alpha }: HowTold): string[] {
  const { low, high } = andersonRubin;
  const shape = { estimate: estimate ?? 0, interval: interval ?? ([low, high] as const) };
  const decimals = decimalsFor(shape);
  const told = inPercent ? percentFor(shape) : (value: number): string => fixed(value, decimals);
  const certainty = `${String(Number((100 * (1 - alpha)).toFixed(6)))} %`;
  const [from, to] = interval ?? [null, null];
  return [
    estimate === null || from === null || to === null
      ? '  Best estimate   none'
      : `  Best estimate   ${told(estimate)}  ${certainty} interval ${told(from)} to ${told(to)}`,
    `  Anderson-Rubin  ${certainty} ${setText(andersonRubin, told)}`,
  ];
}

function setText({ shape, low, high }: ConfidenceSet, told: (value: number) => string): string {
  if (shape === 'EVERYTHING' || (low === null && high === null)) return 'rules nothing out';
  if (shape === 'TWO_RAYS') return `rules out what lies between ${told(low ?? 0)} and ${told(high ?? 0)}`;
  if (low === null) return `up to ${told(high ?? 0)}`;
  return high === null ? `from ${told(low)}` : `${told(low)} to ${told(high)}`;
}
