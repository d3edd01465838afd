import { plainText } from '../../src/render/plain-text.js';
import { difference, fits, range } from '../../src/stories/phrases.rules.js';
import { storyCase, type ToldMetric } from '../../src/stories/story-case.rules.js';
import { inventedMaterial, inventedMetric } from './invented-material.js';

type Ends = readonly [number | null, number | null];

function told(language: 'en' | 'de', effect: number, ends: Ends, metric = 'win_rate@1'): ToldMetric {
  const days = metric === 'cycle_length@1';
  const primary = inventedMetric({
    metric,
    unit: days ? 'DAYS' : 'SHARE',
    control: days ? 60 : 0.5,
    pilot: (days ? 60 : 0.5) + effect,
    absolute: [effect, ...ends],
  });
  return storyCase(inventedMaterial('PROVEN', { primary }), language).primary;
}

const words = (language: 'en' | 'de', effect: number, ends: Ends, metric?: string): string[] => {
  const metricTold = told(language, effect, ends, metric);
  return [difference, range, fits].map((say) => plainText(say(metricTold, language), language));
};

describe('how an uplift and its interval are said', () => {
  it.each<[string, number, Ends, string[], string[]]>([
    [
      'both ends above zero',
      0.09,
      [0.04, 0.15],
      ['9 points higher', 'between 4 and 15 points higher', 'anything between 4 and 15 points higher fits the data'],
      ['9 Punkte höher', 'zwischen 4 und 15 Punkte höher', 'alles zwischen 4 und 15 Punkten mehr passt zu den Daten'],
    ],
    [
      'both ends below zero',
      -0.09,
      [-0.15, -0.04],
      ['9 points lower', 'between 4 and 15 points lower', 'anything between 4 and 15 points lower fits the data'],
      [
        '9 Punkte niedriger',
        'zwischen 4 und 15 Punkte niedriger',
        'alles zwischen 4 und 15 Punkten weniger passt zu den Daten',
      ],
    ],
    [
      'zero between the ends',
      0.01,
      [-0.05, 0.12],
      [
        '1 point higher',
        'from 5 points lower to 12 points higher',
        'anything from 5 points lower to 12 points higher fits the data',
      ],
      [
        '1 Punkt höher',
        'zwischen 5 Punkte niedriger und 12 Punkte höher',
        'alles zwischen 5 Punkten weniger und 12 Punkten mehr passt zu den Daten',
      ],
    ],
    [
      'an end at zero',
      0.06,
      [0, 0.12],
      [
        '6 points higher',
        'from no difference to 12 points higher',
        'anything from no difference to 12 points higher fits the data',
      ],
      [
        '6 Punkte höher',
        'zwischen unverändert und 12 Punkte höher',
        'alles zwischen keinem Unterschied und 12 Punkten mehr passt zu den Daten',
      ],
    ],
    [
      'no upper end',
      0.06,
      [0.02, null],
      ['6 points higher', '2 points higher or more', '2 points higher or more fits the data'],
      ['6 Punkte höher', 'mindestens 2 Punkte höher', 'mindestens 2 Punkte höher passt zu den Daten'],
    ],
    [
      'no lower end',
      0.06,
      [null, 0.12],
      [
        '6 points higher',
        'at most 12 points higher, without a limit on the other side,',
        'at most 12 points higher, without a limit on the other side, fits the data',
      ],
      [
        '6 Punkte höher',
        'höchstens 12 Punkte höher, ohne Grenze zur anderen Seite,',
        'höchstens 12 Punkte höher, ohne Grenze zur anderen Seite, passt zu den Daten',
      ],
    ],
    [
      'no end at all',
      0,
      [null, null],
      ['no different', 'any value', 'any value fits the data'],
      ['unverändert', 'jeder Wert', 'jeder Wert passt zu den Daten'],
    ],
  ])('with %s', (_, effect, ends, english, german) => {
    expect(words('en', effect, ends)).toEqual(english);
    expect(words('de', effect, ends)).toEqual(german);
  });

  it('calls a cycle shorter, and a single day a day', () => {
    expect(words('en', -1, [-3, -1], 'cycle_length@1')[0]).toBe('1 day shorter');
    expect(words('de', -1, [-3, -1], 'cycle_length@1')).toEqual([
      '1 Tag kürzer',
      'zwischen 1 und 3 Tage kürzer',
      'alles zwischen 1 und 3 Tagen weniger passt zu den Daten',
    ]);
  });
});
