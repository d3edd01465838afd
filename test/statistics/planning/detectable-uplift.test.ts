import { detectableUplift, upliftPower } from '../../../src/statistics/planning/detectable-uplift.js';
import { sampleSizeSuggestions } from '../../../src/statistics/planning/sample-size-suggestions.js';
import type { ComparisonScale } from '../../../src/statistics/index.js';
import { golden } from '../golden.js';

type Name = 'log' | 'unstratified' | 'raw' | 'ratio' | 'clusters';
interface Expected {
  readonly spread: number;
  readonly correlation: number;
  readonly mean: number;
}
interface Plan {
  readonly history: Name;
  readonly pilot: number;
  readonly control: number;
  readonly strata: number;
  readonly level: number;
  readonly uplift: number;
  readonly power: number;
}
const expected = golden<{
  readonly histories: Record<Name, Expected>;
  readonly plans: Plan[];
  readonly suggestions: Record<
    'pilot' | 'control' | 'level' | 'wanted' | 'unitsNeeded' | 'even' | 'units' | 'measurement' | 'baseline',
    number
  >;
}>('planned-uplift');

const SCALES: Record<Name, ComparisonScale> = {
  log: 'log',
  unstratified: 'log',
  clusters: 'log',
  raw: 'raw',
  ratio: 'ratio',
};
const historyOf = (name: Name) => ({ ...expected.histories[name], scale: SCALES[name] });

describe('the uplift that a pilot of some size finds in four of five cases', () => {
  it.each(expected.plans)('is what R finds for $history, $pilot against $control', ({ history, ...plan }) => {
    const { uplift, power, ...sizes } = plan;
    expect(detectableUplift(historyOf(history), sizes)).toBeCloseTo(uplift, 10);
    expect(upliftPower(historyOf(history), sizes, 0.2)).toBeCloseTo(power, 10);
  });

  it('does not exist without a degree of freedom', () => {
    const sizes = { pilot: 1, control: 1, level: 0.05 };
    expect(detectableUplift(historyOf('log'), sizes)).toBeNull();
    expect(upliftPower(historyOf('log'), sizes, 0.2)).toBeNull();
  });
});

describe('what could be planned otherwise', () => {
  const { pilot, control, level, wanted, ...found } = expected.suggestions;
  const sizes = { pilot, control, level };
  const history = historyOf('unstratified');

  it('is told with the uplift it would find, and how many units the wanted one needs, as R finds them', () => {
    expect(sampleSizeSuggestions(history, sizes, wanted)).toEqual({
      unitsNeeded: found.unitsNeeded,
      suggestions: [
        { change: 'EVEN_ARMS', detectable: expect.closeTo(found.even, 10) as number },
        { change: 'TWICE_THE_UNITS', detectable: expect.closeTo(found.units, 10) as number },
        { change: 'TWICE_THE_MEASUREMENT', detectable: expect.closeTo(found.measurement, 10) as number },
        { change: 'TWICE_THE_BASELINE', detectable: expect.closeTo(found.baseline, 10) as number },
      ],
    });
  });

  it('leaves out even arms where they are, and windows where nothing is known of them or the past says nothing', () => {
    const changes = (correlation: number | null, planned = { pilot: 20, control: 20, level }) =>
      sampleSizeSuggestions({ ...history, correlation }, planned, wanted).suggestions.map(({ change }) => change);
    expect(changes(null)).toEqual(['TWICE_THE_UNITS']);
    expect(changes(0.8)).toEqual(['TWICE_THE_UNITS', 'TWICE_THE_MEASUREMENT', 'TWICE_THE_BASELINE']);
    // a longer measurement averages out chance even where the baseline tells nothing
    expect(changes(0)).toEqual(['TWICE_THE_UNITS', 'TWICE_THE_MEASUREMENT']);
    // six units carry no baseline, so a longer one is of no use to them
    expect(changes(0.8, { pilot: 3, control: 3, level })).not.toContain('TWICE_THE_BASELINE');
  });

  it('says so where no number of units would do', () => {
    expect(sampleSizeSuggestions(history, sizes, 0.00001).unitsNeeded).toBeNull();
    expect(sampleSizeSuggestions(history, sizes, 100).unitsNeeded).toBeLessThan(pilot + control);
  });
});
