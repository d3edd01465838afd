import { type SwitchRow, compareSwitches } from '../../../src/statistics/index.js';

const PLAN = { design: 'STEPPED_WEDGE', scale: 'raw', alpha: 0.05, seed: 1, draws: 99 } as const;

/** Eight clusters of ten over five periods; of every tenth person one observation without the play and one with it are missing. */
function rollout(effect: number): SwitchRow[] {
  return Array.from({ length: 400 }, (_, i): SwitchRow => {
    const [g, member, period] = [Math.floor(i / 50), Math.floor(i / 5) % 10, i % 5];
    const wave = 1 + (g % 4);
    const outcome = 50 + 3 * g + period + (period >= wave ? effect : 0) + ((i * 7919) % 101) / 25;
    const isMissing = member === 0 && (period === wave || period === wave - 1);
    return { unit: `u${g} ${member}`, cluster: `g${g}`, period, wave, outcome: isMissing ? null : outcome };
  });
}

function findings(effect: number) {
  const { checks, headline } = compareSwitches(rollout(effect), PLAN);
  return { found: checks.filter(({ code }) => code === 'SIGN_HANGS_ON_MISSING_OUTCOMES'), headline };
}

describe('missing observations of a stepped wedge', () => {
  it('could turn the sign of a small effect, which is told', () => {
    const { estimate: none } = findings(0).headline ?? {};
    for (const side of [1, -1]) {
      const { found, headline } = findings(side * 0.02 - (none ?? NaN));
      expect(headline?.estimate).toBeCloseTo(side * 0.02, 10);
      expect(found).toMatchObject([{ severity: 'WARN' }]);
      expect(found[0].values?.seen).toBeCloseTo(side * 0.02, 10);
      // lm, quantile (type 7) and predict on R 4.2.2.
      expect(found[0].values?.supposed).toBeCloseTo(-side * 0.299727386139387, 10);
    }
  });

  it('do not turn a large one', () => {
    expect(findings(3).found).toEqual([]);
    expect(findings(-3).found).toEqual([]);
  });
});
