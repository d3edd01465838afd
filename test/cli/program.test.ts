import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fieldproof } from './command.js';

describe('wrong usage', () => {
  const FULL = ['--unit', 'u', '--arm', 'a', '--control', 'c', '--outcome', 'y'];

  it.each([
    ['no command', []],
    ['an unknown command', ['analyse']],
    ['no file', ['analyze', ...FULL]],
    ['two files', ['analyze', 'a.csv', 'b.csv', ...FULL]],
    ['no outcome', ['analyze', 'a.csv', ...FULL.slice(0, -2)]],
    ['an unknown option', ['analyze', 'a.csv', ...FULL, '--pvalue', '1']],
    ['an alpha of 0', ['analyze', 'a.csv', ...FULL, '--alpha', '0']],
    ['an alpha in percent', ['analyze', 'a.csv', ...FULL, '--alpha', '5%']],
    ['an alpha of 5', ['analyze', 'a.csv', ...FULL, '--alpha', '5']],
    ['half a draw', ['analyze', 'a.csv', ...FULL, '--draws', '0.5']],
    ['too many draws', ['analyze', 'a.csv', ...FULL, '--draws', '1e9']],
    ['a negative seed', ['analyze', 'a.csv', ...FULL, '--seed=-1']],
    ['a seed of more than 32 bits', ['analyze', 'a.csv', ...FULL, '--seed', '4294967296']],
    ['an unknown scale', ['analyze', 'a.csv', ...FULL, '--scale', 'logit']],
    ['an unknown way with rows', ['analyze', 'a.csv', ...FULL, '--rows', 'median']],
    ['an empty control', ['analyze', 'a.csv', ...FULL, '--control', ' ']],
    ['a ratio on the log scale', ['analyze', 'a.csv', ...FULL, '--denominator', 'd', '--scale', 'log']],
    ['a denominator of nothing', ['analyze', 'a.csv', ...FULL, '--baseline-denominator', 'd']],
    [
      'a baseline of a ratio without its denominator',
      ['analyze', 'a.csv', ...FULL, '--denominator', 'd', '--baseline', 'x'],
    ],
    ['the outcome as a covariate', ['analyze', 'a.csv', ...FULL, '--covariates', 'x,y']],
    ['a covariate twice', ['analyze', 'a.csv', ...FULL, '--covariates', 'x,x']],
    ['covariates with a hole', ['analyze', 'a.csv', ...FULL, '--covariates', 'x,,z']],
    ['the arm as the stratum', ['analyze', 'a.csv', ...FULL, '--stratum', 'a']],
  ])('%s is told on standard error, with exit code 64', async (_, args) => {
    const ran = await fieldproof(...args);
    expect(ran.exitCode).toBe(64);
    expect(ran.out).toBe('');
    expect(ran.err).not.toBe('');
  });

  it('help is no wrong usage, and explains how rows become units', async () => {
    const ran = await fieldproof('analyze', '--help');
    expect(ran.exitCode).toBe(0);
    expect(ran.out).toContain('How several rows of one unit become one (--rows)');
    expect((await fieldproof('--help')).out).toContain('compare the arms of a pilot in a CSV file');
    expect((await fieldproof('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** The packages that a source file loads, by itself and through its own imports. */
function packagesOf(path: string, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const imports = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type )[\w\s{},*]*from '([^']+)';$/gm);
  return Array.from(imports, ([, from]) => from).flatMap((from) =>
    from.startsWith('.') ? packagesOf(join(dirname(path), from.replace(/\.js$/, '.ts')), seen) : [from],
  );
}

describe('the command', () => {
  it('analyses without loading a server or a database', () => {
    const packages = [...packagesOf('src/cli/program.ts'), ...packagesOf('src/cli/analyze.ts')];
    expect([...new Set(packages)].toSorted()).toEqual(['commander', 'node:buffer', 'node:fs', 'node:fs/promises']);
  });

  const built = (...args: readonly string[]): ReturnType<typeof spawn> =>
    spawn(process.execPath, ['dist/cli.js', ...args]);
  const ended = (child: ReturnType<typeof spawn>): Promise<number | null> =>
    new Promise((resolve) => child.on('close', (code) => resolve(code)));

  it('runs as built, with its exit code', async () => {
    const child = built(
      'analyze',
      'nothing.csv',
      '--unit',
      'u',
      '--arm',
      'a',
      '--control',
      'c',
      '--outcome',
      'y',
      '--json',
    );
    let out = '';
    child.stdout?.on('data', (piece: Buffer) => (out += piece.toString()));
    expect(await ended(child)).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ refusal: { code: 'FILE_NOT_READABLE' } });
  });

  it('says nothing when the reader of its output has gone', async () => {
    const child = built('analyze', '--help');
    child.stdout?.destroy();
    let err = '';
    child.stderr?.on('data', (piece: Buffer) => (err += piece.toString()));
    expect(await ended(child)).toBe(0);
    expect(err).toBe('');
  });
});
