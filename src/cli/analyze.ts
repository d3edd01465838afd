import { Command, Option } from 'commander';
import {
  type ArmComparisons,
  beforeAfter,
  compareArms,
  type ComparisonPlan,
  sensitivity,
  type Sensitivity,
  usersEffect,
} from '../statistics/index.js';
import { columnNames, drawCount, errorRate, seedNumber } from './analyze-options.js';
import { analyzeRequest, FILE_RULES, usageObstacles, type AnalyzeOptions } from './analyze-options.js';
import { analyzeReport, refusedReport, type AnalyzeReport, type FoundUsers } from './analyze-report.js';
import type { AnalyzeRequest } from './analyze-request.js';
import { analyzeTable, refusalText } from './analyze-table.js';
import { readUnits, type UnitsRead } from './read-units.js';
import { EXIT, type Terminal } from './terminal.js';

/** `fieldproof analyze`: the engine on a spreadsheet, without server or database. */
export function command(terminal: Terminal): Command {
  const analyze = new Command('analyze')
    .description(
      'Compares the arms of a pilot in a CSV file: uplift with its interval, two p-values, and what to be wary of.',
    )
    .argument('<FILE>', 'a CSV file whose first line names the columns')
    .requiredOption('--unit <COLUMN>', 'what was assigned: salesperson, team, territory or account')
    .option('--arm <COLUMN>', 'the arm each unit was assigned to; without it, after is compared with before')
    .option('--control <VALUE>', 'the value that stands for control in that column')
    .option('--chosen', 'the arms were chosen by people, not drawn: compares changes, and claims no cause')
    .requiredOption('--outcome <COLUMN>', 'the number to compare; with --denominator its numerator')
    .option('--baseline <COLUMN>', 'the same number from before the pilot')
    .option('--denominator <COLUMN>', 'compare ratios: sum of the outcome over sum of this column')
    .option('--baseline-denominator <COLUMN>', 'the denominator of the baseline')
    .option('--cluster <COLUMN>', 'what was assigned as one, where several units share an assignment')
    .option('--stratum <COLUMN>', 'the group within which the arms were drawn')
    .option('--pair <COLUMN>', 'the matched pair of which one unit was drawn into each arm')
    .option('--used <COLUMN>', 'share of use of the play, 0 to 1: adds what it changed for those who used it')
    .option('--history <A,B>', 'the same number in windows before the baseline, oldest first', columnNames)
    .option('--history-denominators <A,B>', 'their denominators', columnNames)
    .option('--covariates <A,B>', 'further number columns from before the pilot', columnNames)
    .addOption(
      new Option('--rows <HOW>', 'how several rows of one unit become one')
        .choices(['sum', 'mean', 'keep'])
        .default('sum'),
    )
    .addOption(new Option('--scale <SCALE>', 'scale of comparison').choices(['auto', 'log', 'raw']).default('auto'))
    .option('--alpha <SHARE>', 'two-sided error rate', errorRate, 0.05)
    .option('--draws <N>', 'exactly so many random re-draws (default: as many as the answer needs)', drawCount)
    .option('--seed <N>', 'seed of the re-draws', seedNumber, 1)
    .option('--sensitivity', 'the same by other reasonable methods, to see whether the result hangs on the choice')
    .option('--export <FILE.zip>', 'write the units, and scripts in R and Python that compute it again, to this file')
    .option('--json', 'print JSON, numbers unrounded')
    .addHelpText('after', FILE_RULES);
  return analyze.action(async (file: string, options: AnalyzeOptions) => {
    const request = analyzeRequest(file, options);
    const obstacles = usageObstacles(request);
    if (obstacles.length > 0) analyze.error(`error: ${obstacles.join('\nerror: ')}`);
    terminal.exitCode = tell(await analyzeFile(request), request, terminal);
  });
}

/** The whole answer, also where it is a refusal. */
export async function analyzeFile(request: AnalyzeRequest): Promise<AnalyzeReport> {
  const read = await readUnits(request);
  if (read.refusal !== null) return refusedReport(request, read.refusal, read.rows);
  const plan = comparisonPlan(request);
  const comparisons = plan === null ? beforeAfter(read.units, request) : compareArms(read.units, plan);
  const others = plan !== null && request.sensitivity ? byOtherMethods(read.units, plan, comparisons) : null;
  const report = analyzeReport(request, read, { comparisons, users: users(request, read.units), sensitivity: others });
  if (request.export !== undefined) {
    const { writeArchive } = await import('./analyze-archive.js');
    writeArchive(request.export, request, { units: read.units, found: comparisons, report });
  }
  return report;
}

/** The effect on those who used the play, where a column says who did. */
function users({ control, scale, alpha, columns }: AnalyzeRequest, units: UnitsRead['units']): FoundUsers {
  return columns.used === undefined || control === null ? null : usersEffect(units, { control, scale, alpha });
}

/** null where there is one arm only. */
function comparisonPlan({ control, scale, alpha, chosen, seed, draws }: AnalyzeRequest): ComparisonPlan | null {
  if (control === null) return null;
  if (chosen) return { control, scale, alpha, chosen };
  const randomisation = { seed, always: true, interval: true, ...(draws !== undefined && { draws }) };
  return { control, scale, alpha, randomisation };
}

function byOtherMethods(
  units: UnitsRead['units'],
  plan: ComparisonPlan,
  { comparisons }: ArmComparisons,
): Sensitivity[] {
  return comparisons.flatMap(({ arm }) => {
    const table = sensitivity(units, plan, arm);
    return table.kind === 'refused' ? [] : [table];
  });
}

function tell(report: AnalyzeReport, request: AnalyzeRequest, terminal: Terminal): number {
  if (request.json) terminal.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.refusal !== null) {
    terminal.stderr.write(refusalText(report, report.refusal));
    return EXIT.REFUSED;
  }
  if (!request.json) terminal.stdout.write(analyzeTable(report, request));
  return EXIT.DONE;
}
