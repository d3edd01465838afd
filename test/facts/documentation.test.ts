import { readFileSync } from 'node:fs';
import { OPPORTUNITY_FIELDS } from '../../src/facts/targets/opportunity-fields.js';

const page = readFileSync('docs/imports.md', 'utf8');

/** The codes that a source file can give. */
const codesIn = (file: string): string[] =>
  Array.from(readFileSync(file, 'utf8').matchAll(/(?:\| |code: )'([A-Z0-9_]+)'/g), ([, code]) => code);

describe('docs/imports.md', () => {
  it.each(codesIn('src/facts/imports/rejection.rules.ts'))('explains why a row is rejected with %s', (code) => {
    expect(page).toContain(`\`${code}\``);
  });

  it.each([...codesIn('src/facts/targets/opportunity-notes.rules.ts'), ...codesIn('src/facts/imports/import-run.ts')])(
    'explains what deserves a look with %s',
    (code) => {
      expect(page).toContain(`\`${code}\``);
    },
  );

  it.each(OPPORTUNITY_FIELDS.map(({ key }) => key))('names the field %s', (key) => {
    expect(page).toMatch(new RegExp(`\\b${key}\\b`));
  });
});
