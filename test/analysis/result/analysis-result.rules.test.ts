import type { AnalysisInputs } from '../../../src/analysis/analysis-inputs.js';
import type { Standing } from '../../../src/analysis/look.rules.js';
import { CONTROL, inputs, LOOK, metric, PILOT, resultOf, rows } from '../observed-inputs.js';

describe('an analysis', () => {
  it('of a play that worked, was used and did no harm is PROVEN, and says why', () => {
    const result = resultOf(inputs());
    expect(result).toMatchObject({
      verdict: 'PROVEN',
      verdictReasons: ['The primary metric got better, and chance alone hardly does that (level 5 %).'],
      look: { number: 1, of: 1, level: 0.05, standing: 'OFFICIAL' },
      primary: { comparison: { arm: 'pilot', significant: true } },
      guardrails: [{ judgement: 'NON_INFERIOR', marginShare: 0.1 }],
    });
    expect(result.primary.comparison.randomisation?.interval).not.toBeNull();
  });

  it('shows each arm with its people and the interval of its mean, control first', () => {
    const { arms } = resultOf(inputs({ arms: [PILOT, CONTROL] })).primary;
    expect(arms.map(({ armKey, name, units, people }) => [armKey, name, units, people])).toEqual([
      ['control', 'As before', 20, 20],
      ['pilot', 'With the play', 20, 20],
    ]);
    for (const { value, interval } of arms) {
      expect(interval?.[0]).toBeLessThan(value ?? NaN);
      expect(interval?.[1]).toBeGreaterThan(value ?? NaN);
    }
  });

  it('is the same, bit for bit, from the same inputs', () => {
    expect(JSON.stringify(resultOf(inputs()))).toBe(JSON.stringify(resultOf(inputs())));
  });

  it('tells what to plan with, and what the play changed for those who used it', () => {
    const used = rows({ pilot: 1.3 }).map((row, i) => ({ ...row, used: row.arm === 'pilot' ? 0.5 + (i % 5) / 10 : 0 }));
    const { belief, users, primary } = resultOf(inputs({ metrics: [metric('PRIMARY', { rows: used })] }));
    const uplift = primary.comparison.relative?.estimate ?? NaN;
    expect(belief).toMatchObject({ prior: { source: 'CONVENTION', pilots: 0 } });
    expect(belief?.chance).toBeGreaterThan(0.99);
    expect(belief?.relative.estimate).toBeLessThan(uplift);
    expect(users).toMatchObject({ arm: 'pilot', units: { control: 20, pilot: 20 }, refusal: null });
    expect(users?.use?.pilot).toBeCloseTo(0.7, 10);
    expect(users?.relative?.estimate).toBeGreaterThan(uplift);
  });

  it('knows nothing of users nobody asked, and believes nothing between looks, of chosen arms or of spoilt data', () => {
    expect(resultOf(inputs()).users).toBeNull();
    const moment = { ...inputs().moment, standing: 'MONITORING' as const };
    expect(resultOf(inputs({ moment, metrics: [metric('PRIMARY')] }))).toMatchObject({ belief: null, users: null });
    expect(resultOf(inputs({ seed: null })).belief).toBeNull();
    const gone = rows({ pilot: 1.3 }).map((row, i) => (i < 8 ? { ...row, outcome: null } : row));
    expect(resultOf(inputs({ metrics: [metric('PRIMARY', { rows: gone })] }))).toMatchObject({
      verdict: 'INVALID',
      belief: null,
    });
  });

  it('is told by other methods, too, and says where they would not call it significant', () => {
    const clear = resultOf(inputs());
    expect(clear.sensitivity).toMatchObject([{ arm: 'pilot', withoutOneUnit: 'HOLDS' }]);
    const [registered] = clear.sensitivity?.[0].rows ?? [];
    expect(registered).toMatchObject({ code: 'REGISTERED', estimate: clear.primary.comparison.estimate });
    const hanging = (uplift: number): (string | undefined)[] =>
      resultOf(inputs({ metrics: [metric('PRIMARY', { rows: rows({ pilot: uplift }) })] }))
        .checks.filter(({ code }) => code === 'SIGNIFICANCE_HANGS_ON_METHOD')
        .map(({ message }) => message);
    expect(hanging(1.3)).toEqual([]);
    expect(hanging(1.034)).toEqual([
      'Arm "pilot": of 6 other reasonable methods that use the same data, 1 would not call the uplift significant. What was registered before the data counts.',
    ]);
  });

  it('is asked by no other method while it is watched', () => {
    const moment = { ...inputs().moment, standing: 'MONITORING' as const };
    expect(resultOf(inputs({ moment, metrics: [metric('PRIMARY')] })).sensitivity).toBeNull();
  });

  it('names no unit, not even where one unit was in the way', () => {
    const zero = rows({ pilot: 1.3 }).map((row, i) => (i === 3 ? { ...row, outcome: 0 } : row));
    for (const scale of ['auto', 'log'] as const) {
      const result = resultOf(inputs({ metrics: [metric('PRIMARY', { rows: zero, scale })] }));
      expect(JSON.stringify(result)).not.toContain('Secret');
    }
  });

  it('tells once that pairs lost a member, and not which', () => {
    const inPairs = rows({ pilot: 1.3 });
    const [controls, pilots] = ['control', 'pilot'].map((arm) => inPairs.filter((row) => row.arm === arm));
    const paired = [controls, pilots].flatMap((own) =>
      own.map((row, pair) => ({ ...row, pair: `Secret pair ${String(pair)}` })),
    );
    const lost = paired.map((row, at) => (at < 2 ? { ...row, outcome: null } : row));
    const result = resultOf(inputs({ metrics: [metric('PRIMARY', { rows: lost })] }));
    expect(result.primary.comparison.method).toBe('PAIRED_ANCOVA');
    expect(result.checks.filter(({ code }) => code === 'PAIR_DROPPED').map(({ message }) => message)).toEqual([
      'Arm "pilot": a pair has no outcome of one of its members, so the other one was left out with it.',
    ]);
    expect(JSON.stringify(result)).not.toContain('Secret');
  });

  it('says that one unit holds much of its arm, but not how much: nobody could be told from it', () => {
    const giant = rows({ pilot: 1.3 }).map((row, i) => (i === 3 ? { ...row, outcome: 2e6 } : row));
    const { checks } = resultOf(inputs({ metrics: [metric('PRIMARY', { rows: giant })] }));
    expect(checks.find(({ code }) => code === 'ONE_UNIT_DOMINATES')?.message).toBe(
      'Arm "control": one single unit holds more than a quarter of the arm\'s total, so that it decides for the arm.',
    );
  });

  it('says why where the statistics refuse, and is INCONCLUSIVE', () => {
    const zero = rows({ pilot: 1.3 }).map((row, i) => (i === 3 ? { ...row, outcome: 0 } : row));
    const result = resultOf(inputs({ metrics: [metric('PRIMARY', { rows: zero, scale: 'log' })] }));
    expect(result.primary.comparison).toMatchObject({ estimate: null, refusal: { code: 'NON_POSITIVE_LOG' } });
    expect(result.primary.arms.map(({ value }) => value)).toEqual([null, null]);
    expect(result.verdict).toBe('INCONCLUSIVE');
  });

  it('has its randomisation test beside the model also where nothing is significant', () => {
    const { primary, verdict } = resultOf(inputs({ metrics: [metric('PRIMARY', { rows: rows({ pilot: 1 }) })] }));
    expect(primary.comparison).toMatchObject({ significant: false, randomisation: { draws: 9_999, exact: false } });
    expect(verdict).toBe('NO_MEANINGFUL_EFFECT');
  });

  it.each<[string, Partial<AnalysisInputs>, string, RegExp]>([
    [
      'a guardrail that got worse',
      { metrics: [metric('PRIMARY'), metric('GUARDRAIL', { rows: rows({ pilot: 0.7 }) })] },
      'HARMFUL',
      /Harm was done elsewhere: The guardrail metric\./,
    ],
    [
      'a guardrail too noisy to be sure of',
      { metrics: [metric('PRIMARY'), metric('GUARDRAIL', { marginShare: 0.001 })] },
      'PROMISING',
      /It is not shown that this stayed within its margin: The guardrail metric\./,
    ],
    [
      'too many open deals',
      {
        metrics: [
          metric('PRIMARY', {
            openDeals: [
              { armKey: 'control', deals: 100, open: 40 },
              { armKey: 'pilot', deals: 100, open: 40 },
            ],
          }),
        ],
        readableOn: '2026-06-15',
      },
      'INCONCLUSIVE',
      /can be read from 2026-06-15 on/,
    ],
    ['arms that were chosen', { seed: null }, 'PROMISING', /chosen, not drawn/],
    ['a feasibility pilot', { kind: 'FEASIBILITY', seed: null }, 'DESCRIPTIVE', /feasibility pilot/],
    [
      'data from beyond the last look',
      { moment: { look: LOOK, standing: 'REANALYSIS', heldBefore: [], cutOffOn: '2026-07-01', pastLastLook: true } },
      'PROMISING',
      /beyond the last registered look/,
    ],
  ])('with %s is no proof', (_, change, verdict, sentence) => {
    const result = resultOf(inputs(change));
    expect(result.verdict).toBe(verdict);
    expect(result.verdictReasons.join(' ')).toMatch(sentence);
  });

  it('tells "was not used" from "did not work"', () => {
    const base = inputs();
    const [control, pilot] = base.adoption.arms;
    const result = resultOf({
      ...base,
      adoption: { ...base.adoption, arms: [control, { ...pilot, share: 0.2, used: 10 }] },
    });
    expect(result.verdict).toBe('NOT_TESTED');
    expect(result.verdictReasons).toEqual([
      'The play was used in 20 % of the eligible deals; 50 % were agreed as the least for a test. Whether it works remains open.',
    ]);
  });

  it('warns where the control arm uses the play in more than a tenth of its deals', () => {
    const base = inputs();
    const [control, pilot] = base.adoption.arms;
    const adoption = { ...base.adoption, arms: [{ ...control, share: 0.2, used: 10 }, pilot] };
    expect(resultOf({ ...base, adoption }).checks).toContainEqual({
      code: 'CONTAMINATION',
      severity: 'WARN',
      message:
        'The control arm used the play in 20 % of the eligible deals: the comparison understates what it changes.',
    });
  });

  it('counts a fall as good where less is better', () => {
    const discount = metric('PRIMARY', { direction: 'DOWN', rows: rows({ pilot: 0.7 }) });
    expect(resultOf(inputs({ metrics: [discount] })).verdict).toBe('PROVEN');
    const rise = metric('PRIMARY', { direction: 'DOWN' });
    expect(resultOf(inputs({ metrics: [rise] })).verdict).toBe('HARMFUL');
  });

  it('lets secondary metrics share one chance of a false alarm', () => {
    const alone = resultOf(
      inputs({ metrics: [metric('PRIMARY'), metric('SECONDARY', { rows: rows({ pilot: 1.04 }, 3) })] }),
    );
    const [{ comparison }] = alone.secondary;
    const p = Math.max(comparison.pValue ?? NaN, comparison.randomisation?.pValue ?? NaN);
    expect(p).toBeGreaterThan(0.05 / 4);
    expect(p).toBeLessThan(0.05);
    expect(comparison.significant).toBe(true);
    const nothing = metric('SECONDARY', { rows: rows({ pilot: 1 }, 5) });
    const among = resultOf(
      inputs({
        metrics: [
          metric('PRIMARY'),
          metric('SECONDARY', { rows: rows({ pilot: 1.04 }, 3) }),
          nothing,
          nothing,
          nothing,
        ],
      }),
    );
    expect(among.secondary.map((one) => one.comparison.significant)).toEqual([false, false, false, false]);
  });
});

