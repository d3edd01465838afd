import type { ArmMeansChart, ChartSpec, WeeklyChart } from './chart-spec.js';
import type { Language } from './format.js';
import type { Line, NumberSpan } from './line.js';
import type { Table, TableCell } from './story-document.js';

const WORDS = {
  en: { value: 'Value', low: 'From', high: 'To', open: 'open' },
  de: { value: 'Wert', low: 'Von', high: 'Bis', open: 'offen' },
} as const;

const words = (text: string): Line => [{ kind: 'words', text }];
const NOTHING: TableCell = { main: words('–') };

/** The same numbers as the picture, for those who cannot see it and those who want to copy them. */
export function chartTable(chart: ChartSpec, language: Language): Table {
  return chart.kind === 'ARM_MEANS' ? armMeansTable(chart, language) : weeklyTable(chart);
}

function armMeansTable({ arms, effect }: ArmMeansChart, language: Language): Table {
  const { value, low, high, open } = WORDS[language];
  const bound = (span: NumberSpan | null): TableCell => ({ main: span === null ? words(open) : [span] });
  const rows = arms.map((arm) => ({
    name: { main: arm.name, note: arm.note },
    cells: [
      { main: [arm.value] },
      ...(arm.low === null && arm.high === null ? [NOTHING, NOTHING] : [bound(arm.low), bound(arm.high)]),
    ],
  }));
  const difference = effect && {
    name: { main: effect.heading },
    cells: [{ main: [effect.estimate] }, bound(effect.low), bound(effect.high)],
  };
  return {
    caption: [],
    columns: [words(''), words(value), words(low), words(high)],
    rows: difference ? [...rows, difference] : rows,
  };
}

function weeklyTable({ arms, weeks, weekLabel, rampLabel, measurementLabel }: WeeklyChart): Table {
  const note = { BASELINE: undefined, RAMP: words(rampLabel), MEASUREMENT: words(measurementLabel) };
  const begins = weeks.findIndex(({ phase }) => phase === 'MEASUREMENT');
  return {
    caption: [],
    columns: [words(weekLabel), ...arms.map(({ name }) => name)],
    rows: weeks.map(({ starts, phase, values }, index) => {
      const said = phase === 'MEASUREMENT' && index !== begins ? undefined : note[phase];
      return {
        name: said === undefined ? { main: [starts] } : { main: [starts], note: said },
        cells: values.map((span) => (span === null ? NOTHING : { main: [span] })),
      };
    }),
  };
}
