import type { MetricResult } from '../analysis/result/analysis-result.js';
import type { Language } from '../render/format.js';
import type { Line } from '../render/line.js';
import { line } from './bound.rules.js';
import { named } from './free-numbers.rules.js';
import type { StoryMaterial } from './story-material.js';

export type Gender = 'm' | 'f';

/** How a metric is spoken of in a sentence. */
export interface MetricWords {
  /** As it stands in the middle of a sentence. */
  readonly name: Line;
  /** English: before the name. */
  readonly article: 'a' | 'an';
  /** As it begins a row or a title, with its unit where the numbers do not show it. */
  readonly title: Line;
  /** Of the German noun. */
  readonly gender: Gender;
  /** What is said of a larger and of a smaller value. */
  readonly more: string;
  readonly less: string;
  /** What there are more of "in every hundred"; null where a share is told in points alone. */
  readonly hundred: string | null;
}

type Unit = StoryMaterial['plan']['unit'];

interface Entry {
  readonly en: string;
  readonly de: string;
  readonly gender: Gender;
  /** Whether it is a total of each unit. */
  readonly perUnit?: boolean;
}

const METRICS: Readonly<Partial<Record<string, Entry>>> = {
  revenue: { en: 'revenue', de: 'Umsatz', gender: 'm', perUnit: true },
  win_rate: { en: 'win rate', de: 'Abschlussquote', gender: 'f' },
  deal_size: { en: 'average deal size', de: 'Auftragswert', gender: 'm' },
  discount_rate: { en: 'average discount', de: 'Rabattquote', gender: 'f' },
  pipeline_created: { en: 'new pipeline', de: 'Wert der neuen Verkaufschancen', gender: 'm', perUnit: true },
  opportunities_created: {
    en: 'number of new opportunities',
    de: 'Zahl der neuen Verkaufschancen',
    gender: 'f',
    perUnit: true,
  },
  cycle_length: { en: 'sales cycle', de: 'Verkaufszyklus', gender: 'm' },
  new_customers: { en: 'number of new customers', de: 'Zahl der Neukunden', gender: 'f', perUnit: true },
  coverage: { en: 'coverage', de: 'Kundenabdeckung', gender: 'f' },
};

const PER_UNIT: Readonly<Record<Language, Readonly<Record<Unit, string>>>> = {
  en: { SALESPERSON: 'per salesperson', TEAM: 'per team', TERRITORY: 'per territory' },
  de: { SALESPERSON: 'je Person', TEAM: 'je Team', TERRITORY: 'je Gebiet' },
};

const HUNDRED: Readonly<Record<Language, string>> = {
  en: 'more wins in every hundred decided opportunities',
  de: 'Abschlüsse mehr je hundert entschiedene Verkaufschancen',
};

const IN_DAYS: Readonly<Record<Language, string>> = { en: ' in days', de: ' in Tagen' };

/** The words for a metric; one that is not built in goes by its own name. */
export function metricWords(
  { metric, unit }: Pick<MetricResult, 'metric' | 'unit'>,
  { plan, metricNames }: StoryMaterial,
  language: Language,
): MetricWords {
  const key = metric.split('@')[0];
  const entry = METRICS[key];
  const inDays = unit === 'DAYS' ? IN_DAYS[language] : '';
  if (!entry) {
    const own = named(metricNames[metric] ?? key, `metric ${key}`);
    const name = language === 'en' ? line`metric “${own}”` : line`Kennzahl „${own}“`;
    return { name, article: 'a', title: line`${own}${inDays}`, gender: 'f', hundred: null, ...COMPARATIVES[language] };
  }
  const noun = entry[language] + (entry.perUnit === true ? ` ${PER_UNIT[language][plan.unit]}` : '');
  return {
    name: line`${noun}`,
    article: /^[aeiou]/.test(noun) ? 'an' : 'a',
    title: line`${noun.charAt(0).toUpperCase() + noun.slice(1)}${inDays}`,
    gender: entry.gender,
    hundred: key === 'win_rate' ? HUNDRED[language] : null,
    ...(key === 'cycle_length' ? OF_TIME : COMPARATIVES)[language],
  };
}

const COMPARATIVES: Readonly<Record<Language, { more: string; less: string }>> = {
  en: { more: 'higher', less: 'lower' },
  de: { more: 'höher', less: 'niedriger' },
};

const OF_TIME: typeof COMPARATIVES = {
  en: { more: 'longer', less: 'shorter' },
  de: { more: 'länger', less: 'kürzer' },
};
