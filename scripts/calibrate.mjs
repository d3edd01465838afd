// Does the engine keep its word? Simulates pilots in which nothing was done and pilots in which something was, analyses each
// as the product does, and prints how often it cries wolf, how often its interval holds the truth and how often it sees what
// is there, beside the usual test on single deals. The whole run is kept as docs/calibration.md.
//
//   npm run calibrate [-- --pilots 4000] [--seed 1] [--only TEXT] [--quick]
//
// --quick simulates a tenth, --only those designs whose name holds the text; neither writes the page.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { format } from 'prettier';
import { build, install, root } from './prepare.mjs';

install();
build();
const { ENGINE_VERSION } = await import('../dist/statistics/index.js');
const { CELLS, UPLIFT_POINTS, UPLIFT_SHARE } = await import('./calibrate/cells.mjs');

/** Pilots a thread takes at a time. */
const BATCH = 50;
/** Of each single test and of the badge; the lower end is not asked of the badge, which two tests must agree on. */
const FALSE_ALARMS = { least: 0.03, most: 0.06, mostWithLooks: 0.05 };
const COVERAGE = { least: 0.94, most: 0.97 };

const { pilots, seed, only, isWhole } = asked();
const startedAt = Date.now();
const results = await simulated();
const rows = CELLS.map((cell, index) => ({ cell, ...results[index] })).filter((row) => row.quiet.pilots > 0);
const page = await format(calibrationPage(rows), { parser: 'markdown', printWidth: 250 });
console.log(page);
console.log(`${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes`);
if (isWhole) writeFileSync(join(root, 'docs', 'calibration.md'), page);
process.exitCode = rows.some((row) => outsideOf(row).length > 0) ? 1 : 0;

function asked() {
  const { values } = parseArgs({
    options: {
      pilots: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      quick: { type: 'boolean', default: false },
    },
  });
  const pilots = Math.round(Number(values.pilots) / (values.quick ? 10 : 1));
  if (!(pilots >= 1)) {
    console.error('Usage: npm run calibrate [-- --pilots 4000] [--seed 1] [--only TEXT] [--quick]');
    process.exit(64);
  }
  return { pilots, seed: Number(values.seed), only: values.only, isWhole: !values.quick && values.only === '' };
}

/** By cell: the counts of quiet pilots (nothing was done) and of effective ones. */
async function simulated() {
  const found = CELLS.map(() => ({ quiet: { pilots: 0 }, effective: { pilots: 0 } }));
  const jobs = CELLS.flatMap(({ name }, cell) =>
    name.includes(only)
      ? [false, true].flatMap((isEffective) =>
          Array.from({ length: Math.ceil(pilots / BATCH) }, (_, batch) => ({
            cell,
            isEffective,
            from: batch * BATCH,
            to: Math.min(pilots, (batch + 1) * BATCH),
            seed,
          })),
        )
      : [],
  );
  const threads = Math.min(availableParallelism(), jobs.length);
  await Promise.all(Array.from({ length: threads }, () => worked(jobs, found)));
  return found;
}

/** One thread: takes jobs until none is left. */
function worked(jobs, found) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./calibrate/simulate.worker.mjs', import.meta.url));
    let current;
    const next = () => {
      current = jobs.shift();
      if (current) worker.postMessage(current);
      else void worker.terminate().then(resolve);
    };
    worker.on('error', reject);
    worker.on('message', ({ cell, isEffective, counts }) => {
      const tally = found[cell][isEffective ? 'effective' : 'quiet'];
      tally.pilots += current.to - current.from;
      for (const [name, value] of Object.entries(counts)) tally[name] = (tally[name] ?? 0) + value;
      next();
    });
    next();
  });
}

