import { ancova } from '../comparison/ancova.js';
import { countByArm, hasOutcome } from '../comparison/assigned-units.js';
import type { ObservedArms } from '../comparison/observed-arms.js';
import { fittedArms } from '../comparison/pilot-uplift.js';
import type { Levels } from '../comparison/relative-uplift.js';
import { welch } from '../comparison/welch.js';
import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import { jackknifeEstimate } from '../numbers/robust-variance.js';
import { assignedMeans } from './assigned-means.js';
import { cuped } from './cuped.js';
import { interactedAncova } from './interacted-ancova.js';
import { mannWhitney } from './mann-whitney.js';
import { ratioOfMeans } from './ratio-of-means.js';
import { type RowHead, type SensitivityRow, fittedRow, refusedRow, shiftRow } from './sensitivity-row.js';
import { unitRatios } from './unit-ratios.js';
import { wildClusterBootstrap } from './wild-cluster-bootstrap.js';
import { winsorised } from './winsorised.js';

/** Two arms to be fitted by other methods. */
export interface ArmsToFit {
  readonly arms: ObservedArms;
  /** The same with one row for each assigned unit. */
  readonly units: ObservedArms | StatisticalRefusal;
  readonly levels: Levels;
  readonly seed: number;
}

/** Arms below this do not carry a slope of their own for each covariate. */
const UNITS_FOR_INTERACTIONS = 10;

/** The rows of the table that are fits of two unpaired arms. A method that says nothing new about them has none. */
export function otherFits(question: ArmsToFit): SensitivityRow[] {
  const { arms, units, levels } = question;
  const { scale, rows } = arms;
  const plain = rows.strata.length + rows.covariates.length === 0;
  return [
    ...(isClustered(arms) ? clusteredFits(question) : [fittedRow({ code: 'HC3', scale }, jackknife(arms), levels)]),
    ...(plain && !isClustered(arms) ? [] : [plainMeans(question)]),
    onUnits({ code: 'MANN_WHITNEY', scale }, units, (means) => ranks(means, levels)),
    ...(plain ? [] : [interacted(question)]),
    ...cupedRow(question),
    ...(scale === 'ratio' || arms.pair.chosen ? [] : [plainRatio(question)]),
    fittedRow({ code: 'WINSORISED', scale }, fittedArms({ rows: winsorised(rows) }), levels),
  ];
}

function isClustered({ rows }: ObservedArms): boolean {
  return rows.groups.names.length < rows.response.length;
}

function jackknife({ rows }: ObservedArms): ReturnType<typeof ancova> {
  return ancova(rows, jackknifeEstimate);
}

function clusteredFits({ arms, units, levels, seed }: ArmsToFit): SensitivityRow[] {
  const { scale, rows } = arms;
  const means: RowHead = { code: 'CLUSTER_MEANS', scale };
  return [
    fittedRow({ code: 'CR3', scale }, jackknife(arms), levels),
    onUnits(means, units, (each) => fittedRow(means, fittedArms(each), levels)),
    shiftRow({ code: 'WILD_CLUSTER_BOOTSTRAP', scale }, wildClusterBootstrap(rows, { seed, level: levels.level })),
  ];
}

/** Neither strata nor baseline. */
function plainMeans({ arms, units, levels }: ArmsToFit): SensitivityRow {
  const head: RowHead = { code: 'WELCH', scale: arms.scale };
  return onUnits(head, units, ({ rows }) => fittedRow(head, welch(rows.response, rows.treatment), levels));
}

/** On the scale of the model; of a ratio the ratios of the units, for only these can be ranked. */
function ranks({ arm, scale, roster, observed, rows }: ObservedArms, { level }: Levels): SensitivityRow {
  const own = scale === 'ratio' ? unitRatios(roster) : null;
  const values = Array.from(observed, (row, i) => ({
    isPilot: roster[row].arm === arm,
    value: own ? own[row].outcome : rows.response[i],
  }));
  const side = (pilot: boolean): Float64Array =>
    Float64Array.from(values.flatMap(({ isPilot, value }) => (isPilot === pilot && value !== null ? [value] : [])));
  const [pilot, control] = [side(true), side(false)];
  const found =
    pilot.length === 0 || control.length === 0 ? refused('TOO_FEW_UNITS', { arm }) : mannWhitney(pilot, control, level);
  return shiftRow({ code: 'MANN_WHITNEY', scale }, found);
}

function interacted({ arms, levels }: ArmsToFit): SensitivityRow {
  const { rows, scale, roster } = arms;
  const head: RowHead = { code: 'LIN_INTERACTED', scale };
  const units = countByArm(roster, (row) => hasOutcome(row, scale === 'ratio'));
  const short = Object.keys(units).find((name) => units[name] < UNITS_FOR_INTERACTIONS);
  if (short !== undefined) return refusedRow(head, refused('TOO_FEW_FOR_METHOD', { arm: short }));
  return fittedRow(head, interactedAncova(rows), levels);
}

function cupedRow({ units, levels }: ArmsToFit): SensitivityRow[] {
  if (units.kind === 'refused') return [];
  const { response, treatment, covariates } = units.rows;
  const baseline = covariates.find(({ name }) => name === COLUMN.baseline);
  if (!baseline) return [];
  const found = cuped({ response, baseline: baseline.values, treatment });
  return [fittedRow({ code: 'CUPED', scale: units.scale }, found, levels)];
}

function plainRatio({ arms, levels }: ArmsToFit): SensitivityRow {
  const units = assignedMeans(arms.roster, 'raw').filter((row) => hasOutcome(row, false));
  const outcomes = (arm: string): { arm: string; outcomes: Float64Array } => ({
    arm,
    outcomes: Float64Array.from(units.filter((row) => row.arm === arm).map(({ outcome }) => outcome ?? NaN)),
  });
  const found = ratioOfMeans({ pilot: outcomes(arms.pair.arm), control: outcomes(arms.pair.control) });
  return fittedRow({ code: 'RATIO_OF_MEANS', scale: 'log' }, found, levels);
}

function onUnits(
  head: RowHead,
  units: ObservedArms | StatisticalRefusal,
  row: (means: ObservedArms) => SensitivityRow,
): SensitivityRow {
  return units.kind === 'refused' ? refusedRow(head, units) : row(units);
}
