import type { WeekResult } from '../analysis/result/analysis-result.js';
import { shownWeeks } from '../analysis/observation/weekly.rules.js';
import type { WeeklyChart } from '../render/chart-spec.js';
import type { Line, NumberSpan } from '../render/line.js';
import { joined, line } from './bound.rules.js';
import { armName, stamp } from './charts.rules.js';
import { metricWords } from './metric-words.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';

const FEWEST_WEEKS = 3;

/** The primary metric by week in every arm; null where too few weeks may be shown. */
export function weeklyChart(c: StoryCase): WeeklyChart | null {
  const { figures } = c.primary;
  const { weekly } = c.material.analysis;
  const shown = new Set(shownWeeks(weekly, c.material.minimumCohort));
  const weeks = weekly.flatMap((one, index) => (shown.has(one) ? [weekOf(c, one, index)] : []));
  const isMeasured = weeks.some(({ phase }) => phase === 'MEASUREMENT');
  if (figures.isHidden || weeks.length < FEWEST_WEEKS || !isMeasured) return null;
  const said = inLanguage(c, {
    en: () => ({ week: 'Week from', ramp: 'practice', measurement: 'measurement' }),
    de: () => ({ week: 'Woche ab', ramp: 'Einübung', measurement: 'Messung' }),
  });
  return {
    kind: 'WEEKLY',
    title: title(c),
    description: lastWeek(c, weeks.at(-1)?.values ?? []),
    stamp: stamp(c),
    arms: figures.arms.map((arm) => ({ name: armName(c, arm), isControl: arm.isControl })),
    weeks,
    axis: figures.valueFormat,
    weekLabel: said.week,
    rampLabel: said.ramp,
    measurementLabel: said.measurement,
  };
}

function weekOf(c: StoryCase, { phase, arms }: WeekResult, week: number): WeeklyChart['weeks'][number] {
  const { figures } = c.primary;
  const inOrder = [...figures.result.arms].sort((one, other) => Number(one.isControl) - Number(other.isControl));
  return {
    phase,
    starts: c.bound.day((m) => m.analysis.weekly[week].weekStartsOn),
    values: inOrder.map(({ armKey }) => {
      const arm = arms.findIndex((one) => one.armKey === armKey);
      return arm === -1 ? null : c.bound.perhaps((m) => m.analysis.weekly[week].arms[arm].value, figures.valueFormat);
    }),
  };
}

/** By week a total is told for each salesperson, whatever was assigned. */
function title(c: StoryCase): Line {
  const { plan } = c.material;
  const perPerson = { ...c.material, plan: { ...plan, unit: 'SALESPERSON' as const } };
  const words = metricWords(c.primary.figures.result, perPerson, c.language);
  const start = c.bound.day((m) => m.plan.windows.measurement.from);
  return inLanguage(c, {
    en: () => line`${words.title} week by week: measurement began on ${start}.`,
    de: () => line`${words.title} Woche für Woche: Die Messung begann am ${start}.`,
  });
}

function lastWeek(c: StoryCase, values: readonly (NumberSpan | null)[]): Line {
  const told = c.primary.figures.arms.flatMap((arm, index): Line[] => {
    const value = values.at(index) ?? null;
    return value === null ? [] : [line`${armName(c, arm)} ${value}`];
  });
  if (told.length === 0) return [];
  return inLanguage(c, {
    en: () => line`In the last week: ${joined(told, ', ')}. All weeks are in the table below.`,
    de: () => line`In der letzten Woche: ${joined(told, ', ')}. Alle Wochen stehen in der Tabelle darunter.`,
  });
}