describe('an analysis before the last look', () => {
  const first = { looks: 2, level: 0.001, steps: [0.001] };

  it('judges neither guardrails nor secondary metrics while the primary one is not significant', () => {
    const hopeful = metric('PRIMARY', { rows: rows({ pilot: 1.04 }, 3) });
    const result = resultOf(inputs({ ...first, metrics: [hopeful, metric('SECONDARY'), metric('GUARDRAIL')] }));
    expect(result).toMatchObject({ secondary: [], guardrails: [], primary: { comparison: { significant: false } } });
    expect(result.verdict).toBe('PROMISING');
  });

  it('judges them where it is', () => {
    const result = resultOf(inputs(first));
    expect(result.verdict).toBe('PROVEN');
    expect(result.guardrails).toHaveLength(1);
  });
});

describe('monitoring', () => {
  const moment = {
    look: LOOK,
    standing: 'MONITORING' as Standing,
    heldBefore: [],
    cutOffOn: '2026-04-01',
    pastLastLook: false,
  };

  it('gives the estimate with its interval, and nothing from which a p-value or a verdict could be had', () => {
    const result = resultOf(inputs({ moment, metrics: [metric('PRIMARY')] }));
    expect(result.verdict).toBeNull();
    expect(result.verdictReasons).toEqual([expect.stringContaining('monitoring, not a result')]);
    const { comparison } = result.primary;
    expect(comparison.estimate).toBeGreaterThan(0);
    expect(comparison.interval).not.toBeNull();
    expect(comparison).toMatchObject({
      pValue: null,
      standardError: null,
      degreesOfFreedom: null,
      randomisation: null,
      significant: false,
    });
    expect(result.checks.map(({ code }) => code)).not.toContain('SIGNIFICANCE_HANGS_ON_ONE_UNIT');
  });
});

