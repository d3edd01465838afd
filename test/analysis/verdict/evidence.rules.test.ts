import { evidenceOf, type EvidenceQuestion } from '../../../src/analysis/verdict/evidence.rules.js';
import { type CheckFinding, compareSwitches } from '../../../src/statistics/index.js';

/** A drawn rollout in which the play clearly works. */
function rollout(): EvidenceQuestion {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const [g, period] = [Math.floor(i / 6), i % 6];
    const wave = 1 + (g % 5);
    return { unit: `u${g}`, period, wave, outcome: 100 + 5 * g + (period >= wave ? 80 : 0) + ((i * 37) % 11) };
  });
  const { headline } = compareSwitches(rows, { design: 'STEPPED_WEDGE', scale: 'raw', alpha: 0.05, seed: 1 });
  if (headline === null) throw new Error('refused');
  return {
    kind: 'IMPACT',
    randomised: true,
    comparison: headline,
    direction: 'UP',
    minimumEffectShare: 0.05,
    guardrails: [],
    adoption: { known: false, thresholdShare: null, arms: [] },
    checks: [],
    pastLastLook: false,
  };
}

describe('the evidence of a rollout', () => {
  const question = rollout();
  const withCheck = (code: CheckFinding['code'], severity: CheckFinding['severity']) =>
    evidenceOf({ ...question, checks: [{ code, severity }] });

  it.each(['OBSERVATIONS_MISSING', 'INCOMPLETE_LEFT_OUT', 'PAIR_DROPPED'] as const)(
    'counts %s as missing data, and too many as an alarm',
    (code) => {
      expect(withCheck(code, 'INFO')).toMatchObject({ significant: 'GOOD', dataAlarm: false, missingOutcomes: false });
      expect(withCheck(code, 'WARN')).toMatchObject({ dataAlarm: false, missingOutcomes: true });
      expect(withCheck(code, 'BLOCK')).toMatchObject({ dataAlarm: true, checksClean: false });
    },
  );

  it('is not clean where an effect shows before the switch', () => {
    expect(withCheck('EFFECT_BEFORE_SWITCH', 'WARN').checksClean).toBe(false);
    expect(evidenceOf(question).checksClean).toBe(true);
  });
});
