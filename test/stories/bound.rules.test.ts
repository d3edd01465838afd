import { Bound, joined, line, pathOf } from '../../src/stories/bound.rules.js';
import { inventedMaterial } from './invented-material.js';

const material = inventedMaterial('PROVEN');
const bound = new Bound(material);
const plain = { as: 'plain', decimals: 0 } as const;

describe('a bound number', () => {
  it('knows its value and where it stands', () => {
    expect(bound.number((m) => m.analysis.primary.arms[1].value, plain)).toEqual({
      kind: 'number',
      value: 0.4218,
      format: plain,
      from: 'analysis.primary.arms.1.value',
    });
    expect(pathOf((m) => m.analysis.primary.comparison.randomisation?.pValue)).toBe(
      'analysis.primary.comparison.randomisation.pValue',
    );
  });

  it('cannot be had where the material has none', () => {
    expect(() => bound.number((m) => m.decision?.at as never, plain)).toThrow('decision.at');
    expect(bound.perhaps((m) => m.analysis.guardrails[0].comparison.randomisation?.pValue, plain)).toBeNull();
  });

  it('names all its parts where it is made of several', () => {
    expect(
      bound.sum([(m) => m.analysis.primary.arms[0].people, (m) => m.analysis.primary.arms[1].people], plain),
    ).toMatchObject({
      value: 24,
      from: 'analysis.primary.arms.0.people + analysis.primary.arms.1.people',
    });
    expect(bound.weeks((m) => m.plan.windows.measurement)).toMatchObject({
      value: 8,
      from: 'weeks of plan.windows.measurement',
    });
    expect(
      bound.dayAfter(
        (m) => m.plan.windows.measurement.to,
        (m) => m.plan.windows.maturationDays,
      ),
    ).toMatchObject({
      day: '2026-05-10',
      from: 'plan.windows.measurement.to + plan.windows.maturationDays days',
    });
  });
});

describe('a line', () => {
  it('keeps words, spans and lines in their order', () => {
    const inner = line`one ${bound.count((m) => m.amendments)}`;
    expect(line`before ${inner}${''} after`.map(({ kind }) => kind)).toEqual(['words', 'words', 'number', 'words']);
  });

  it('joins sentences and leaves out what was not said', () => {
    expect(joined([line`A.`, [], line`B.`])).toEqual([
      { kind: 'words', text: 'A.' },
      { kind: 'words', text: ' ' },
      { kind: 'words', text: 'B.' },
    ]);
  });
});
