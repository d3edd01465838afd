// How often does the product call "significant" where nothing was done? Draws A/A pilots over past windows of a CRM
// export and analyses each as the product does: the engine's front door with its defaults. Beside it stands what the
// usual test on single deals would have said of the same pilots.
//
//   npm run calibrate:aa -- PIPELINE.csv TEAMS.csv [--pilots 2000] [--seed 1]
//
// Columns as in Maven Analytics' "CRM Sales Opportunities": sales_agent, deal_stage, engage_date, close_date and
// close_value; sales_agent and regional_office.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { build, install } from './prepare.mjs';

install();
build();
const { observedWindows } = await import('../dist/analysis/look.rules.js');
const { observedUnits } = await import('../dist/analysis/observation/observation.rules.js');
const { dayAfter, daysBetween } = await import('../dist/platform/days.js');
const { twoProportions, welch } = await import('./calibrate/single-deal-tests.mjs');
const { compareArms, drawCohorts, Random } = await import('../dist/statistics/index.js');

const ALPHA = 0.05;
const ARMS = ['control', 'pilot'];
/** Lengths of baseline and measurement in weeks, and how long deals get to close after both. */
const WEEKS = [8, 10, 12];
const MATURATION_DAYS = 30;
/** Where the share of false alarms must lie: both tests have to agree, so a little below 5 % is right. */
const ACCEPTED = [0.02, 0.06];

const METRICS = [
  {
    name: 'win rate',
    form: 'RATIO',
    // Created in the window and decided by the cut-off.
    isSeen: (deal, { window, cutOffOn }) =>
      isWithin(deal.createdOn, window) && deal.closedOn !== '' && deal.closedOn <= cutOffOn,
    measureOf: (own) => ({ numerator: own.filter(isWon).length, denominator: own.length }),
    naivePValue: (arms) => twoProportions(...arms.map((own) => ({ won: own.filter(isWon).length, all: own.length }))),
    naiveName: 'two proportions',
  },
  {
    name: 'revenue',
    form: 'PER_UNIT',
    isSeen: (deal, { window }) => isWon(deal) && isWithin(deal.closedOn, window),
    measureOf: (own) => ({ numerator: own.reduce((sum, { value }) => sum + value, 0), denominator: null }),
    naivePValue: (arms) => welch(...arms.map((own) => own.map(({ value }) => value))),
    naiveName: "Welch's t",
  },
];

const { pipeline, teams, pilots, seed } = asked();
const deals = rowsOf(pipeline).map((row) => ({
  agent: row.sales_agent,
  stage: row.deal_stage,
  createdOn: row.engage_date,
  closedOn: row.close_date,
  value: Math.round(Number(row.close_value) * 100),
}));
const people = activePeople();
const firstDay = deals.reduce(
  (first, { closedOn }) => (closedOn !== '' && closedOn < first ? closedOn : first),
  '9999',
);
const lastDay = deals.reduce((last, { closedOn }) => (closedOn > last ? closedOn : last), '');
const random = new Random(seed);

const counts = METRICS.map(() => ({ significant: 0, byModelAlone: 0, naive: 0, refused: 0 }));
for (let pilot = 0; pilot < pilots; pilot += 1) analysePlacebo(pilot);
report();

/** One pilot in which nothing was done: past windows, drawn cohorts, both metrics at its one look. */
function analysePlacebo(pilot) {
  const windows = pastWindows();
  const drawn = drawnPeople();
  const armOf = new Map(drawn.map(({ personId, armKey }) => [personId, armKey]));
  METRICS.forEach((metric, i) => {
    const comparison = compared(metric, drawn, { windows, seed: pilot });
    counts[i].significant += comparison.significant ? 1 : 0;
    counts[i].byModelAlone += comparison.pValue <= ALPHA ? 1 : 0;
    counts[i].refused += comparison.refusal ? 1 : 0;
    const seen = deals.filter((deal) => metric.isSeen(deal, windows.measurement));
    const pValue = metric.naivePValue(ARMS.map((arm) => seen.filter(({ agent }) => armOf.get(agent) === arm)));
    counts[i].naive += pValue <= ALPHA ? 1 : 0;
  });
}

