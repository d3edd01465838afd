import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dayAfter, mondayOf } from '../platform/days.js';
import { assignedAccountsSql, metricSql, type SqlStatement } from './metric-sql.js';
import { type DayWindow, type MetricDefinition, MetricForm } from './metric.rules.js';

export interface MeasureRequest {
  readonly workspaceId: string;
  readonly metric: MetricDefinition;
  /** Ids of salespeople. */
  readonly people: readonly string[];
  readonly window: DayWindow;
  /** What closed later counts as open; what was created later is not there. */
  readonly cutOffOn: string;
}

export interface PersonMeasure {
  readonly personId: string;
  /** Money in minor units. */
  readonly numerator: number;
  /** Null where the metric is a total per unit. */
  readonly denominator: number | null;
  /** Deals of the window that the metric looks at. */
  readonly facts: number;
  /** How many of these were open at the cut-off. */
  readonly open: number;
  /** The largest addend of the numerator, 0 where there is none above it. */
  readonly largest: number;
}

export interface WeekMeasure {
  /** A Monday; the first and the last week may reach beyond the window, their sums do not. */
  readonly weekStartsOn: string;
  readonly personId: string;
  readonly numerator: number;
  readonly denominator: number | null;
}

interface Sums {
  readonly personId: string | null;
  readonly week: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly facts: number;
  readonly open: number;
  readonly largest: number;
}

/** Turns facts into units x metrics: one query for all people, never one for each. */
@Injectable()
export class MetricTable {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** One row per asked person, in the order asked; zeros for those to whom nothing belongs. */
  async measure(request: MeasureRequest): Promise<PersonMeasure[]> {
    const [sums, denominatorOf] = await Promise.all([this.sums(request, null), this.denominators(request)]);
    const byPerson = new Map(sums.map((row) => [row.personId, row]));
    return request.people.map((personId) => {
      const row = byPerson.get(personId);
      return {
        personId,
        numerator: row?.numerator ?? 0,
        denominator: denominatorOf(personId, row),
        facts: row?.facts ?? 0,
        open: row?.open ?? 0,
        largest: Math.max(0, row?.largest ?? 0),
      };
    });
  }

  /** One row per asked person and week of the window, week by week; zeros where nothing happened. */
  async weekly(request: MeasureRequest): Promise<WeekMeasure[]> {
    const weeksFrom = mondayOf(request.window.from);
    const [sums, denominatorOf] = await Promise.all([this.sums(request, weeksFrom), this.denominators(request)]);
    const byWeek = new Map(sums.map((row) => [`${String(row.week)} ${String(row.personId)}`, row]));
    const measures: WeekMeasure[] = [];
    for (let week = 0; dayAfter(weeksFrom, 7 * week) <= request.window.to; week++)
      for (const personId of request.people) {
        const row = byWeek.get(`${String(week)} ${personId}`);
        const weekStartsOn = dayAfter(weeksFrom, 7 * week);
        measures.push({
          weekStartsOn,
          personId,
          numerator: row?.numerator ?? 0,
          denominator: denominatorOf(personId, row),
        });
      }
    return measures;
  }

  private async sums({ metric, ...request }: MeasureRequest, weeksFrom: string | null): Promise<Sums[]> {
    const dialect = this.database.options.type === 'postgres' ? 'postgres' : 'sqlite';
    const rows = await this.rows<keyof Sums>(
      metricSql({ ...request, definition: metric.definition, weeksFrom }, dialect),
    );
    // PostgreSQL gives counts and sums as text.
    return rows.map((row) => ({
      personId: row.personId as string | null,
      week: Number(row.week),
      numerator: Number(row.numerator),
      denominator: Number(row.denominator),
      facts: Number(row.facts),
      open: Number(row.open),
      largest: Number(row.largest),
    }));
  }

  /** Assigned accounts are a denominator of their own: they are there in a week without a deal too. */
  private async denominators({
    metric,
    workspaceId,
  }: MeasureRequest): Promise<(personId: string, row: Sums | undefined) => number | null> {
    if (metric.form === MetricForm.PER_UNIT) return () => null;
    if (metric.definition.fact === 'OPPORTUNITY') return (_, row) => row?.denominator ?? 0;
    const rows = await this.rows<'personId' | 'assigned'>(assignedAccountsSql(workspaceId));
    const assigned = new Map(rows.map((row) => [row.personId, Number(row.assigned)]));
    return (personId) => assigned.get(personId) ?? 0;
  }

  private rows<Column extends string>({
    text,
    parameters,
  }: SqlStatement): Promise<Record<Column, string | number | null>[]> {
    const [query, values] = this.database.driver.escapeQueryWithParameters(text, parameters);
    return this.database.query(query, values);
  }
}
