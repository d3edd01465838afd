import { printableName } from '../analysis/verdict/quoted-name.rules.js';
import type { ToldMethod, ToldSensitivity } from './analyze-sensitivity.js';
import { decimalsFor, fixed, intervalText, percentFor, probability, wrapped } from './plain-figures.js';

const WITHOUT_ONE_UNIT: Readonly<Record<NonNullable<ToldSensitivity['withoutOneUnit']>, string>> = {
  HOLDS: 'It stays significant by the model, whichever one unit is left out.',
  LOSES_SIGNIFICANCE: 'Without one single unit it keeps its sign and is not significant.',
  TURNS_SIGN: 'Without one single unit it has the opposite sign.',
};

/** The table of other methods for people: what each of them says, or why it says nothing. */
export function sensitivityLines({ arm, rows, withoutOneUnit }: ToldSensitivity, alpha: number): string[] {
  const certainty = `${String(Number((100 * (1 - alpha)).toFixed(6)))} % interval`;
  const cells = [['', 'uplift', certainty, 'p'], ...rows.map(cellsOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column].length)));
  const refused = rows.flatMap(({ name, refusal }) =>
    refusal === null
      ? []
      : wrapped(`${name}: ${[refusal.message, ...refusal.reasons].join(' ')} [${refusal.code}]`, '  '),
  );
  return [
    '',
    ...wrapped(`${printableName(arm)} by other methods. What was registered before the data counts; no other p does.`),
    ...cells
      .filter(([, value]) => value !== '')
      .map(
        (row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[i]))).join('  ')}`,
      ),
    ...refused,
    ...(withoutOneUnit === null ? [] : wrapped(WITHOUT_ONE_UNIT[withoutOneUnit], '  ')),
  ];
}

/** In percent where the method gives a share, else in its own unit. */
function cellsOf({ name, estimate, interval, relative, pValue }: ToldMethod): string[] {
  if (estimate === null || pValue === null) return [name, '', '', ''];
  const shown = relative ?? { estimate, interval: interval ?? [null, null] };
  const decimals = decimalsFor(shown);
  const told = relative === null ? (value: number) => fixed(value, decimals) : percentFor(relative);
  return [name, told(shown.estimate), intervalText(shown.interval, told), probability(pValue)];
}
