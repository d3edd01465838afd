import { shownUsers, withShownUse } from '../../../src/analysis/observation/users.rules.js';
import type { ObservedUnit } from '../../../src/statistics/index.js';
import { inventedMaterial } from '../../stories/invented-material.js';

const rows = (arm: string, used: readonly (number | undefined)[], outcome: number | null = 1): ObservedUnit[] =>
  used.map((share, i) => ({ unit: `${arm} ${i}`, arm, outcome, ...(share === undefined ? {} : { used: share }) }));

describe('the use of the play', () => {
  it('is looked at where enough people of an arm said', () => {
    const both = [...rows('control', [0, 0.1, 0]), ...rows('pilot', [1, undefined, 0.5])];
    expect(withShownUse(both, 2)).toEqual(both);
    expect(withShownUse(both, 3).map(({ arm, used }) => [arm, used])).toEqual([
      ...[0, 0.1, 0].map((used) => ['control', used]),
      ...[1, 2, 3].map(() => ['pilot', undefined]),
    ]);
  });

  it('of people without an outcome does not count', () => {
    const gone = rows('pilot', [1, 1, 1], null);
    expect(withShownUse(gone, 1).every(({ used }) => used === undefined)).toBe(true);
  });
});

describe('the effect on users', () => {
  const { adoption, users } = inventedMaterial('PROVEN').analysis;
  if (!users) throw new Error('The invented material knows an effect on users.');

  it('is that of the arm the verdict is about', () => {
    const other = { ...users, arm: 'other' };
    expect(shownUsers([other, users], 'pilot', adoption)).toEqual(users);
  });

  it('is not told where the use of the arm or of control is not known', () => {
    for (const unknown of ['control', 'pilot']) {
      const arms = adoption.arms.map((arm) => ({ ...arm, known: arm.armKey !== unknown }));
      expect(shownUsers([users], 'pilot', { ...adoption, arms })).toBeNull();
    }
    expect(shownUsers([], 'pilot', adoption)).toBeNull();
    const nobody = { ...users, units: { control: 12, pilot: 0 } };
    expect(shownUsers([nobody], 'pilot', adoption)).toBeNull();
  });

  it('names nobody', () => {
    const refusal = { kind: 'refused', code: 'NOT_IDENTIFIED_BY_REPLICATION', arm: 'pilot', unit: 'Secret' } as const;
    expect(shownUsers([{ ...users, refusal }], 'pilot', adoption)?.refusal).toEqual({ ...refusal, unit: undefined });
  });
});
