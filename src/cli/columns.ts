import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import { FileRefusal } from './analyze-refusal.js';
import { numberColumns, type AnalyzeColumns } from './analyze-request.js';

/** The header's columns, by name. */
export class Columns {
  readonly positions = new Map<string, number>();
  readonly width: number;

  constructor(header: readonly string[], asked: readonly Asked[]) {
    this.width = header.findLastIndex((name) => name !== '') + 1;
    for (const [at, name] of header.entries()) if (!this.positions.has(name)) this.positions.set(name, at);
    const unknown = asked.filter(({ name }) => !this.positions.has(name));
    if (unknown.length > 0) throw unknownColumn(unknown, header);
    const twice = asked.filter(({ name }) => header.indexOf(name) !== header.lastIndexOf(name));
    if (twice.length > 0) throw duplicateColumn([...new Set(twice.map(({ name }) => name))]);
  }

  /** A row may end in more empty cells than the header names (Excel writes them), never in fewer cells or fuller ones. */
  fits(cells: readonly string[]): boolean {
    return (
      cells.length === this.width || (cells.length > this.width && cells.slice(this.width).every((cell) => cell === ''))
    );
  }
}

/** A column that the command line names, and by which option. */
export interface Asked {
  readonly flag: string;
  readonly name: string;
}

const FLAGS = {
  unit: '--unit',
  arm: '--arm',
  cluster: '--cluster',
  stratum: '--stratum',
  pair: '--pair',
  outcome: '--outcome',
  denominator: '--denominator',
  baseline: '--baseline',
  baselineDenominator: '--baseline-denominator',
  used: '--used',
  covariate: '--covariates',
  history: '--history',
  historyDenominator: '--history-denominators',
};

export function askedFor(columns: AnalyzeColumns): Asked[] {
  const { unit, arm, cluster, stratum, pair } = columns;
  const texts = [
    ['unit', unit],
    ['arm', arm],
    ['cluster', cluster],
    ['stratum', stratum],
    ['pair', pair],
  ] as const;
  return [
    ...texts.flatMap(([role, name]) => (name === undefined ? [] : [{ flag: FLAGS[role], name }])),
    ...numberColumns(columns).map(({ role, name }) => ({ flag: FLAGS[role], name })),
  ];
}

function unknownColumn(unknown: readonly Asked[], header: readonly string[]): FileRefusal {
  const names = header.filter((name) => name !== '');
  const missing = [...new Set(unknown.map(({ name }) => quotedName(name)))];
  const shown = names.slice(0, 30).map(quotedName).join(', ');
  return new FileRefusal(
    'UNKNOWN_COLUMN',
    `The file has no ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(' and ')}.`,
    [
      ...unknown.map((asked) => notInHeader(asked, names)),
      names.length > 30 ? `The first 30 of its ${names.length} columns are ${shown}.` : `Its columns are ${shown}.`,
    ],
  );
}

function notInHeader({ flag, name }: Asked, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  const told = `${flag} names ${quotedName(name)}, which is not in the header`;
  if (nearest !== null) return `${told}; the nearest is ${quotedName(nearest)}.`;
  return flag === FLAGS.unit ? `${told}. Where every row is a unit, add a column that numbers them.` : `${told}.`;
}

function duplicateColumn(names: readonly string[]): FileRefusal {
  return new FileRefusal('DUPLICATE_COLUMN', `The header names ${names.map(quotedName).join(', ')} more than once.`, [
    'Which of them is meant cannot be known: rename or remove the others.',
  ]);
}

/** The name with the fewest edits, if they are few enough to be a slip: a third of the letters, and letter case for nothing. */
export function nearestName(name: string, names: readonly string[]): string | null {
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 0.5;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) > least) continue;
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [nearest, least] = [candidate, edits];
  }
  return nearest;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
