import { OwnerBook } from '../../../src/facts/targets/owner-book.rules.js';

const person = (externalKey: string, name: string) => ({ id: `id-${externalKey}`, externalKey, name, pseudonym: 'P' });
const book = (aliases: { owner: string; salesperson: string }[] = []): OwnerBook =>
  new OwnerBook([person('u1', 'Ada Berg'), person('u2', 'Bo Lind'), person('u3', 'bo lind')], aliases, (key) => key);

describe('an owner in a file', () => {
  it.each([
    ['by key', 'u2', 'id-u2'],
    ['by name, whatever its capitals', 'ADA BERG', 'id-u1'],
  ])('is found %s', (_, text, id) => {
    expect(book().find(text)).toMatchObject({ id });
  });

  it('whose name two people bear is asked for', () => {
    expect(book().find('Bo Lind')).toMatchObject({ field: 'owner', code: 'AMBIGUOUS_OWNER' });
  });

  it('whom nobody knows is told with the remedy', () => {
    expect(book().find('Cy Dahl')).toEqual({
      field: 'owner',
      code: 'UNKNOWN_OWNER',
      message: 'Nobody in the roster has the key or the name "Cy Dahl": add the salesperson, or map this owner to one.',
    });
  });

  it('is whom the mapping says, before anything else', () => {
    const mapped = book([{ owner: 'bo lind', salesperson: 'u1' }]);
    expect(mapped.find('Bo Lind')).toMatchObject({ id: 'id-u1' });
    expect(mapped.gaps()).toEqual([]);
    expect(book([{ owner: 'X', salesperson: 'u9' }]).gaps()).toHaveLength(1);
  });
});
