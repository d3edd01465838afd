// How fast is the engine? Times it beside the same re-draws in C, in the same run and by turns, so that a slow
// machine slows both; prints medians and their ratios against the limits we hold ourselves to.
//
//   npm run bench:statistics [-- --rounds 15]
//
// Without a C compiler the ratios are left out, and it says so. CC and CFLAGS choose another compiler or other flags.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build, install, root } from './prepare.mjs';

install();
build();
const { ENGINE_VERSION, Random, compareArms, randomisationTest } = await import('../dist/statistics/index.js');
const { ancova } = await import('../dist/statistics/comparison/ancova.js');
const { UPLIFT } = await import('../dist/statistics/comparison/fitted-arms.js');

const UNITS = 40;
const IN_PILOT = UNITS / 2;
const DRAWS = 100_000;
const SEED = 20_261_123;
/** A single fit is too short to time alone. */
const FITS = 1_000;
/** Of C and of ours alike in every round, so that both are warm. */
const REPEATS = 3;
const METRICS = 20;
const SEGMENTS = 10;
/** As a timer in the waiting thread sees it: the event loop is free where it comes back within this. */
const LONGEST_BLOCK_MS = 50;

const { values: asked } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(asked.rounds);
if (!(rounds >= 1)) {
  console.error('Usage: npm run bench:statistics [-- --rounds 15]');
  process.exit(64);
}

const { outcome, baseline, treatment } = simulatedUnits();
const rows = Array.from(outcome, (value, i) => ({
  unit: `unit ${i + 10}`,
  arm: treatment[i] === 1 ? 'pilot' : 'control',
  outcome: value,
  baseline: baseline[i],
}));
const question = {
  assignment: { pilot: Uint8Array.from(treatment), stratum: new Int32Array(UNITS) },
  assigned: Int32Array.from(outcome.keys()),
  outcome: outcome.map(Math.log),
  covariates: [{ name: 'baseline', values: baseline.map(Math.log) }],
};
const armRows = {
  response: question.outcome,
  treatment,
  strata: [],
  covariates: question.covariates,
  groups: { names: rows.map(({ unit }) => unit), of: question.assigned },
};
const settings = { seed: SEED, level: 0.05 };
const plan = { control: 'control', scale: 'auto', alpha: 0.05 };

const tasks = [
  {
    name: `${DRAWS} re-draws of a difference in means, N = ${UNITS}`,
    run: () => asExtremeDraws(outcome, IN_PILOT),
    timesC: 2,
  },
  {
    name: `${DRAWS} re-draws of the studentised ANCOVA, N = ${UNITS}`,
    run: () => randomisationTest(question, { ...settings, draws: DRAWS }),
    timesC: 25,
  },
  {
    name: 'a metric in full: model, checks and 9999 re-draws',
    run: () => compareArms(rows, { ...plan, randomisation: { seed: SEED, draws: 9_999, always: true } }),
    timesC: 5,
  },
  {
    name: `one ANCOVA with HC2 and Satterthwaite, N = ${UNITS}`,
    run: () => {
      for (let i = 0; i < FITS; i += 1) ancova(armRows).combine(UPLIFT);
    },
    times: FITS,
    limitMs: 0.02,
  },
  {
    name: 'randomisation test with its interval by inversion, 9999 re-draws',
    run: () => randomisationTest(question, { ...settings, draws: 9_999, interval: true }),
    limitMs: 250,
  },
];

