import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ChartSpec } from '../render/chart-spec.js';
import { chartAlone } from '../render/chart-svg.js';
import { everyLine } from '../render/every-line.js';
import { spanText, plainText } from '../render/plain-text.js';
import type { StoryDocument } from '../render/story-document.js';

export const StoryChartKind = { ARM_MEANS: 'ARM_MEANS', WEEKLY: 'WEEKLY' } as const;
export type StoryChartKind = (typeof StoryChartKind)[keyof typeof StoryChartKind];

registerEnumType(StoryChartKind, {
  name: 'StoryChartKind',
  description: 'What a chart shows.',
  valuesMap: {
    ARM_MEANS: { description: 'Means of the arms with their intervals, and their difference.' },
    WEEKLY: { description: 'The primary metric of each arm by week.' },
  },
});

@ObjectType({ description: 'A chart of a story.' })
export class StoryChart {
  @Field(() => StoryChartKind, { description: 'What it shows.' })
  kind: StoryChartKind;

  @Field({ description: 'Its message, as a sentence.' })
  title: string;

  @Field({ description: 'The sentence and the numbers, for those who cannot see it.' })
  alternativeText: string;

  @Field({ description: 'The chart as data (JSON): every number unrounded, with its format and where it comes from.' })
  spec: string;

  @Field({ description: 'The chart drawn, as SVG.' })
  svg: string;
}

@ObjectType({ description: 'A number that a story shows.' })
export class StoryNumber {
  @Field({ description: 'As it is shown.' })
  shown: string;

  @Field(() => Float, { description: 'Unrounded: shares 0-1, money in minor units.' })
  value: number;

  @Field({
    description: 'Where it comes from, as a path in the analysis or the plan; sums and the like name all parts.',
  })
  source: string;
}

@ObjectType({ description: 'A link that opens a story without an account, until it expires.' })
export class SharedStory {
  @Field({ description: 'Path of the page on this server.' })
  readUrl: string;

  @Field({ description: 'Path of the same as Markdown.' })
  markdownUrl: string;

  @Field(() => String, { nullable: true, description: 'Path of its first chart as SVG; null where it has none.' })
  chartUrl: string | null;

  @Field({ description: 'When it stops to open (ISO 8601, UTC, real time).' })
  expiresAt: string;
}

export function chartsIn({ sections }: StoryDocument): ChartSpec[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])));
}

export function chartFields(document: StoryDocument): StoryChart[] {
  return chartsIn(document).map((chart) => {
    const title = plainText(chart.title, document.language);
    return {
      kind: chart.kind,
      title,
      alternativeText: `${title} ${plainText(chart.description, document.language)}`,
      spec: JSON.stringify(chart),
      svg: chartAlone(chart, document.language),
    };
  });
}

export function numberFields(document: StoryDocument): StoryNumber[] {
  return everyLine(document)
    .flat()
    .flatMap((span) =>
      span.kind === 'number'
        ? [{ shown: spanText(span, document.language), value: span.value, source: span.from }]
        : [],
    );
}
