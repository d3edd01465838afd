import type { Line } from '../render/line.js';
import type { Table, TableCell } from '../render/story-document.js';
import { line } from './bound.rules.js';
import { confidence, signedSize } from './charts.rules.js';
import { groupWords } from './group-words.rules.js';
import { inLanguage, type StoryCase, type ToldMetric } from './story-case.rules.js';

/** Primary, guardrails and secondary metrics side by side, with what became of each. */
export function resultTable(c: StoryCase): Table {
  const [guardrail, secondary, primary] = inLanguage(c, {
    en: () => [line`guardrail`, line`secondary`, line`primary`],
    de: () => [line`Leitplanke`, line`weitere Kennzahl`, line`Hauptkennzahl`],
  });
  const { pilot, control } = groupWords(c);
  const columns = inLanguage(c, {
    en: () => [line`Metric`, line`${control}`, line`${pilot}`, line`Difference`],
    de: () => [line`Kennzahl`, line`${control}`, line`${pilot}`, line`Unterschied`],
  });
  return {
    caption: caption(c),
    columns: isCompared(c) ? columns : columns.slice(0, 3),
    rows: [
      row(c, c.primary, primary),
      ...c.guardrails.map((metric, index) => row(c, metric, isCompared(c) ? guardrailNote(c, index) : guardrail)),
      ...c.secondary.map((metric) => row(c, metric, secondary)),
    ],
  };
}

/** Without a fair comparison a difference would be read as one. */
function isCompared({ verdict }: StoryCase): boolean {
  return verdict !== 'DESCRIPTIVE';
}

function caption(c: StoryCase): Line {
  if (!isCompared(c))
    return inLanguage(c, {
      en: () => line`What was seen in each group`,
      de: () => line`Was in jeder Gruppe zu sehen war`,
    });
  const { isAdjusted } = c.primary.figures;
  if (c.switches)
    return inLanguage(c, {
      en: () =>
        line`With the play against without it, with ${confidence(c)} intervals, after allowing for who it was, and when`,
      de: () =>
        line`Mit der Neuerung gegen ohne sie, mit Intervallen (${confidence(c)}), bereinigt um Unterschiede der Gruppen und Zeiträume`,
    });
  return inLanguage(c, {
    en: () =>
      line`Pilot against control, with ${confidence(c)} intervals${isAdjusted ? ', after allowing for how both did before' : ''}`,
    de: () =>
      line`Pilot gegen Vergleich, mit Intervallen (${confidence(c)})${isAdjusted ? ', bereinigt um die Ausgangslage' : ''}`,
  });
}

function row(c: StoryCase, metric: ToldMetric, note: Line): Table['rows'][number] {
  const { pilot, control } = metric.figures;
  const value = (span: typeof pilot.value): TableCell => ({ main: span === null ? line`–` : [span] });
  const values = [value(control.value), value(pilot.value)];
  return {
    name: { main: metric.words.title, note },
    cells: isCompared(c) ? [...values, effectCell(c, metric)] : values,
  };
}

function effectCell(c: StoryCase, { figures: { effect, isHidden } }: ToldMetric): TableCell {
  if (isHidden)
    return {
      main: line`–`,
      note: inLanguage(c, { en: () => line`too few people`, de: () => line`zu wenige Personen` }),
    };
  if (effect === null)
    return { main: line`–`, note: inLanguage(c, { en: () => line`no estimate`, de: () => line`keine Schätzung` }) };
  const open = inLanguage(c, { en: () => 'open', de: () => 'offen' });
  const [low, high] = [effect.low ?? open, effect.high ?? open];
  return {
    main: signedSize(effect, c.language),
    note: inLanguage(c, { en: () => line`${low} to ${high}`, de: () => line`${low} bis ${high}` }),
  };
}

const JUDGED = {
  en: { NON_INFERIOR: 'within its margin of', HARMFUL: 'beyond its margin of', UNDECIDED: 'not settled, margin' },
  de: { NON_INFERIOR: 'innerhalb der Grenze von', HARMFUL: 'jenseits der Grenze von', UNDECIDED: 'offen, Grenze' },
} as const;

function guardrailNote(c: StoryCase, index: number): Line {
  const judgement = c.material.analysis.guardrails[index]?.judgement ?? 'UNDECIDED';
  const margin = c.bound.number((m) => m.analysis.guardrails[index]?.marginShare, { as: 'percent', decimals: 0 });
  return inLanguage(c, {
    en: () => line`guardrail: ${JUDGED.en[judgement]} ${margin}`,
    de: () => line`Leitplanke: ${JUDGED.de[judgement]} ${margin}`,
  });
}