const folder = mkdtempSync(join(tmpdir(), 'fieldproof-bench-'));
const loop = compiledLoop();
try {
  const inC = loop === null ? null : timesOfC();
  console.log(
    `${ENGINE_VERSION}, Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown processor'}, ${rounds} rounds, medians of processor time`,
  );
  console.log(loop === null ? 'No C compiler here: ratios to C are left out.' : `C by "${loop.command}"`);
  const met = [...measured(inC), await inWorker()];
  process.exitCode = met.every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Log-normal outcomes with a correlated baseline, the pilot's first: what the C loop reads. */
function simulatedUnits() {
  const random = new Random(SEED);
  const uniform = () => (random.word() + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const skill = Float64Array.from({ length: UNITS }, normal);
  const measure = () => skill.map((value) => 1_000 * Math.exp(0.5 * (0.8 * value + 0.6 * normal())));
  return {
    outcome: measure(),
    baseline: measure(),
    treatment: Float64Array.from({ length: UNITS }, (_, i) => (i < IN_PILOT ? 1 : 0)),
  };
}

/** The loop of scripts/bench/difference-in-means.c, on the engine's own generator and shuffle. */
function asExtremeDraws(values, chosen) {
  const random = new Random(SEED);
  const order = Int32Array.from(values.keys());
  const total = values.reduce((sum, value) => sum + value, 0);
  const expected = (total * chosen) / values.length;
  const observed = values.slice(0, chosen).reduce((sum, value) => sum + value, 0);
  const threshold = Math.abs(observed - expected) * (1 - 1e-9);
  let count = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    random.sampleToFront(order, 0, values.length, chosen);
    let sum = 0;
    for (let i = 0; i < chosen; i += 1) sum += values[order[i]];
    if (Math.abs(sum - expected) >= threshold) count += 1;
  }
  return count;
}

function compiledLoop() {
  const compiler = process.env.CC ?? 'cc';
  const flags = (process.env.CFLAGS ?? '-O2').split(' ').filter(Boolean);
  const binary = join(folder, 'difference-in-means');
  const source = join(root, 'scripts', 'bench', 'difference-in-means.c');
  const { status, stderr } = spawnSync(compiler, [...flags, '-o', binary, source, '-lm'], { encoding: 'utf8' });
  if (status === 0) return { binary, command: [compiler, ...flags].join(' ') };
  if (stderr) console.error(stderr);
  return null;
}

/** A function that runs the C loop once and answers its milliseconds; it must count what ours counts. */
function timesOfC() {
  const state = Array.from(new Random(SEED).state, (word) => String(word >>> 0));
  const ours = asExtremeDraws(outcome, IN_PILOT);
  return () => {
    const { stdout } = spawnSync(loop.binary, [...state, String(DRAWS), String(REPEATS), String(IN_PILOT)], {
      input: Array.from(outcome, String).join('\n'),
      encoding: 'utf8',
    });
    const runs = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number));
    if (runs.some(([, count]) => count !== ours)) throw new Error(`C counts ${stdout}, ours ${ours}.`);
    return median(runs.map(([milliseconds]) => milliseconds));
  };
}

/** Every task once a round, C between them; prints a line a task and answers whether it kept its limit. */
function measured(inC) {
  for (const { run } of tasks) for (let i = 0; i < 3; i += 1) run();
  const times = tasks.map(() => []);
  const ratios = tasks.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    tasks.forEach(({ run, times: repeated = 1 }, i) => {
      const yardstick = inC?.();
      const elapsed = median(Array.from({ length: REPEATS }, () => timed(run) / repeated));
      times[i].push(elapsed);
      if (yardstick !== undefined) ratios[i].push(elapsed / yardstick);
    });
  }
  if (inC) console.log(`the yardstick in C: ${median(times[0].map((time, i) => time / ratios[0][i])).toFixed(2)} ms`);
  return tasks.map(({ name, timesC, limitMs }, i) => {
    const time = median(times[i]);
    if (timesC === undefined) return judged(name, time, { limit: limitMs, unit: 'ms' });
    if (!inC) return judged(name, time);
    return judged(`${name}: ${time.toFixed(2)} ms`, median(ratios[i]), { limit: timesC, unit: 'x C' });
  });
}

/** Milliseconds of processor time, not of the clock: what other processes do in between is not ours. */
function timed(run) {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Twenty metrics in ten segments each, in a worker thread, while this thread counts how long its own timer waits. */
async function inWorker() {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { compareArms } = await import(workerData.engine);
    let compared = 0;
    for (const rows of workerData.tables) {
      const randomisation = { seed: ${SEED}, draws: 9_999, always: true };
      compared += compareArms(rows, { ...workerData.plan, randomisation }).comparisons.length;
    }
    parentPort.postMessage(compared);`;
  const tables = Array.from({ length: METRICS * SEGMENTS }, (_, table) =>
    rows.map((row, i) => ({ ...row, outcome: row.outcome * Math.exp(0.3 * Math.sin(table + i * i)) })),
  );
  const engine = new URL('../dist/statistics/index.js', import.meta.url).href;
  const before = process.cpuUsage();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    workerData: { engine, tables, plan },
  });
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  const compared = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  await worker.terminate();
  if (compared !== METRICS * SEGMENTS) throw new Error(`${compared} comparisons instead of ${METRICS * SEGMENTS}.`);
  const inTime = judged(
    `${METRICS} metrics x ${SEGMENTS} segments, each with 9999 re-draws, in a worker`,
    (user + system) / 1_000,
    {
      limit: 3_000,
      unit: 'ms',
    },
  );
  return judged('longest wait of the event loop meanwhile', longest, { limit: LONGEST_BLOCK_MS, unit: 'ms' }) && inTime;
}

/** Prints one line; true where the limit is kept or none is known. */
function judged(name, value, { limit = Infinity, unit = 'ms' } = {}) {
  const kept = value <= limit;
  const wanted = limit === Infinity ? '' : ` (at most ${limit}) ${kept ? 'kept' : 'MISSED'}`;
  console.log(`${name}: ${value < 1 ? value.toFixed(4) : value.toFixed(2)} ${unit}${wanted}`);
  return kept;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
