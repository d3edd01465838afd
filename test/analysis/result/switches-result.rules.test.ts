import { shownSwitches, switchesResult } from '../../../src/analysis/result/switches-result.rules.js';
import { compareSwitches, type SwitchRow } from '../../../src/statistics/index.js';

/** Six teams of two, switching in pairs: the first two teams are seen longest with the play. */
const ROWS: SwitchRow[] = Array.from({ length: 12 }, (_, person) =>
  Array.from({ length: 4 }, (__, period): SwitchRow => ({
    unit: `P-${person}`,
    cluster: `Team ${person >> 1}`,
    period,
    wave: 1 + (person >> 2),
    outcome: 100 + ((person * 7 + period * 5) % 11) + (period > person >> 2 ? 10 : 0),
  })),
).flat();

describe('what is shown of the time since a switch', () => {
  const found = compareSwitches(ROWS, { design: 'STEPPED_WEDGE', scale: 'raw', alpha: 0.05, seed: 1, draws: 99 });
  const { switches } = switchesResult({ design: 'STEPPED_WEDGE', rows: ROWS }, found);

  it('counts people, not teams', () => {
    expect(switches?.sinceSwitch.map(({ since, units, people }) => [since, units, people])).toEqual([
      [0, 6, 12],
      [1, 4, 8],
      [2, 2, 4],
    ]);
  });

  it('leaves out times behind which too few people stand', () => {
    expect(switches && shownSwitches(switches, 5).sinceSwitch.map(({ since }) => since)).toEqual([0, 1]);
  });

  it('is nothing for arms that do not switch', () => {
    expect(switchesResult(undefined, undefined)).toEqual({});
  });
});
