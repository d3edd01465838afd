import { canonicalJson, sha256 } from '../../src/pilots/canonical-json.rules.js';

describe('the canonical JSON of a plan', () => {
  // The object of RFC 8785, section 3.2.2, with the text and bytes given there in 3.2.3 and 3.2.4.
  it('is that of RFC 8785', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\u0027\u0042\u0022\u005c\\\u0022\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  // The sorting example of RFC 8785, section 3.2.3.
  it('sorts keys by UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const names = [...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('does not depend on the order in which keys were written', () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: '' })).toBe(canonicalJson({ a: '', b: [{ x: 2, y: 1 }] }));
  });

  it.each([
    ['a number that is not finite', { alpha: Number.NaN }],
    ['half of a surrogate pair', { name: '\ud83d' }],
    ['half of a surrogate pair in a key', { '\ude00': 1 }],
    ['something undefined', { name: undefined }],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  // FIPS 180-2, appendix B.1, and `printf 'Zürich' | sha256sum` (GNU coreutils 9.1).
  it('is hashed with SHA-256 as UTF-8', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('Zürich')).toBe('4251685e06cab635578c72b1f5f221e9840a05ac4d8f2404be4177aa87f9907d');
  });
});
