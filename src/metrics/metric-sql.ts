import type { Condition, DayWindow, DealAmount, DealDate, MetricFormula, Quantity } from './metric.rules.js';

export type Dialect = 'sqlite' | 'postgres';

export interface SqlQuestion {
  readonly workspaceId: string;
  readonly definition: MetricFormula;
  readonly window: DayWindow;
  /** What closed later counts as open; what was created later is not there. */
  readonly cutOffOn: string;
  /** A Monday: sums by the week counted from here. Null: one sum. */
  readonly weeksFrom: string | null;
}

export interface SqlStatement {
  readonly text: string;
  /** By the names that stand in the text as :name. */
  readonly parameters: Readonly<Record<string, string | number>>;
}

/**
 * One statement for all people: per owner and week the sums, the number of deals, how many were open at the cut-off,
 * and the largest addend. Every word of a definition is looked up and every value bound: nothing of it becomes SQL.
 */
export function metricSql(question: SqlQuestion, dialect: Dialect): SqlStatement {
  const sql = new MetricSql(question, dialect);
  return { text: sql.statement(), parameters: sql.parameters };
}

/** How many accounts each person is responsible for. */
export function assignedAccountsSql(workspaceId: string): SqlStatement {
  return {
    text: `SELECT "ownerId" AS "personId", COUNT(*) AS "assigned" FROM "account"
           WHERE "workspaceId" = :workspaceId GROUP BY "ownerId"`,
    parameters: { workspaceId },
  };
}

const DATE_COLUMNS: Readonly<Record<DealDate, string>> = { CREATED: 'o."createdOn"', CLOSED: 'o."closedOn"' };

class MetricSql {
  readonly parameters: Record<string, string | number> = {};
  private readonly cutOff: string;
  private readonly workspace: string;
  /** How a deal stood at the cut-off. */
  private readonly outcome: string;

  constructor(
    private readonly question: SqlQuestion,
    private readonly dialect: Dialect,
  ) {
    this.cutOff = this.bound(question.cutOffOn);
    this.workspace = this.bound(question.workspaceId);
    this.outcome = `CASE WHEN o."closedOn" <= ${this.cutOff} THEN o."outcome" ELSE 'OPEN' END`;
  }

  statement(): string {
    const { definition } = this.question;
    const byAccount = definition.fact === 'ASSIGNED_ACCOUNT';
    const numerator = byAccount ? '1' : this.quantity(definition.numerator);
    const denominator = byAccount || definition.denominator === null ? '0' : this.quantity(definition.denominator);
    return `
      SELECT ${byAccount ? 'a."ownerId"' : 'o."ownerId"'} AS "personId", ${this.week()} AS "week",
             ${byAccount ? 'COUNT(DISTINCT a."id")' : `SUM(${numerator})`} AS "numerator",
             SUM(${denominator}) AS "denominator",
             COUNT(*) AS "facts",
             SUM(CASE WHEN ${this.outcome} = 'OPEN' THEN 1 ELSE 0 END) AS "open",
             MAX(${numerator}) AS "largest"
      FROM "opportunity" o
      ${byAccount ? 'JOIN "account" a ON a."id" = o."accountId" AND a."workspaceId" = o."workspaceId"' : ''}
      WHERE ${[...this.countedDeals(), ...definition.filter.map((condition) => this.condition(condition))].join(' AND ')}
      GROUP BY 1, 2`;
  }

  /** The deals of the window as they were known at the cut-off. */
  private countedDeals(): string[] {
    const { definition, window } = this.question;
    const date = wordIn(DATE_COLUMNS, definition.dateField);
    return [
      `o."workspaceId" = ${this.workspace}`,
      `o."outcome" <> 'EXCLUDED'`,
      `o."createdOn" <= ${this.cutOff}`,
      `${date} BETWEEN ${this.bound(window.from)} AND ${this.bound(window.to)}`,
      ...(definition.dateField === 'CLOSED' ? [`${this.outcome} IN ('WON', 'LOST')`] : []),
    ];
  }

  private week(): string {
    const { definition, weeksFrom } = this.question;
    if (weeksFrom === null) return '0';
    return `${this.days(this.bound(weeksFrom), wordIn(DATE_COLUMNS, definition.dateField))} / 7`;
  }

