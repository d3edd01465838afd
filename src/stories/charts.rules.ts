import type { ArmMeansChart, EffectMark } from '../render/chart-spec.js';
import type { NumberFormat } from '../render/format.js';
import type { Line, NumberSpan } from '../render/line.js';
import { joined, line } from './bound.rules.js';
import type { ArmFigures, Effect, Measure, MetricFigures } from './figures.rules.js';
import { counted, size, sizeInDative } from './phrases.rules.js';
import { confidenceFormat } from './rounding.rules.js';
import { groupWords } from './group-words.rules.js';
import { inLanguage, type StoryCase } from './story-case.rules.js';

/** The word that stands on everything from a simulated workspace; null elsewhere. */
export function stamp(c: StoryCase): string | null {
  if (!c.material.analysis.simulated) return null;
  return inLanguage(c, { en: () => 'simulated', de: () => 'simuliert' });
}

/** "95%": how sure the intervals of this look are. */
export function confidence({ bound, material }: StoryCase): NumberSpan {
  return bound.complement((m) => m.analysis.look.level, confidenceFormat(material.analysis.look.level));
}

/** The name of an arm; the one that every plan begins with is a word of ours, and is told in the story's language. */
export function armName({ language }: StoryCase, { name }: ArmFigures): Line {
  const german = name.kind === 'user' ? OUR_NAMES[name.text] : undefined;
  return language === 'de' && german !== undefined ? line`${german}` : line`${name}`;
}

/** Names that are ours, where a plan gives no other. */
const OUR_NAMES: Readonly<Partial<Record<string, string>>> = {
  Control: 'Vergleich',
  'Without the play': 'Ohne die Neuerung',
  'With the play': 'Mit der Neuerung',
};

/** Means of the arms with their intervals, and the difference; null where there is nothing to draw. */
export function armMeansChart(c: StoryCase): ArmMeansChart | null {
  const { figures, words } = c.primary;
  const marks = figures.arms.flatMap((arm) => {
    const { isControl, people, value, low, high } = arm;
    if (value === null) return [];
    const many = inLanguage(c, {
      en: () => counted(people, 'salesperson', 'salespeople'),
      de: () => counted(people, 'Person', 'Personen'),
    });
    return [{ name: armName(c, arm), note: many, isControl, value, low, high }];
  });
  const [pilot, control] = [figures.pilot.value, figures.control.value];
  if (pilot === null || control === null) return null;
  const { inPilot, inControl } = groupWords(c);
  return {
    kind: 'ARM_MEANS',
    title: line`${words.title}: ${pilot} ${inPilot}, ${control} ${inControl}.`,
    description: description(c, figures),
    stamp: stamp(c),
    arms: marks,
    axis: figures.valueFormat,
    effect: c.verdict === 'DESCRIPTIVE' ? null : effectMark(c, figures),
  };
}

function description(c: StoryCase, { arms, effect }: MetricFigures): Line {
  const told = arms.flatMap((arm): Line[] => {
    const { value, low, high } = arm;
    const name = armName(c, arm);
    if (value === null) return [];
    if (low === null || high === null) return [line`${name} ${value}.`];
    return [
      inLanguage(c, {
        en: () => line`${name} ${value} (interval ${low} to ${high}).`,
        de: () => line`${name} ${value} (Intervall ${low} bis ${high}).`,
      }),
    ];
  });
  const drawn = c.verdict === 'DESCRIPTIVE' ? null : effect;
  return joined([...told, drawn === null ? [] : effectDescription(c, drawn)]);
}

function effectDescription(c: StoryCase, { estimate, low, high, measure }: Effect): Line {
  const unit = NAMED_UNIT[c.language][measure];
  const open = inLanguage(c, { en: () => 'open', de: () => 'offen' });
  return inLanguage(c, {
    en: () => line`Difference ${estimate}${unit}, ${confidence(c)} interval ${low ?? open} to ${high ?? open}.`,
    de: () =>
      line`Unterschied ${estimate}${unit}, Intervall (${confidence(c)}) von ${low ?? open} bis ${high ?? open}.`,
  });
}