function calibrationPage(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const head = [
    'Design',
    'Model',
    'Re-draws',
    '"Significant"',
    'Coverage',
    'Power',
    'Refused or withheld',
    'Single deals',
  ];
  const outside = rows.flatMap((row) => outsideOf(row).map((words) => `- ${row.cell.name}: ${words}`));
  return [
    '# Does the engine keep its word?',
    `Simulated pilots, analysed as the product analyses a real one. Made by \`npm run calibrate -- --pilots ${pilots} --seed ${seed}\` on ${new Date().toISOString().slice(0, 10)}, engine ${ENGINE_VERSION}. The same command gives the same figures on any machine.`,
    `${pilots} pilots a cell in which nothing was done, and as many in which the pilot arm sold ${100 * UPLIFT_SHARE} % more (win rates: ${100 * UPLIFT_POINTS} points more). About thirty log-normal deals for each salesperson in twelve weeks; what salespeople sell before and during the pilot correlates at about .8.`,
    [
      '- **Model**, **Re-draws**: how often each test alone calls a pilot significant at 5 % in which nothing was done. Wanted: 3 to 6 %.',
      '- **"Significant"**: how often the product does, which asks both tests and withholds the badge for the reasons in [methods.md](methods.md). Wanted: at most 6 %, with weekly looks at most 5 %.',
      '- **Coverage**: how often the 95 % interval of an effective pilot holds the true effect. Wanted: 94 to 97 %. With weekly looks: how often all repeated intervals do.',
      '- **Power**: how often the product calls an effective pilot significant.',
      '- **Refused or withheld**: how often a quiet pilot gets no number, or no badge whatever its p.',
      "- **Single deals**: how often the usual test on single deals (Welch's t on log values, two proportions) calls a quiet pilot significant.",
      '- **12 weekly looks**: Model and Single deals say how often a 5 % test at every look stops a quiet pilot at one of them.',
    ].join('\n'),
    '± is one Monte Carlo standard error. A figure outside the wanted range is set in bold.',
    [line(head), line(head.map(() => '---')), ...rows.map((row) => line(figures(row)))].join('\n'),
    '## Outside the wanted range',
    outside.length > 0 ? outside.join('\n') : 'Nothing.',
  ].join('\n\n');
}

function figures(row) {
  const { cell, quiet, effective } = row;
  const marked = new Set(outsideOf(row).map((words) => words.split(' ')[0]));
  const shown = (name, tally, count) => (marked.has(name) ? `**${share(tally, count)}**` : share(tally, count));
  return [
    cell.name,
    shown('Model', quiet, quiet.model),
    cell.weekly ? '' : shown('Re-draws', quiet, quiet.redraws),
    shown('"Significant"', quiet, quiet.significant),
    shown('Coverage', judgedOf(effective), effective.covered),
    share(effective, effective.significant),
    percent((quiet.refused + quiet.withheld) / quiet.pilots),
    percent(quiet.naive / quiet.pilots),
  ];
}

/** What of a cell lies outside the wanted ranges, in words that begin with the column's name. */
function outsideOf({ cell, quiet, effective }) {
  const most = cell.weekly ? FALSE_ALARMS.mostWithLooks : FALSE_ALARMS.most;
  const rate = (count) => count / quiet.pilots;
  const coverage = effective.covered / judgedOf(effective).pilots;
  const isSingleOff = (value) => value < FALSE_ALARMS.least || value > FALSE_ALARMS.most;
  return [
    !cell.weekly && isSingleOff(rate(quiet.model)) && `Model ${share(quiet, quiet.model)}`,
    !cell.weekly && isSingleOff(rate(quiet.redraws)) && `Re-draws ${share(quiet, quiet.redraws)}`,
    rate(quiet.significant) > most && `"Significant" ${share(quiet, quiet.significant)}`,
    (coverage < COVERAGE.least || (!cell.weekly && coverage > COVERAGE.most)) &&
      `Coverage ${share(judgedOf(effective), effective.covered)}`,
  ].filter(Boolean);
}

/** A refused pilot has no interval that could miss. */
function judgedOf({ pilots, refused }) {
  return { pilots: pilots - refused };
}

function share({ pilots }, count) {
  const value = count / pilots;
  return `${percent(value)} ± ${(100 * Math.sqrt((value * (1 - value)) / pilots)).toFixed(1)}`;
}

function percent(value) {
  return `${(100 * value).toFixed(1)} %`;
}