function compared(metric, drawn, { windows, seed }) {
  const measured = ({ window, cutOffOn }) => {
    const seen = deals.filter((deal) => metric.isSeen(deal, { window, cutOffOn }));
    const measures = people.map(({ personId }) => [
      personId,
      metric.measureOf(seen.filter(({ agent }) => agent === personId)),
    ]);
    return { window, measures: new Map(measures) };
  };
  const observed = {
    form: metric.form,
    baseline: measured(windows.baseline),
    measurement: measured(windows.measurement),
  };
  const rows = observedUnits(drawn, observed, { clustered: false });
  const { comparisons, refusal } = compareArms(rows, {
    control: ARMS[0],
    scale: 'auto',
    alpha: ALPHA,
    randomisation: { seed },
  });
  return comparisons[0] ?? { significant: false, pValue: 1, refusal };
}

/** Baseline and measurement of equal length, one after the other, somewhere in the time the export covers. */
function pastWindows() {
  const days = WEEKS[random.below(WEEKS.length)] * 7;
  const spare = daysBetween(firstDay, lastDay) + 1 - 2 * days - MATURATION_DAYS;
  const from = dayAfter(firstDay, random.below(spare + 1));
  const measurement = { from: dayAfter(from, days), to: dayAfter(from, 2 * days - 1) };
  const baseline = { from, to: dayAfter(from, days - 1) };
  return observedWindows({ baseline, measurement }, dayAfter(measurement.to, MATURATION_DAYS));
}

/** Half of each region becomes the pilot, by the product's own draw. */
function drawnPeople() {
  const roster = people.map(({ unitLabel, stratum }) => ({ unit: unitLabel, stratum }));
  const arms = ARMS.map((arm) => ({ arm, share: 1 / ARMS.length }));
  const armOf = new Map(drawCohorts(roster, arms, random.word()).map(({ unit, arm }) => [unit, arm]));
  return people.map((person) => ({ ...person, armKey: armOf.get(person.unitLabel) }));
}

function activePeople() {
  const active = new Set(deals.map(({ agent }) => agent));
  return rowsOf(teams)
    .filter(({ sales_agent: agent }) => active.has(agent))
    .map(({ sales_agent: agent, regional_office: region }) => ({
      personId: agent,
      pseudonym: agent,
      unitLabel: agent,
      stratum: region,
      startedOn: null,
      leftOn: null,
    }));
}

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pilots: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  });
  if (positionals.length !== 2) {
    console.error('Usage: npm run calibrate:aa -- PIPELINE.csv TEAMS.csv [--pilots 2000] [--seed 1]');
    process.exit(64);
  }
  const [pipeline, teams] = positionals;
  return { pipeline, teams, pilots: Number(values.pilots), seed: Number(values.seed) };
}

function rowsOf(file) {
  const { data, errors } = Papa.parse(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return data;
}

function isWon({ stage }) {
  return stage === 'Won';
}

function isWithin(day, { from, to }) {
  return day >= from && day <= to;
}

function report() {
  const percent = (count) => `${((100 * count) / pilots).toFixed(1)} %`;
  const regions = new Set(people.map(({ stratum }) => stratum)).size;
  console.log(
    `${pilots} A/A pilots, ${people.length} salespeople in ${regions} regions, ${firstDay} to ${lastDay}, level ${ALPHA}, seed ${seed}`,
  );
  METRICS.forEach(({ name, naiveName }, i) => {
    const { significant, byModelAlone, naive, refused } = counts[i];
    console.log(
      `${name}: "significant" ${percent(significant)} (model alone ${percent(byModelAlone)}, refused ${refused}); ` +
        `single deals by ${naiveName} ${percent(naive)}`,
    );
  });
  const isCalibrated = counts.every(({ significant }) => {
    const share = significant / pilots;
    return share >= ACCEPTED[0] && share <= ACCEPTED[1];
  });
  if (!isCalibrated) {
    console.error(
      `Not calibrated: every share of "significant" must lie within ${ACCEPTED.map((share) => `${100 * share} %`).join(' and ')}.`,
    );
    process.exitCode = 1;
  }
}