const NAMED_UNIT: Readonly<Record<StoryCase['language'], Readonly<Record<Measure, string>>>> = {
  en: { POINTS: ' percentage points', DAYS: ' days', PERCENT: '', AMOUNT: '' },
  de: { POINTS: ' Prozentpunkte', DAYS: ' Tage', PERCENT: '', AMOUNT: '' },
};

const HEADING: Readonly<Record<StoryCase['language'], Readonly<Record<Measure, string>>>> = {
  en: {
    POINTS: 'Difference in percentage points',
    DAYS: 'Difference in days',
    PERCENT: 'Difference in per cent of control',
    AMOUNT: 'Difference',
  },
  de: {
    POINTS: 'Unterschied in Prozentpunkten',
    DAYS: 'Unterschied in Tagen',
    PERCENT: 'Unterschied in Prozent der Vergleichsgruppe',
    AMOUNT: 'Unterschied',
  },
};

function effectMark(c: StoryCase, figures: MetricFigures): EffectMark | null {
  const { effect, result } = figures;
  if (effect === null) return null;
  const words = inLanguage(c, {
    en: () => ({
      zero: 'no difference',
      better: 'better',
      worse: 'worse',
      minimum: 'worth having from',
    }),
    de: () => ({
      zero: 'kein Unterschied',
      better: 'besser',
      worse: 'schlechter',
      minimum: 'lohnend ab',
    }),
  });
  const heading =
    c.switches && effect.measure === 'PERCENT'
      ? inLanguage(c, { en: () => 'Difference in per cent', de: () => 'Unterschied in Prozent' })
      : HEADING[c.language][effect.measure];
  const minimum = minimumSize(c, figures, effect.measure);
  return {
    heading: inLanguage(c, {
      en: () => line`${heading}, ${confidence(c)} interval`,
      de: () => line`${heading}, Intervall (${confidence(c)})`,
    }),
    estimate: effect.estimate,
    low: effect.low,
    high: effect.high,
    axis: figures.effectAxis,
    zeroLabel: words.zero,
    minimum:
      minimum === null
        ? null
        : { size: minimum, label: line`${words.minimum} ${sizeInDative(minimum, effect.measure, c.language)}` },
    goodSide: result.direction === 'UP' ? 'RIGHT' : 'LEFT',
    betterLabel: words.better,
    worseLabel: words.worse,
  };
}

/** The registered minimum is a share of the control's value; here it is told in the unit of the axis. */
function minimumSize({ bound, material }: StoryCase, figures: MetricFigures, measure: Measure): NumberSpan | null {
  const index = material.analysis.primary.arms.findIndex(({ isControl }) => isControl);
  const control = figures.control.value;
  if (control === null || control.value <= 0) return null;
  if (measure === 'PERCENT')
    return bound.number((m) => m.analysis.minimumEffectShare, shareFormat(material.analysis.minimumEffectShare));
  const size = material.analysis.minimumEffectShare * control.value;
  return bound.product(
    (m) => m.analysis.minimumEffectShare,
    (m) => m.analysis.primary.arms[index]?.value ?? null,
    fineEnough(size, { ...figures.effectAxis, sign: 'never' } as NumberFormat),
  );
}

function shareFormat(share: number): NumberFormat {
  return { as: 'percent', decimals: Math.abs(share * 100 - Math.round(share * 100)) < 1e-9 ? 0 : 1 };
}

function fineEnough(value: number, format: NumberFormat): NumberFormat {
  if (format.as === 'pValue' || format.as === 'money') return format;
  return { ...format, decimals: Math.max(format.decimals, 1) };
}

/** "+9.0 percentage points" for a cell of a table. */
export function signedSize({ estimate, measure }: Effect, language: StoryCase['language']): Line {
  const unit = size(estimate, measure, language).slice(1);
  return [estimate, ...unit];
}
