import fc from 'fast-check';
import { newId } from '../../src/platform/new-id.js';
import { claimIn, isGenuine, linkToken } from '../../src/stories/link-token.rules.js';

const SECRET = 'c0ffee'.padEnd(64, '0');
const link = { storyId: newId(), expiresAt: new Date('2026-06-01T12:00:00.000Z') };

describe('a signed link', () => {
  it('says which story it opens and until when', () => {
    const token = linkToken(link, SECRET);
    expect(token).toMatch(/^[\w-]{70}$/);
    expect(claimIn(token)).toEqual(link);
    expect(isGenuine(token, SECRET)).toBe(true);
  });

  it('is worth nothing with another secret, nor with any byte changed', () => {
    const bytes = Buffer.from(linkToken(link, SECRET), 'base64url');
    expect(isGenuine(bytes.toString('base64url'), 'ab'.repeat(32))).toBe(false);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const other = Buffer.from(bytes);
        other[place] ^= change;
        expect(isGenuine(other.toString('base64url'), SECRET)).toBe(false);
      }),
    );
  });

  it('is no link at all when it is anything else', () => {
    fc.assert(fc.property(fc.string({ maxLength: 100 }), (text) => expect(claimIn(text)).toBeNull()));
    expect(claimIn(`${linkToken(link, SECRET)}=`)).toBeNull();
  });
});
