import { spreadsheetText } from '../../platform/csv-cell.js';
import type { Comparison, ComparisonScale, ObservedUnit, SwitchRow } from '../../statistics/index.js';
import { PYTHON_SCRIPT } from './reproduce-python.rules.js';
import { R_SCRIPT } from './reproduce-r.rules.js';
import { unitTable } from './unit-table.rules.js';

/** What it takes to compute a headline again elsewhere. */
export interface Reproduction {
  readonly title: string;
  /** Sentences about where the numbers come from. */
  readonly origin: readonly string[];
  readonly rows: readonly (ObservedUnit | SwitchRow)[];
  readonly control: string;
  /** Two-sided, of the interval. */
  readonly level: number;
  /** Every pilot arm against control. */
  readonly comparisons: readonly Comparison[];
  /** What was registered or asked, and what was found, as JSON. */
  readonly plan: object;
  readonly result: object;
}

/** Methods the scripts know. */
const RECOMPUTED: readonly string[] = [
  'WELCH',
  'ANCOVA_HC2',
  'ANCOVA_CR2',
  'PAIRED_T',
  'PAIRED_ANCOVA',
  'DIFFERENCE_IN_DIFFERENCES',
];
/** A difference beyond this is no rounding. */
const TOLERANCE = 1e-6;

/** The headline as the scripts compare it; null where it was refused, or is of a design they do not know. */
interface Headline {
  readonly arm: string;
  readonly method: string;
  readonly scale: ComparisonScale;
  /** Estimate, standard error, degrees of freedom, p-value and the two ends of the interval. */
  readonly figures: readonly number[];
}

/** The files of the archive, by name: the same reproduction gives the same texts. */
export function reproductionFiles(reproduction: Reproduction): Record<string, string> {
  const headlines = reproduction.comparisons.flatMap((comparison) => headlineOf(comparison) ?? []);
  return {
    'README.md': readme(reproduction, headlines),
    'units.csv': unitTable(reproduction.rows),
    'plan.json': json(reproduction.plan),
    'result.json': json(reproduction.result),
    ...(headlines.length > 0 && {
      'reproduce.R': rSettings(reproduction, headlines) + R_SCRIPT,
      'reproduce.py': pythonSettings(reproduction, headlines) + PYTHON_SCRIPT,
    }),
  };
}

function headlineOf({ arm, method, scale, ...found }: Comparison): Headline | null {
  const { estimate, standardError, degreesOfFreedom, pValue, interval } = found;
  const figures = [estimate, standardError, degreesOfFreedom, pValue, ...(interval ?? [null])];
  const known = figures.filter((figure) => figure !== null);
  if (known.length < figures.length || !RECOMPUTED.includes(method)) return null;
  return { arm, method, scale, figures: known };
}

function rSettings({ title, control, level }: Reproduction, headlines: readonly Headline[]): string {
  const comparisons = headlines.map(
    ({ arm, method, figures }) =>
      `  list(pilot = ${name(arm)}, method = "${method}", ours = c(${figures.map(String).join(', ')}))`,
  );
  return [
    ...comment(title, 'Rscript reproduce.R', 'the R packages sandwich and clubSandwich'),
    `control <- ${name(control)}`,
    `scale <- "${headlines[0].scale}"`,
    `chosen <- ${isChosen(headlines) ? 'TRUE' : 'FALSE'}`,
    `level <- ${String(level)}`,
    `tolerance <- ${String(TOLERANCE)}`,
    `comparisons <- list(\n${comparisons.join(',\n')}\n)`,
  ].join('\n');
}

function pythonSettings({ title, control, level }: Reproduction, headlines: readonly Headline[]): string {
  const comparisons = headlines.map(
    ({ arm, method, figures }) => `    (${name(arm)}, "${method}", [${figures.map(String).join(', ')}]),`,
  );
  return [
    ...comment(title, 'python3 reproduce.py', 'numpy, scipy and statsmodels'),
    `CONTROL = ${name(control)}`,
    `SCALE = "${headlines[0].scale}"`,
    `CHOSEN = ${isChosen(headlines) ? 'True' : 'False'}`,
    `LEVEL = ${String(level)}`,
    `TOLERANCE = ${String(TOLERANCE)}`,
    `COMPARISONS = [\n${comparisons.join('\n')}\n]`,
  ].join('\n');
}

function comment(title: string, command: string, needs: string): string[] {
  return [
    `# Computes the headline of ${oneLine(title)} again, from units.csv beside this file.`,
    `# Needs ${needs}. Run in this folder: ${command}`,
    '',
  ];
}

function isChosen(headlines: readonly Headline[]): boolean {
  return headlines.some(({ method }) => method === 'DIFFERENCE_IN_DIFFERENCES');
}

/** As it stands in units.csv, as a literal that R and Python read alike, whatever their locale. */
function name(text: string): string {
  const plain = [...JSON.stringify(spreadsheetText(text))].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 128 ? character : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return plain.join('');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readme({ title, origin, comparisons }: Reproduction, headlines: readonly Headline[]): string {
  const left = comparisons.filter(({ arm }) => !headlines.some((headline) => headline.arm === arm));
  const scripts = [
    '- `reproduce.R` computes the headline with base R, sandwich and clubSandwich: `Rscript reproduce.R`',
    '- `reproduce.py` does so with numpy, scipy and statsmodels: `python3 reproduce.py`',
  ];
  return [
    `# ${oneLine(title)}`,
    '',
    ...origin,
    '',
    '- `units.csv` holds the analysed rows: the unit, what was assigned, its arm or the moment of its switch, its outcome, and its baseline where it has one.',
    '- `plan.json` is what was fixed beforehand, `result.json` what Fieldproof found, unrounded.',
    ...(headlines.length > 0 ? scripts : []),
    '',
    ...(headlines.length > 0
      ? [
          'Each script prints its numbers beside ours with the difference: estimate and bounds in standard errors, the rest as a share. It ends with status 1 where they are not the same.',
          'The estimate is on the scale of the model: on the log scale the uplift is exp(estimate) - 1. The test by re-drawing is not repeated: its seed is in result.json.',
        ]
      : []),
    ...left.map(
      ({ arm, method, refusal }) =>
        `${oneLine(arm)} is not computed again: ${refusal ? `there is no number (${refusal.code})` : `the scripts do not know the design (${method})`}.`,
    ),
    '',
  ].join('\n');
}
