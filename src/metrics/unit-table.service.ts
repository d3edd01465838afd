import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { Refusal } from '../platform/refusal.js';
import { type RosterUnit, UnitKind } from '../roster/roster.rules.js';
import { RosterService } from '../roster/roster.service.js';
import { Metric, type MetricRow, type MetricTableAnswer } from './metric-answers.js';
import { MetricCatalogue } from './metric-catalogue.js';
import { MetricTable, type PersonMeasure } from './metric-table.js';
import type { MetricTableInput } from './metric.input.js';
import { type MetricForm, metricValue } from './metric.rules.js';
import { withheldUnits } from './withheld.rules.js';

/** The unit table an analyst reads: salespeople by pseudonym, teams and territories only where enough people stand behind them. */
@Injectable()
export class UnitTableService {
  constructor(
    private readonly catalogue: MetricCatalogue,
    private readonly table: MetricTable,
    private readonly roster: RosterService,
    private readonly workspaces: WorkspaceService,
  ) {}

  async read(input: MetricTableInput, { workspaceId, workspace }: Viewer): Promise<MetricTableAnswer> {
    const metric = this.catalogue.find(input.metric);
    const today = await this.workspaces.todayIn(workspaceId);
    const cutOffOn = input.cutOffOn ?? today;
    const faults = windowFaults({ ...input, cutOffOn }, today);
    if (faults.length > 0) throw new Refusal('INVALID_INPUT', 'The window cannot be read.', faults);
    const { unit, from, to } = input;
    const units = await this.roster.units(workspaceId, unit, from);
    const people = units.flatMap((one) => one.people.map(({ id }) => id));
    const measures = await this.table.measure({ workspaceId, metric, people, window: { from, to }, cutOffOn });
    const byPerson = new Map(measures.map((measure) => [measure.personId, measure]));
    const withheld =
      unit === UnitKind.SALESPERSON
        ? new Set<string>()
        : withheldUnits(
            units.map(({ id, people: { length } }) => ({ key: id, people: length })),
            workspace.minimumCohort,
          );
    const rows = units.map((one) => (withheld.has(one.id) ? withheldRow(one) : summedRow(one, metric.form, byPerson)));
    return { metric: Metric.of(metric), unit, from, to, cutOffOn, rows: rows.sort(byShownName) };
  }
}

function windowFaults(asked: { from: string; to: string; cutOffOn: string }, today: string): string[] {
  return [
    asked.to < asked.from && `to: ${asked.to} lies before from, ${asked.from}.`,
    asked.cutOffOn > today && `cutOffOn: ${asked.cutOffOn} lies ahead; today is ${today} in this workspace.`,
  ].filter((fault) => fault !== false);
}

function withheldRow({ label, people }: RosterUnit): MetricRow {
  const unknown = { numerator: null, denominator: null, value: null, facts: null, open: null };
  return { unit: label, people: people.length, withheld: true, ...unknown };
}

function summedRow(
  { label, people }: RosterUnit,
  form: MetricForm,
  byPerson: ReadonlyMap<string, PersonMeasure>,
): MetricRow {
  const measures = people.map(({ id }) => byPerson.get(id)).filter((measure) => measure !== undefined);
  const sum = (of: (measure: PersonMeasure) => number): number =>
    measures.reduce((total, measure) => total + of(measure), 0);
  const sums = {
    numerator: sum(({ numerator }) => numerator),
    denominator: form === 'RATIO' ? sum(({ denominator }) => denominator ?? 0) : null,
  };
  return {
    unit: label,
    people: people.length,
    withheld: false,
    ...sums,
    value: metricValue(form, sums),
    facts: sum(({ facts }) => facts),
    open: sum(({ open }) => open),
  };
}

/** Not by the roster's key, which may be a real name and would give an order away that pseudonyms hide. */
function byShownName(one: MetricRow, other: MetricRow): number {
  if (one.unit === other.unit) return 0;
  return one.unit < other.unit ? -1 : 1;
}
