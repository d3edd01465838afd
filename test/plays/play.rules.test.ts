import { mayReadCard, moveObstacles, PlayStatus, standardVersionObstacles } from '../../src/plays/play.rules.js';

describe('the status of a play', () => {
  const allowed = [
    ['IDEA', 'TESTED'],
    ['IDEA', 'RETIRED'],
    ['TESTED', 'STANDARD'],
    ['TESTED', 'RETIRED'],
    ['STANDARD', 'STANDARD'],
    ['STANDARD', 'TESTED'],
    ['STANDARD', 'RETIRED'],
    ['RETIRED', 'IDEA'],
  ].map(String);
  const every = Object.values(PlayStatus).flatMap((from) => Object.values(PlayStatus).map((to) => [from, to] as const));

  it.each(every)('moves from %s to %s only where the rule says so', (from, to) => {
    expect(moveObstacles(from, to).length === 0).toBe(allowed.includes(String([from, to])));
  });

  it('says what can be done instead of making an idea the standard', () => {
    expect(moveObstacles('IDEA', 'STANDARD')).toEqual([
      'A play that is IDEA can become TESTED or RETIRED, but not STANDARD.',
    ]);
  });
});

describe('the version that becomes the standard', () => {
  it.each([
    ['is the tested one, even when a newer one exists', { chosen: 1, current: null, latest: 2 }, 0],
    ['may be replaced by another one', { chosen: 2, current: 1, latest: 2 }, 0],
    ['must be named', { chosen: null, current: null, latest: 2 }, 1],
    ['must exist', { chosen: 3, current: null, latest: 2 }, 1],
    ['counts from one', { chosen: 0, current: null, latest: 2 }, 1],
    ['must not be the standard already', { chosen: 1, current: 1, latest: 2 }, 1],
  ])('%s', (_, choice, obstacles) => {
    expect(standardVersionObstacles({ to: 'STANDARD', ...choice })).toHaveLength(obstacles);
  });

  it('is named for no other move', () => {
    expect(standardVersionObstacles({ to: 'RETIRED', chosen: 1, current: 1, latest: 1 })).toHaveLength(1);
    expect(standardVersionObstacles({ to: 'RETIRED', chosen: null, current: 1, latest: 1 })).toEqual([]);
  });
});

describe('a play card', () => {
  it('is closed to salespeople until it is the standard', () => {
    expect(mayReadCard({ role: 'SALESPERSON', isAuthor: false }, false)).toBe(false);
    expect(mayReadCard({ role: 'SALESPERSON', isAuthor: false }, true)).toBe(true);
  });

  it('is open to the salesperson who wrote it', () => {
    expect(mayReadCard({ role: 'SALESPERSON', isAuthor: true }, false)).toBe(true);
  });

  it.each(['ADMIN', 'MANAGER', 'ANALYST', 'VIEWER'] as const)('is open to the role %s', (role) => {
    expect(mayReadCard({ role, isAuthor: false }, false)).toBe(true);
  });
});
