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
  /** As it begins a row or a title. */
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

/** The words for a metric by its reference, key@version; one that is not built in goes by its own name. */
export function metricWords(ref: string, { plan, metricNames }: StoryMaterial, language: Language): MetricWords {
  const key = ref.split('@')[0] ?? ref;
  const entry = METRICS[key];
  const duration = key === 'cycle_length';
  const comparatives =
    language === 'en'
      ? { more: duration ? 'longer' : 'higher', less: duration ? 'shorter' : 'lower' }
      : { more: duration ? 'länger' : 'höher', less: duration ? 'kürzer' : 'niedriger' };
  if (!entry) {
    const own = named(metricNames[ref] ?? key, `metric ${key}`);
    const name = language === 'en' ? line`metric “${own}”` : line`Kennzahl „${own}“`;
    return { name, title: line`${own}`, gender: 'f', hundred: null, ...comparatives };
  }
  const noun = entry[language] + (entry.perUnit === true ? ` ${PER_UNIT[language][plan.unit]}` : '');
  return {
    name: line`${noun}`,
    title: line`${noun.charAt(0).toUpperCase() + noun.slice(1)}`,
    gender: entry.gender,
    hundred: key === 'win_rate' ? HUNDRED[language] : null,
    ...comparatives,
  };
}
