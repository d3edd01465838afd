import { goesAgainst } from '../../../src/analysis/decision/decision.rules.js';
import { Verdict } from '../../../src/analysis/verdict/verdict.rules.js';
import { DecisionKind } from '../../../src/pilots/pilot.rules.js';

describe('a decision against the verdict', () => {
  it('is a roll-out of what is not proven, a stop of what is, and nothing else', () => {
    const against = Object.values(Verdict).flatMap((verdict) =>
      Object.values(DecisionKind)
        .filter((decision) => goesAgainst(verdict, decision))
        .map((decision) => `${decision} on ${verdict}`),
    );
    expect(against).toEqual([
      'STOP on PROVEN',
      'ROLL_OUT on PROMISING',
      'ROLL_OUT on NO_MEANINGFUL_EFFECT',
      'ROLL_OUT on INCONCLUSIVE',
      'ROLL_OUT on HARMFUL',
      'ROLL_OUT on NOT_TESTED',
      'ROLL_OUT on INVALID',
      'ROLL_OUT on DESCRIPTIVE',
    ]);
  });
});
