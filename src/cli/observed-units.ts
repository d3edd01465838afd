import type { ObservedUnit } from '../statistics/index.js';
import { numberColumns } from './analyze-request.js';
import type { AnalyzeColumns, NumberColumn, NumberRole, RowsPerUnit } from './analyze-request.js';
import type { ObservedRow } from './observed-rows.js';
import { Totals } from './totals.js';

interface Gathered {
  /** The first row of the unit: its arm, cluster, stratum and pair are those of all others. */
  readonly first: ObservedRow;
  used: number;
  lost: number;
  /** Of the rows with an outcome. */
  observed: Totals | null;
  /** Of the rows without: all that is known of a unit that has no other. */
  unobserved: Totals | null;
}

/** Gathers rows by unit: added up, averaged, or kept. A covariate is averaged even where the rest is added up. */
export class ObservedUnits {
  private readonly units = new Map<string, Gathered>();
  private readonly kept: ObservedRow[] = [];
  private readonly layout: readonly NumberColumn[];

  constructor(
    columns: AnalyzeColumns,
    private readonly mode: RowsPerUnit,
  ) {
    this.layout = numberColumns(columns);
  }

  /** Takes a row; answers with the first row of its unit. */
  add(row: ObservedRow): ObservedRow {
    const unit = this.units.get(row.unit) ?? this.enter(row);
    if (row.state === 'observed') unit.used += 1;
    else unit.lost += 1;
    if (row.state !== 'dropped') this.keep(unit, row);
    return unit.first;
  }

  gathered(): ObservedUnit[] {
    return this.mode === 'keep' ? this.keptRows() : this.gatheredUnits();
  }

  rowsPerUnit(): { units: number; partly: number; fewest: number; most: number } {
    const found = { units: 0, partly: 0, fewest: Infinity, most: 0 };
    for (const { used, lost } of this.units.values()) {
      if (used === 0) continue;
      found.units += 1;
      if (lost > 0) found.partly += 1;
      found.fewest = Math.min(found.fewest, used);
      found.most = Math.max(found.most, used);
    }
    return found;
  }

  /**
   * Columns that hold one value on all rows of a unit and another for the next unit: a figure of the unit, repeated, and wrongly added up.
   * With equally many rows per unit that would only change the scale, so it is not looked at.
   */
  repeatedColumns(): string[] {
    const { fewest, most } = this.rowsPerUnit();
    const several = [...this.units.values()].flatMap(({ observed }) =>
      observed && observed.rows > 1 ? [observed] : [],
    );
    if (this.mode !== 'sum' || fewest === most || several.length < 3) return [];
    const repeated = this.layout.filter(
      ({ role }, at) =>
        !isAveraged(role) &&
        several.every((totals) => totals.repeats(at)) &&
        new Set(several.map((totals) => totals.first(at))).size > 1,
    );
    return repeated.map(({ name }) => name);
  }

  private keep(unit: Gathered, row: ObservedRow): void {
    if (this.mode === 'keep') {
      this.kept.push(row);
      return;
    }
    // One row whose use is unknown leaves that of its unit unknown.
    const values = row.numbers.map((number, at) => number ?? (this.layout[at].role === 'used' ? NaN : 0));
    if (row.state === 'observed') (unit.observed ??= new Totals()).add(values);
    else (unit.unobserved ??= new Totals()).add(values);
  }

  private enter(row: ObservedRow): Gathered {
    const unit = { first: row, used: 0, lost: 0, observed: null, unobserved: null };
    this.units.set(row.unit, unit);
    return unit;
  }

  private gatheredUnits(): ObservedUnit[] {
    const units: ObservedUnit[] = [];
    for (const { first, observed, unobserved } of this.units.values()) {
      const totals = observed ?? unobserved;
      if (totals === null) continue;
      const numbers = this.layout.map(({ role }, at) =>
        this.mode === 'mean' || isAveraged(role) ? totals.mean(at) : totals.sum(at),
      );
      units.push(this.observedUnit(first, numbers, observed !== null));
    }
    return units;
  }

  /** Kept rows of one unit are not independent: where no cluster was named, the unit is one. */
  private keptRows(): ObservedUnit[] {
    const several = this.rowsPerUnit().most > 1;
    return this.kept.map((row) => {
      const cluster = row.cluster ?? (several ? row.unit : undefined);
      return this.observedUnit({ ...row, cluster }, row.numbers, row.state === 'observed');
    });
  }

  private observedUnit(row: ObservedRow, numbers: readonly (number | null)[], observed: boolean): ObservedUnit {
    const single = (role: NumberRole): { [role]?: number | null } => {
      const at = this.layout.findIndex((column) => column.role === role);
      const outcome = role === 'outcome' || role === 'denominator';
      const known = (outcome && !observed) || Number.isNaN(numbers[at]) ? null : (numbers[at] ?? null);
      return at < 0 ? {} : { [role]: known };
    };
    const covariates = this.layout.flatMap(({ role, name }, at) =>
      role === 'covariate' ? [[name, numbers[at] ?? 0] as const] : [],
    );
    const inOrder = (wanted: NumberRole): (number | null)[] =>
      this.layout.flatMap(({ role }, at) => (role === wanted ? [numbers[at] ?? null] : []));
    const [history, historyDenominators] = [inOrder('history'), inOrder('historyDenominator')];
    return {
      unit: row.unit,
      arm: row.arm,
      outcome: null,
      ...single('outcome'),
      ...single('denominator'),
      ...single('baseline'),
      ...single('baselineDenominator'),
      ...single('used'),
      ...(history.length > 0 && { history }),
      ...(historyDenominators.length > 0 && { historyDenominators }),
      ...(covariates.length > 0 && { covariates: Object.fromEntries(covariates) }),
      ...(row.cluster !== undefined && { cluster: row.cluster }),
      ...(row.stratum !== undefined && { stratum: row.stratum }),
      ...(row.pair !== undefined && { pair: row.pair }),
    };
  }
}

/** Also where the rest is added up. */
function isAveraged(role: NumberRole): boolean {
  return role === 'covariate' || role === 'used';
}
