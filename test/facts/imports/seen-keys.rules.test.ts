import { SeenKeys } from '../../../src/facts/imports/seen-keys.rules.js';

describe('the keys a file has shown', () => {
  it('are new once, and then known with the line on which they stood first', () => {
    const seen = new SeenKeys();
    expect(seen.lineBefore('D-1', 2)).toBeNull();
    expect(seen.lineBefore('D-2', 3)).toBeNull();
    expect(seen.lineBefore('D-1', 9)).toBe(2);
    expect(seen.lineBefore('D-1', 12)).toBe(2);
  });

  it('are told apart by the hundred thousand, also where they hardly differ', () => {
    const seen = new SeenKeys();
    const keys = Array.from({ length: 100_000 }, (_, at) => `0065g00000A1b${String(at).padStart(5, '0')}`);
    expect(keys.filter((key, at) => seen.lineBefore(key, at + 2) !== null)).toEqual([]);
    expect(keys.filter((key, at) => seen.lineBefore(key, 1) !== at + 2)).toEqual([]);
  });

  it('are told apart by their capitals', () => {
    const seen = new SeenKeys();
    expect([seen.lineBefore('0065g00000A1bCd', 2), seen.lineBefore('0065g00000a1bCd', 3)]).toEqual([null, null]);
  });
});
