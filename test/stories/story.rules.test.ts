import { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import { statesOpenTo, StoryKind, storyRefusal, type StoryRequest } from '../../src/stories/story.rules.js';

const official: StoryRequest = {
  kind: 'SUCCESS',
  verdict: 'PROVEN',
  standing: 'OFFICIAL',
  cohorts: [12, 12],
  minimumCohort: 5,
};

describe('which story an analysis has earned', () => {
  const allowed = Object.values(Verdict).map((verdict) => [
    verdict,
    Object.values(StoryKind).filter((kind) => storyRefusal({ ...official, verdict, kind }) === null),
  ]);

  it('follows the verdict, one kind each', () => {
    expect(Object.fromEntries(allowed)).toEqual({
      PROVEN: ['SUCCESS'],
      PROMISING: ['INTERIM'],
      NO_MEANINGFUL_EFFECT: ['LEARNING'],
      INCONCLUSIVE: ['LEARNING'],
      HARMFUL: ['LEARNING'],
      NOT_TESTED: ['LEARNING'],
      INVALID: ['LEARNING'],
      DESCRIPTIVE: ['LEARNING'],
    });
  });

  it('names the verdicts that a wished kind needs', () => {
    expect(storyRefusal({ ...official, kind: 'INTERIM' })).toEqual({
      code: 'VERDICT_NOT_ELIGIBLE',
      message: 'This analysis has not earned an INTERIM story.',
      reasons: [
        'Its verdict is PROVEN; an INTERIM story needs PROMISING.',
        'What may be told from it is a SUCCESS story.',
      ],
    });
    expect(storyRefusal({ ...official, kind: 'LEARNING' })?.reasons[0]).toBe(
      'Its verdict is PROVEN; a LEARNING story needs NO_MEANINGFUL_EFFECT, INCONCLUSIVE, HARMFUL, NOT_TESTED, INVALID or DESCRIPTIVE.',
    );
  });

  it('is a learning at most for a re-analysis', () => {
    expect(storyRefusal({ ...official, standing: 'REANALYSIS' })?.code).toBe('VERDICT_NOT_ELIGIBLE');
    expect(storyRefusal({ ...official, standing: 'REANALYSIS', verdict: 'PROMISING', kind: 'INTERIM' })).not.toBeNull();
    expect(storyRefusal({ ...official, standing: 'REANALYSIS', verdict: 'INCONCLUSIVE', kind: 'LEARNING' })).toBeNull();
  });

  it('is none where an analysis only monitors', () => {
    for (const kind of Object.values(StoryKind))
      expect(storyRefusal({ ...official, kind, verdict: null, standing: 'MONITORING' })?.reasons[0]).toContain(
        'only monitors',
      );
  });

  it('is none where any arm has fewer people than the workspace shows', () => {
    expect(storyRefusal({ ...official, cohorts: [12, 5] })).toBeNull();
    expect(storyRefusal({ ...official, cohorts: [12, 4] })).toMatchObject({
      code: 'COHORT_TOO_SMALL',
      reasons: [expect.stringContaining('4 salespeople')],
    });
  });
});

describe('who reads stories', () => {
  it('is everybody, but salespeople only once the pilot is over', () => {
    expect(statesOpenTo('SALESPERSON')).toEqual(['COMPLETED', 'DECIDED']);
    expect(statesOpenTo('VIEWER')).toContain('RUNNING');
  });
});
