import { Command, Option } from 'commander';
import { errorRate, seedNumber, simulationCount, lookCount } from './analyze-options.js';
import { checkLines } from './check-lines.js';
import { wrapped } from './plain-figures.js';
import { type PlanReport, planReport } from './plan-report.js';
import {
  PLAN_RULES,
  planObstacles,
  type PlanOptions,
  type PlanRequest,
  planRequest,
  relativeChange,
} from './plan-request.js';
import { planTable } from './plan-table.js';
import { readPast } from './read-past.js';
import { EXIT, type Terminal } from './terminal.js';

/** `fieldproof plan`: what a pilot could show, from a spreadsheet of the past, without server or database. */
export function command(terminal: Terminal): Command {
  const plan = new Command('plan')
    .description('Tells from a CSV file of past units what a pilot with them could show, before it begins.')
    .argument('<FILE>', 'a CSV file whose first line names the columns')
    .requiredOption('--unit <COLUMN>', 'what would be assigned: salesperson, team, territory or account')
    .requiredOption('--outcome <COLUMN>', 'the number that would be compared; with --denominator its numerator')
    .requiredOption('--effect <SHARE>', 'the smallest change that would matter: 0.1 is 10 %', relativeChange)
    .option('--baseline <COLUMN>', 'the same number from an equal window before')
    .option('--denominator <COLUMN>', 'plan for ratios: sum of the outcome over sum of this column')
    .option('--baseline-denominator <COLUMN>', 'the denominator of the baseline')
    .option('--cluster <COLUMN>', 'what would be assigned as one, where several units share an assignment')
    .option('--stratum <COLUMN>', 'the group within which the arms would be drawn')
    .option('--pilot-share <SHARE>', 'share of the units that get the play', errorRate, 0.5)
    .option('--looks <N>', 'so many looks at equal distances, the last at the end', lookCount, 1)
    .addOption(
      new Option('--rows <HOW>', 'how several rows of one unit become one').choices(['sum', 'mean']).default('sum'),
    )
    .addOption(new Option('--scale <SCALE>', 'scale of comparison').choices(['auto', 'log', 'raw']).default('auto'))
    .option('--alpha <SHARE>', 'two-sided error rate', errorRate, 0.05)
    .option('--simulations <N>', 'how many pilots are tried', simulationCount, 1_000)
    .option('--seed <N>', 'seed of the simulated draws', seedNumber, 1)
    .option('--json', 'print JSON, numbers unrounded')
    .addHelpText('after', PLAN_RULES);
  return plan.action(async (file: string, options: PlanOptions) => {
    const request = planRequest(file, options);
    const obstacles = planObstacles(request);
    if (obstacles.length > 0) plan.error(`error: ${obstacles.join('\nerror: ')}`);
    terminal.exitCode = tell(planReport(request, await readPast(request)), request, terminal);
  });
}

function tell(report: PlanReport, request: PlanRequest, terminal: Terminal): number {
  if (request.json) terminal.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.plan === null) {
    terminal.stderr.write(refusalText(report));
    return EXIT.REFUSED;
  }
  if (!request.json) terminal.stdout.write(planTable(report, report.plan, request));
  return EXIT.DONE;
}

function refusalText({ refusal, checks }: PlanReport): string {
  return [
    `fieldproof: ${refusal?.message ?? ''} [${refusal?.code ?? ''}]`,
    ...(refusal?.reasons ?? []).flatMap((reason) => wrapped(reason, '  ')),
    ...checkLines(checks.filter(({ severity }) => severity !== 'INFO')),
    '',
  ].join('\n');
}
