import type { Language } from '../render/format.js';
import type { Line } from '../render/line.js';
import type { Block, Section, StoryDocument } from '../render/story-document.js';
import { joined, line } from './bound.rules.js';
import { armMeansChart, stamp } from './charts.rules.js';
import { decision, footer, limits } from './closing.rules.js';
import { told } from './free-numbers.rules.js';
import { headline } from './headline.rules.js';
import { resultTable } from './result-table.rules.js';
import { standfirst } from './standfirst.rules.js';
import { inLanguage, storyCase, type StoryCase } from './story-case.rules.js';
import type { StoryMaterial } from './story-material.js';
import type { StoryKind } from './story.rules.js';
import { summary } from './summary.rules.js';
import { trust } from './trust.rules.js';
import { weeklyChart } from './weekly-chart.rules.js';

/** The whole story, from one analysis and what surrounds it. The same material gives the same words. */
export function storyDocument(kind: StoryKind, material: StoryMaterial, language: Language): StoryDocument {
  const c = storyCase(material, language);
  const headings = HEADINGS[language];
  const isSuccess = kind === 'SUCCESS';
  const paragraph = (text: Line): Block => ({ kind: 'paragraph', line: text });
  return {
    language,
    label: LABELS[language][kind],
    stamp: stamp(c),
    title: headline(c),
    standfirst: standfirst(c),
    sections: [
      section('IN_THIRTY_SECONDS', headings.summary, [paragraph(joined(summary(c)))]),
      section('SITUATION', headings.situation, [
        paragraph([told(material.card.customerSituation, 'card.customerSituation')]),
      ]),
      section('DIFFERENCE', headings.difference, [beforeAfter(c)]),
      ...(c.verdict === 'INVALID' ? [] : [section('RESULT', headings.result, result(c))]),
      section('TRUST', headings.trust, trust(c)),
      section('STEPS', isSuccess ? headings.monday : headings.tried, [steps(c)]),
      section('LIMITS', isSuccess ? headings.mayDiffer : headings.limits, [{ kind: 'notes', notes: limits(c) }]),
      section('DECISION', headings.decision, decision(c)),
    ],
    footer: footer(c),
  };
}

const LABELS: Readonly<Record<Language, Readonly<Record<StoryKind, string>>>> = {
  en: { SUCCESS: 'Success story', INTERIM: 'Interim story', LEARNING: 'Learning story' },
  de: { SUCCESS: 'Erfolgsgeschichte', INTERIM: 'Zwischenstand', LEARNING: 'Lerngeschichte' },
};

const HEADINGS = {
  en: {
    summary: 'In thirty seconds',
    situation: 'What the customer faced',
    difference: 'What we did differently',
    result: 'What happened',
    trust: 'How sure are we?',
    monday: 'Do it on Monday',
    tried: 'The steps that were tried',
    mayDiffer: 'Where it may not work',
    limits: 'How far this reaches',
    decision: 'The decision',
  },
  de: {
    summary: 'In dreißig Sekunden',
    situation: 'Worum es beim Kunden ging',
    difference: 'Was wir anders gemacht haben',
    result: 'Was geschah',
    trust: 'Wie sicher sind wir?',
    monday: 'Am Montag anfangen',
    tried: 'Was ausprobiert wurde',
    mayDiffer: 'Wo es anders sein kann',
    limits: 'Wie weit das reicht',
    decision: 'Die Entscheidung',
  },
} as const;

function section(key: string, heading: string, blocks: readonly Block[]): Section {
  return { key, heading, blocks };
}

function beforeAfter(c: StoryCase): Block {
  const { before, after } = c.material.card;
  const labels = inLanguage(c, { en: () => ['Before', 'After'], de: () => ['Vorher', 'Nachher'] });
  return {
    kind: 'before-after',
    before: { label: labels[0], text: [told(before, 'card.before')] },
    after: { label: labels[1], text: [told(after, 'card.after')] },
  };
}

function result(c: StoryCase): Block[] {
  const [means, weekly] = [armMeansChart(c), weeklyChart(c)].map((chart): Block[] =>
    chart === null ? [] : [{ kind: 'chart', chart }],
  );
  return [...means, { kind: 'table', table: resultTable(c) }, ...weekly];
}

function steps({ material }: StoryCase): Block {
  return {
    kind: 'steps',
    steps: material.card.steps.map((step, index) => line`${told(step, `card.steps.${String(index)}`)}`),
  };
}
