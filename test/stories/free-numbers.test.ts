import { freeNumbers, named, told } from '../../src/stories/free-numbers.rules.js';

const shown = (span: ReturnType<typeof told>): string => ('text' in span ? span.text : '');

describe('numbers in what people wrote', () => {
  it.each([
    ['Ask within 24 hours', ['24']],
    ['It brings +40% more', ['40%']],
    ['It brings 40 Prozent mehr', ['40 Prozent']],
    ['EUR40 or 40k or 1,234.50 EUR', ['EUR40', '40k', '1,234.50 EUR']],
    ['between 9-10 points', ['9-10 points']],
    ['½ of them, ２０ of them, ٤٠ of them', ['½', '２０', '٤٠']],
    ['forty per cent more', ['forty per cent']],
    ['on 2026-05-04 and 12.05.2026', ['2026-05-04', '12.05.2026']],
    ['$ 5 and 3 x', ['5', '3 x']],
  ])('are found in "%s"', (text, numbers) => {
    expect(freeNumbers(text)).toEqual(numbers);
  });

  it.each(['Take the line-stop card.', 'B2B, A4, Q3, M365 and CO2', 'one in four lines', ''])(
    'are not seen in "%s"',
    (text) => {
      expect(freeNumbers(text)).toEqual([]);
      expect(shown(told(text, 'card.before'))).toBe(text);
    },
  );

  it('are left out where a text is shown', () => {
    expect(shown(told('We saw 40 % and 12 new customers.', 'decision.reason'))).toBe(
      'We saw […] and […] new customers.',
    );
  });

  it.each(['a', ' ', '1 ', 'a1', '%', '1.'])('are found quickly in ten thousand times "%s"', (piece) => {
    const begun = performance.now();
    freeNumbers(piece.repeat(10_000));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('stay in a name, unless the name makes a claim', () => {
    expect(shown(named('Region 4, team 12', 'plan.name'))).toBe('Region 4, team 12');
    expect(shown(named('Up 40 % with play 2', 'plan.name'))).toBe('Up […] with play 2');
    expect(shown(named('Save EUR 500', 'plan.name'))).toBe('Save EUR […]');
  });
});
