import type { ArmMeansChart, WeeklyChart } from '../../src/render/chart-spec.js';
import { CHART_POLICY, chartAlone, chartInPage, PHONE, WIDE } from '../../src/render/chart-svg.js';
import { chartTable } from '../../src/render/chart-table.js';
import { linearScale, roundAxis } from '../../src/render/scale.js';
import { styleHash } from '../../src/render/style-hash.js';
import type { Line, NumberSpan } from '../../src/render/line.js';
import { clipped, textWidth, wrapped } from '../../src/render/svg-text.js';

const PERCENT = { as: 'percent', decimals: 0 } as const;
const words = (text: string): Line => [{ kind: 'words', text }];
const share = (value: number): NumberSpan => ({ kind: 'number', value, format: PERCENT, from: 'x' });
const points = (value: number): NumberSpan => ({
  kind: 'number',
  value,
  format: { as: 'hundredths', decimals: 0, sign: 'always' },
  from: 'x',
});

const means: ArmMeansChart = {
  kind: 'ARM_MEANS',
  title: words('Pilot 42, control 33.'),
  description: words('All of it in words.'),
  stamp: 'simulated',
  arms: [
    {
      name: words('Pilot'),
      note: words('12 people'),
      isControl: false,
      value: share(0.42),
      low: share(0.37),
      high: share(0.47),
    },
    {
      name: words('Control'),
      note: words('12 people'),
      isControl: true,
      value: share(0.33),
      low: share(0.29),
      high: share(0.38),
    },
  ],
  axis: PERCENT,
  effect: {
    heading: words('Difference'),
    estimate: points(0.09),
    low: points(-0.02),
    high: points(0.15),
    axis: { as: 'hundredths', decimals: 0, sign: 'always' },
    zeroLabel: 'no difference',
    minimum: { size: points(0.03), label: words('worth having from 3 points') },
    goodSide: 'RIGHT',
    betterLabel: 'better',
    worseLabel: 'worse',
  },
};

const monday = (week: number): string => new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10);
const weekly: WeeklyChart = {
  kind: 'WEEKLY',
  title: words('Week by week.'),
  description: words('In words.'),
  stamp: null,
  arms: [
    { name: words('Pilot'), isControl: false },
    { name: words('Control'), isControl: true },
  ],
  weeks: [0, 1, 2, 3, 6].map((week, index) => ({
    starts: { kind: 'day', day: monday(week), from: 'x' },
    phase: index < 2 ? 'BASELINE' : index === 2 ? 'RAMP' : 'MEASUREMENT',
    values: [share(0.3 + index / 50), index === 1 ? null : share(0.3)],
  })),
  axis: PERCENT,
  weekLabel: 'Week from',
  rampLabel: 'practice',
  measurementLabel: 'measurement',
};

/** The x of drawn elements, by class. */
const places = (svg: string, element: string, tone: string, attribute: string): number[] =>
  [...svg.matchAll(new RegExp(`<${element} class="${tone}"[^>]* ${attribute}="([-\\d.]+)"`, 'g'))].map(([, x]) =>
    Number(x),
  );

describe('the chart of arm means', () => {
  const svg = chartInPage(means, { width: WIDE, language: 'en' });

  it('draws values where they are: pilot right of control, each within its interval', () => {
    const [pilot] = places(svg, 'circle', 'pilot-dot', 'cx');
    const [control] = places(svg, 'circle', 'control-dot', 'cx');
    expect(pilot).toBeGreaterThan(control);
    const [from] = places(svg, 'line', 'pilot-bar', 'x1');
    const [to] = places(svg, 'line', 'pilot-bar', 'x2');
    expect((pilot - from) / (to - from)).toBeCloseTo(0.5, 2);
  });

  it('draws the difference on one axis with zero and the smallest effect worth having, on both sides', () => {
    const [zero] = places(svg, 'line', 'zero', 'x1');
    const [less, more] = places(svg, 'line', 'edge', 'x1');
    const [effect] = places(svg, 'circle', 'dot', 'cx');
    expect(zero - less).toBeCloseTo(more - zero, 0);
    expect((effect - zero) / (more - zero)).toBeCloseTo(3, 1);
    expect(svg).toContain('no difference');
    expect(svg).toContain('worth having from 3 points');
  });

  it('puts "better" where better is', () => {
    expect(svg).toMatch(/← worse.*better →/s);
    const down = { ...means, effect: { ...means.effect!, goodSide: 'LEFT' as const } };
    expect(chartInPage(down, { width: WIDE, language: 'en' })).toMatch(/← better.*worse →/s);
  });

  it('labels with the minus that is one, and in the reader’s locale', () => {
    expect(svg).toContain('>\u22122<');
    expect(svg).not.toMatch(/>-\d/);
    expect(chartInPage(means, { width: WIDE, language: 'de' })).toContain('42\u202f%');
  });

  it('shows an open end as open', () => {
    const open = { ...means, effect: { ...means.effect!, high: null } };
    const drawn = chartInPage(open, { width: WIDE, language: 'en' });
    expect(drawn).toContain('>→<');
    expect(chartTable(open, 'en').rows.at(-1)?.cells.at(-1)?.main).toEqual(words('open'));
  });

  it('says in words what it shows, and carries its stamp', () => {
    expect(svg).toContain('role="img"');
    expect(svg).toContain('aria-label="Pilot 42, control 33. All of it in words."');
    expect(svg).toMatch(/class="stamp"[^>]*>simulated</);
  });
});

