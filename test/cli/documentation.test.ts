import { readFileSync } from 'node:fs';
import { FILE_REFUSAL_CODES } from '../../src/cli/analyze-refusal.js';
import { STATISTICAL_REFUSAL_CODES, WITHHOLDING_CODES } from '../../src/statistics/index.js';
import { fieldproof } from './command.js';

const examplesOf = (page: string) =>
  Array.from(page.matchAll(/```console\n\$ fieldproof ([^\n]*)\n([^`]*)```/g), ([, args, output]) => ({
    args,
    output,
  }));
const page = readFileSync('docs/analyze.md', 'utf8');
const examples = examplesOf(page);
const planning = examplesOf(readFileSync('docs/plan.md', 'utf8'));

describe('docs/analyze.md', () => {
  it('holds its examples', () => {
    expect(examples).toHaveLength(6);
  });

  it.each(examples)('shows what the command prints: $args', async ({ args, output }) => {
    expect((await fieldproof(...args.split(' '))).out).toBe(output);
  });

  it.each([...FILE_REFUSAL_CODES, ...STATISTICAL_REFUSAL_CODES, ...WITHHOLDING_CODES])('explains %s', (code) => {
    expect(page).toContain(`\`${code}\``);
  });
});

describe('docs/plan.md', () => {
  it('holds its examples', () => {
    expect(planning).toHaveLength(3);
  });

  it.each(planning)('shows what the command prints: $args', async ({ args, output }) => {
    expect((await fieldproof(...args.split(' '))).out).toBe(output);
  });
});