  private quantity(quantity: Quantity): string {
    const addend = 'sum' in quantity ? `COALESCE(${this.amount(quantity.sum)}, 0)` : '1';
    const conditions = (quantity.where ?? []).map((condition) => this.condition(condition));
    return conditions.length === 0 ? addend : `CASE WHEN ${conditions.join(' AND ')} THEN ${addend} ELSE 0 END`;
  }

  private condition(condition: Condition): string {
    if ('outcome' in condition)
      return `${this.outcome} IN (${condition.outcome.map((one) => this.bound(one)).join(', ')})`;
    if ('known' in condition) return `${this.amount(condition.known)} IS NOT NULL`;
    if ('amount' in condition) return `${this.amount(condition.amount)} >= ${this.bound(condition.atLeast)}`;
    return `o."id" IN (${this.firstWins(condition.firstWinInYears)})`;
  }

  /**
   * The first won deal of the window of each account that had none for so many years before; of several on that day,
   * the one that was created first. Undated deals are no part of a window, but they show that an account had bought.
   */
  private firstWins(years: number): string {
    const { window, cutOffOn } = this.question;
    const from = this.bound(window.from);
    const to = this.bound(window.to < cutOffOn ? window.to : cutOffOn);
    const earliest = this.bound(yearsBefore(window.from, years));
    const yearsEarlier = `CAST(CAST(substr(d."firstOn", 1, 4) AS INTEGER) - ${this.bound(years)} AS TEXT)`;
    return `
      SELECT f."id" FROM (
        SELECT w."id", ROW_NUMBER() OVER (
                 PARTITION BY w."accountKey"
                 ORDER BY COALESCE(w."createdOn", ''), w."externalId", w."source") AS "turn"
        FROM (
          SELECT e."accountKey", MIN(CASE WHEN e."closedOn" >= ${from} THEN e."closedOn" END) AS "firstOn",
                 MAX(CASE WHEN e."closedOn" < ${from} THEN e."closedOn" END) AS "lastBeforeOn"
          FROM "opportunity" e
          WHERE e."workspaceId" = ${this.workspace} AND e."outcome" = 'WON' AND e."accountKey" IS NOT NULL
            AND e."closedOn" BETWEEN ${earliest} AND ${to}
          GROUP BY e."accountKey") d
        CROSS JOIN "opportunity" w
        WHERE (d."lastBeforeOn" IS NULL OR d."lastBeforeOn" < ${yearsEarlier} || substr(d."firstOn", 5))
          AND w."workspaceId" = ${this.workspace} AND w."outcome" = 'WON'
          AND w."closedOn" = d."firstOn" AND w."accountKey" = d."accountKey") f
      WHERE f."turn" = 1`;
  }

  private amount(amount: DealAmount): string {
    return wordIn<DealAmount>(
      {
        value: 'o."valueMinor"',
        listValue: 'o."listValueMinor"',
        cost: 'o."costMinor"',
        discount: '(o."listValueMinor" - o."valueMinor")',
        daysToClose: this.days('o."createdOn"', 'o."closedOn"'),
      },
      amount,
    );
  }

  /** Whole days from one day to another. The two databases have no word for it in common. */
  private days(from: string, to: string): string {
    return this.dialect === 'sqlite'
      ? `CAST(julianday(${to}) - julianday(${from}) AS INTEGER)`
      : `(CAST(${to} AS DATE) - CAST(${from} AS DATE))`;
  }

  private bound(value: string | number): string {
    const name = `p${String(Object.keys(this.parameters).length)}`;
    this.parameters[name] = value;
    return `:${name}`;
  }
}

/** As text: 29 February, which most years lack, still sorts between the 28th and 1 March. */
function yearsBefore(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}

/** A definition read from outside may hold any word; only those of the vocabulary have a meaning. */
function wordIn<Word extends string>(meanings: Readonly<Record<Word, string>>, word: Word): string {
  if (!Object.hasOwn(meanings, word)) throw new Error(`A metric definition has the unknown word "${word}".`);
  return meanings[word];
}
