import { detectableShare, planChanges, unharmedChance } from '../../src/pilots/outlook.rules.js';
import { detectableUplift, sampleSizeSuggestions, upliftPower } from '../../src/statistics/index.js';

const HISTORY = { scale: 'log', spread: 0.36, correlation: 0.95, mean: 115_000 } as const;
const arm = (units: number, controlUnits: number, armKey = 'pilot') => ({ armKey, units, controlUnits, smallestP: 0 });
const ONE = { arms: [arm(20, 20)], strata: 1, level: 0.05 };
const TWO = { ...ONE, arms: [arm(20, 20, 'first'), arm(6, 20, 'second')] };
const WEAKEST = { pilot: 6, control: 20, strata: 1, level: 0.05 };

describe('what a plan with several arms could show', () => {
  it('is what its weakest arm could', () => {
    expect(detectableShare(HISTORY, TWO)).toBe(detectableUplift(HISTORY, WEAKEST));
    expect(detectableShare(HISTORY, { ...ONE, arms: [arm(1, 1)] })).toBeNull();
  });

  it('is as likely to be unharmed as in the arm in which that is least likely, harm lying where the metric is bad', () => {
    const margin = { marginShare: 0.1, direction: 'UP' } as const;
    expect(unharmedChance(HISTORY, margin, TWO)).toBe(upliftPower(HISTORY, WEAKEST, -0.1));
    expect(unharmedChance(HISTORY, { ...margin, direction: 'DOWN' }, TWO)).toBe(upliftPower(HISTORY, WEAKEST, 0.1));
    expect(unharmedChance(HISTORY, margin, { ...ONE, arms: [arm(1, 1)] })).toBeNull();
  });

  it('needs units for all arms, and no two of them can be made even', () => {
    const alone = sampleSizeSuggestions(HISTORY, WEAKEST, 0.02);
    const changes = planChanges(HISTORY, TWO, 0.02);
    expect(alone.suggestions[0].change).toBe('EVEN_ARMS');
    expect(changes.suggestions).toEqual(alone.suggestions.slice(1));
    expect(changes.unitsNeeded).toBe(Math.ceil(((alone.unitsNeeded ?? NaN) * 46) / 26));
  });
});
