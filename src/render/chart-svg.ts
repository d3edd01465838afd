import { armMeansPanel, type Canvas, type Panel } from './arm-means-chart.js';
import type { ChartSpec } from './chart-spec.js';
import { element, escapeMarkup } from './escape.js';
import type { Language } from './format.js';
import { CHART_STYLE, themed } from './look.js';
import { plainText } from './plain-text.js';
import { textAt, wrapped } from './svg-text.js';
import { styleHash } from './style-hash.js';
import { weeklyPanel } from './weekly-chart.js';

/** As wide as the reading column, and as a phone of 390 px leaves beside its margins. */
export const WIDE = 672;
export const PHONE = 350;

const ALONE_STYLE = `${themed('.chart')}\n${CHART_STYLE}`;

/** The content security policy for a chart on its own: nothing but its style. */
export const CHART_POLICY = `default-src 'none'; style-src '${styleHash(ALONE_STYLE)}'`;

/** The chart without its title, to stand in a page that brings the style and says the title itself. */
export function chartInPage(chart: ChartSpec, { width, language }: Canvas): string {
  const { markup, height } = drawn(chart, { width, language });
  return svg(chart, { width, height, language }, markup);
}

/** The chart as a file of its own: with title, style and ground, in the reader's light or dark. */
export function chartAlone(chart: ChartSpec, language: Language): string {
  const margin = 24;
  const titles = wrapped(plainText(chart.title, language), 16, { width: WIDE, most: 4 });
  const top = margin + titles.length * 22 + 8;
  const { markup, height } = drawn(chart, { width: WIDE, language });
  const size = { width: WIDE + 2 * margin, height: top + height + margin, language };
  const content = [
    element('style', {}, ALONE_STYLE),
    element('rect', { class: 'paper', width: size.width, height: size.height }),
    ...titles.map((line, index) => textAt({ x: margin, y: margin + 16 + index * 22 }, line, { class: 'headline' })),
    element('g', { transform: `translate(${String(margin)} ${String(top)})` }, markup),
  ];
  return svg(chart, size, content.join(''));
}

function drawn(chart: ChartSpec, canvas: Canvas): Panel {
  const panel = chart.kind === 'ARM_MEANS' ? armMeansPanel(chart, canvas) : weeklyPanel(chart, canvas);
  if (chart.stamp === null) return panel;
  const at = { x: canvas.width, y: panel.height + 16 };
  const stamp = textAt(at, chart.stamp, { class: 'stamp', 'text-anchor': 'end' });
  return { markup: panel.markup + stamp, height: panel.height + 22 };
}

interface Size extends Canvas {
  readonly height: number;
}

function svg(chart: ChartSpec, { width, height, language }: Size, content: string): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      viewBox: `0 0 ${String(Math.ceil(width))} ${String(Math.ceil(height))}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      lang: language,
      role: 'img',
      'aria-label': `${plainText(chart.title, language)} ${plainText(chart.description, language)}`,
    },
    `<title>${escapeMarkup(plainText(chart.title, language))}</title>${content}`,
  );
}
