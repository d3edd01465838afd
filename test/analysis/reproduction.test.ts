import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type Reproduction, reproductionFiles } from '../../src/analysis/export/reproduction.rules.js';
import { type ComparisonPlan, type ObservedUnit, Random, compareArms } from '../../src/statistics/index.js';

const CONTROL = 'wie bisher';
const PILOT = '=neues Gespräch';
const PLAN: ComparisonPlan = { control: CONTROL, scale: 'auto', alpha: 0.05 };

/** A field of salespeople with log-normal revenue that persists from the baseline. */
function field(units: number, change: (unit: ObservedUnit, i: number) => Partial<ObservedUnit> = () => ({})) {
  const random = new Random(7);
  const spread = () => (random.word() + random.word() + random.word()) / 2 ** 32 - 1.5;
  return Array.from({ length: units }, (_, i): ObservedUnit => {
    const skill = spread();
    const arm = i % 2 === 0 ? CONTROL : PILOT;
    const outcome = 1_000 * Math.exp(skill + 0.4 * spread() + (arm === PILOT ? 0.3 : 0));
    const row = { unit: `P-${String(i + 1)}`, arm, outcome, baseline: 900 * Math.exp(skill + 0.4 * spread()) };
    return { ...row, ...change(row, i) };
  });
}

const won = (_: ObservedUnit, i: number): Partial<ObservedUnit> => ({
  outcome: 4 + ((i * i) % 9),
  denominator: 20 + ((i * 7) % 11),
  baseline: 3 + ((i * 5) % 7),
  baselineDenominator: 18 + ((i * 3) % 13),
});

const paired = (_: ObservedUnit, i: number): Partial<ObservedUnit> => ({ pair: `Paar ${String(Math.floor(i / 2))}` });

interface Design {
  readonly name: string;
  readonly method: string;
  readonly rows: readonly ObservedUnit[];
  readonly plan?: Partial<ComparisonPlan>;
}

const DESIGNS: readonly Design[] = [
  { name: 'two plain arms', method: 'WELCH', rows: field(14, () => ({ baseline: null })) },
  { name: 'a baseline', method: 'ANCOVA_HC2', rows: field(24) },
  { name: 'another level', method: 'ANCOVA_HC2', rows: field(24), plan: { level: 0.012 } },
  {
    name: 'regions, newcomers and leavers',
    method: 'ANCOVA_HC2',
    rows: field(40, ({ baseline, outcome }, i) => ({
      stratum: ['Nord', 'Süd', 'West'][i % 3],
      baseline: i % 9 < 2 ? null : baseline,
      outcome: i % 17 === 5 ? null : outcome,
    })),
  },
  {
    name: 'a covariate, and losses among the outcomes',
    method: 'ANCOVA_HC2',
    rows: field(24, ({ outcome }, i) => ({
      outcome: (outcome ?? 0) - 700,
      covariates: { 'visits, a week': (i * i) % 7 },
    })),
  },
  {
    name: 'teams',
    method: 'ANCOVA_CR2',
    rows: field(60, (_, i) => ({ cluster: `Team ${String(i % 14)}` })),
  },
  { name: 'win rates', method: 'ANCOVA_HC2', rows: field(24, won) },
  {
    name: 'win rates without a baseline',
    method: 'WELCH',
    rows: field(12, (row, i) => ({ ...won(row, i), baseline: null, baselineDenominator: null })),
  },
  {
    name: 'win rates of teams',
    method: 'ANCOVA_CR2',
    rows: field(48, (row, i) => ({ ...won(row, i), cluster: `Team ${String(i % 12)}` })),
  },
  { name: 'a few pairs', method: 'PAIRED_T', rows: field(12, paired) },
  {
    name: 'pairs, of which one lost a member',
    method: 'PAIRED_ANCOVA',
    rows: field(26, (row, i) => ({ ...paired(row, i), outcome: i === 5 ? null : row.outcome })),
  },
  {
    name: 'pairs of teams, and newcomers',
    method: 'PAIRED_ANCOVA',
    rows: field(60, (row, i) => ({
      ...paired(row, i % 20),
      cluster: `Team ${String(i % 20)}`,
      baseline: i % 13 === 4 ? null : row.baseline,
    })),
  },
  {
    name: 'win rates of pairs of teams',
    method: 'PAIRED_ANCOVA',
    rows: field(60, (row, i) => ({ ...won(row, i), ...paired(row, i % 20), cluster: `Team ${String(i % 20)}` })),
  },
  { name: 'chosen arms', method: 'DIFFERENCE_IN_DIFFERENCES', rows: field(20), plan: { chosen: true } },
  {
    name: 'chosen teams',
    method: 'DIFFERENCE_IN_DIFFERENCES',
    rows: field(60, (_, i) => ({ cluster: `Team ${String(i % 14)}` })),
    plan: { chosen: true },
  },
];