describe('the weekly chart', () => {
  const svg = chartInPage(weekly, { width: WIDE, language: 'en' });

  it('marks the start of the measurement between its first week and the one before', () => {
    const [start] = places(svg, 'line', 'start', 'x1');
    const dots = places(svg, 'circle', 'pilot-dot', 'cx');
    expect(start).toBeGreaterThan(dots[2]);
    expect(start).toBeLessThan(dots[3]);
  });

  it('leaves a gap where a week has no value, and room where weeks are missing', () => {
    const [path] = /class="control-line" d="([^"]+)"/.exec(svg)?.slice(1) ?? [];
    // After the week without control, and after the weeks that are not there.
    expect(path.match(/M/g)?.length).toBe(3);
    const dots = places(svg, 'circle', 'pilot-dot', 'cx');
    expect((dots[4] - dots[3]) / (dots[1] - dots[0])).toBeCloseTo(3, 1);
  });

  it('begins at zero, so that small movements do not look large', () => {
    expect(svg).toMatch(/class="tick"[^>]*>0%</);
  });

  it('names the lines at their ends, apart where they meet', () => {
    const together = { ...weekly, weeks: weekly.weeks.map((week) => ({ ...week, values: [share(0.3), share(0.3)] })) };
    const drawn = chartInPage(together, { width: PHONE, language: 'en' });
    const [pilot] = places(drawn, 'text', 'unused', 'y');
    expect(pilot).toBeUndefined();
    const heights = [...drawn.matchAll(/<text x="[^"]+" y="([^"]+)" class="(?:pilot|control) strong"/g)].map(([, y]) =>
      Number(y),
    );
    expect(Math.abs(heights[0] - heights[1])).toBeGreaterThanOrEqual(14);
  });
});

describe('a chart on its own', () => {
  it('brings its title, its style and a policy that lets only that in', () => {
    const svg = chartAlone(means, 'en');
    const style = /<style>(.*?)<\/style>/s.exec(svg)?.[1] ?? '';
    expect(CHART_POLICY).toBe(`default-src 'none'; style-src '${styleHash(style)}'`);
    expect(svg).toContain('class="headline"');
    expect(svg).not.toMatch(/ style=|<script|href=/);
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  it.each([PHONE, WIDE])('keeps every text inside a width of %p', (width) => {
    for (const chart of [means, weekly]) {
      const svg = chartInPage(chart, { width, language: 'de' });
      for (const [, x, attributes, text] of svg.matchAll(/<text x="([-\d.]+)"([^>]*)>([^<]*)</g)) {
        const wide = textWidth(text, 13);
        const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
        const left = Number(x) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
        expect(left).toBeGreaterThanOrEqual(-8);
        expect(left + wide).toBeLessThanOrEqual(width + 8);
      }
    }
  });
});

describe('axes', () => {
  it('are round, and labelled as finely as their steps', () => {
    expect(roundAxis([0.29, 0.47], PERCENT)).toEqual({
      domain: [0.25, 0.5],
      ticks: [0.25, 0.3, 0.35, 0.4, 0.45, 0.5].map((tick) => expect.closeTo(tick, 9) as number),
      format: PERCENT,
    });
    expect(
      roundAxis([0.101, 0.104], PERCENT).format.as === 'percent' && roundAxis([0.101, 0.104], PERCENT).format,
    ).toEqual({
      as: 'percent',
      decimals: 1,
    });
  });

  it('have room around a single value, also around nothing', () => {
    for (const value of [0, 5, -5, 1e-12, 1e12]) {
      const { domain, ticks } = roundAxis([value], { as: 'plain', decimals: 0 });
      expect(domain[0]).toBeLessThan(value);
      expect(domain[1]).toBeGreaterThan(value);
      expect(ticks.length).toBeLessThan(12);
    }
  });

  it('map their domain onto pixels', () => {
    expect([0, 5, 10].map(linearScale([0, 10], [100, 200]))).toEqual([100, 150, 200]);
  });
});

describe('text in pictures', () => {
  it('is cut between characters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(clipped(family.repeat(40), 10, 80)).toBe(`${family.repeat(5)}…`);
    expect(clipped('short', 13, 100)).toBe('short');
  });

  it('is broken at spaces, and never inside a number', () => {
    expect(wrapped('Intervall zu 95\u202f% der Auslosungen', 10, { width: 90, most: 3 })).toEqual([
      'Intervall zu',
      '95\u202f% der',
      'Auslosungen',
    ]);
    expect(wrapped('one two three four five six', 10, { width: 40, most: 2 })).toHaveLength(2);
  });
});