describe('several pilot arms', () => {
  const arms = [CONTROL, PILOT, { ...PILOT, key: 'other', name: 'With half of the play' }];

  it('are each compared with control, and the verdict is about the one that proved itself', () => {
    const result = resultOf(inputs({ arms, metrics: [metric('PRIMARY', { rows: rows({ other: 1.0, pilot: 1.3 }) })] }));
    expect(result.primary.comparison.arm).toBe('pilot');
    expect(result.primary.otherArms.map(({ arm }) => arm)).toEqual(['other']);
    expect(result.primary.arms.map(({ armKey }) => armKey)).toEqual(['control', 'pilot', 'other']);
    expect(result.verdict).toBe('PROVEN');
  });

  it('share the level of the look: the one that stands out is held against its own step, and the words say so', () => {
    const metrics = [metric('PRIMARY', { rows: rows({ other: 1.0, pilot: 1.3 }) })];
    const early = { arms, metrics, looks: 2, level: 0.003, steps: [0.0008, 0.003] };
    const result = resultOf(inputs(early));
    expect(result.look).toMatchObject({ level: 0.003, heldAgainst: 0.0008 });
    expect(result.verdictReasons[0]).toBe(
      'The primary metric got better, and chance alone hardly does that (level 0.08 %).',
    );
    // Twenty draws beyond the strictest step.
    expect(result.primary.comparison.randomisation?.draws).toBe(99_999);
    expect(resultOf(inputs()).look).not.toHaveProperty('heldAgainst');
    const strict = resultOf(inputs({ ...early, steps: [1e-9, 0.003] }));
    expect(strict.primary.comparison.significant).toBe(false);
  });

  it('do not count as used because another arm used it', () => {
    const result = resultOf(inputs({ arms, metrics: [metric('PRIMARY', { rows: rows({ other: 1.3, pilot: 1.0 }) })] }));
    expect(result.primary.comparison.arm).toBe('other');
    expect(result.verdict).toBe('PROMISING');
  });
});