function reproduction({ name, rows, plan }: Omit<Design, 'method'>): Reproduction {
  const asked = { ...PLAN, ...plan };
  const { comparisons } = compareArms(rows, asked);
  return {
    title: name,
    origin: ['Made for a test.'],
    rows,
    control: CONTROL,
    level: asked.level ?? asked.alpha,
    comparisons,
    plan: asked,
    result: comparisons,
  };
}

/** What a script says of files that were written for it, and how it ended. */
function run(files: Readonly<Record<string, string>>, [command, script]: readonly [string, string]) {
  const folder = mkdtempSync(join(tmpdir(), 'reproduction-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync(command, [script], { cwd: folder, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const R = works('Rscript', '-e', 'library(sandwich); library(clubSandwich)') ? 'Rscript' : null;
const PYTHON =
  ['python3', '/usr/bin/python3'].find((python) => works(python, '-c', 'import numpy, scipy, statsmodels')) ?? null;

describe.each(DESIGNS)('a headline with $name', (design) => {
  const files = reproductionFiles(reproduction(design));
  const headline = compareArms(design.rows, { ...PLAN, ...design.plan }).comparisons[0];

  it('comes with its unit table, its plan, its result and two scripts', () => {
    expect(headline.method).toBe(design.method);
    expect(Object.keys(files).sort()).toEqual([
      'README.md',
      'plan.json',
      'reproduce.R',
      'reproduce.py',
      'result.json',
      'units.csv',
    ]);
    const table = Papa.parse<Record<string, string>>(files['units.csv'], { header: true, skipEmptyLines: true });
    expect(table.errors).toEqual([]);
    expect(table.data.map(({ unit }) => unit)).toEqual(design.rows.map(({ unit }) => unit));
    expect(table.data.map(({ outcome }) => (outcome === '' ? null : Number(outcome)))).toEqual(
      design.rows.map(({ outcome }) => outcome),
    );
    expect(JSON.parse(files['result.json'])).toMatchObject([{ estimate: headline.estimate }]);
  });

  // Where R or Python with these packages is not installed, these two are reported as skipped.
  (R ? it : it.skip)('is the same in R', () => {
    expect(run(files, [R ?? '', 'reproduce.R'])).toMatchObject({
      said: expect.stringContaining('The same numbers.') as string,
      status: 0,
    });
  });

  (PYTHON ? it : it.skip)('is the same in Python', () => {
    expect(run(files, [PYTHON ?? '', 'reproduce.py'])).toMatchObject({
      said: expect.stringContaining('The same numbers.') as string,
      status: 0,
    });
  });
});

describe('the scripts', () => {
  const sound = reproduction({ name: 'a baseline', rows: field(24) });
  const wrong = {
    ...sound,
    comparisons: sound.comparisons.map((one) => ({ ...one, standardError: (one.standardError ?? NaN) * 1.01 })),
  };

  (R ? it : it.skip)('notice in R where ours is another number', () => {
    expect(run(reproductionFiles(wrong), [R ?? '', 'reproduce.R'])).toMatchObject({
      said: expect.stringContaining('NOT the same numbers.') as string,
      status: 1,
    });
  });

  (PYTHON ? it : it.skip)('notice in Python where ours is another number', () => {
    expect(run(reproductionFiles(wrong), [PYTHON ?? '', 'reproduce.py'])).toMatchObject({
      said: expect.stringContaining('NOT the same numbers.') as string,
      status: 1,
    });
  });

  it('are left out where there is no number, and the page says why', () => {
    const files = reproductionFiles(reproduction({ name: 'nothing', rows: field(12, () => ({ outcome: 5 })) }));
    expect(Object.keys(files).sort()).toEqual(['README.md', 'plan.json', 'result.json', 'units.csv']);
    expect(files['README.md']).toContain('there is no number (NO_VARIANCE)');
  });
});
