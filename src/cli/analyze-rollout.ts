import { Command, Option } from 'commander';
import { compareSwitches } from '../statistics/index.js';
import { drawCount, errorRate, seedNumber } from './analyze-options.js';
import { readRollout } from './read-rollout.js';
import { refusedRollout, rolloutReport, type RolloutReport } from './rollout-report.js';
import {
  DESIGNS,
  rolloutObstacles,
  rolloutRequest,
  type RolloutOptions,
  type RolloutRequest,
} from './rollout-request.js';
import { rolloutRefusalText, rolloutTable } from './rollout-table.js';
import { EXIT, type Terminal } from './terminal.js';

/** `fieldproof analyze --design`: a rollout in waves, or a crossover, from a spreadsheet with a row for each unit and period. */
export function command(terminal: Terminal): Command {
  const analyze = new Command('analyze')
    .description('Compares periods with the play and without it, where units switch to it at different times.')
    .argument('<FILE>', 'a CSV file whose first line names the columns, with a row for each unit and period')
    .addOption(
      new Option('--design <DESIGN>', 'how units came to switch').choices(Object.keys(DESIGNS)).makeOptionMandatory(),
    )
    .requiredOption('--unit <COLUMN>', 'what was observed: salesperson, team, territory or account')
    .requiredOption('--period <COLUMN>', 'the period of the row: 1, 2, 3, or 2026-03-31, 2026-W14, 2026-03, 2026-Q1')
    .option('--switch <COLUMN>', 'the first period with the play (in a crossover the only one); empty for never')
    .option('--treated <COLUMN>', 'instead: 1 in rows with the play, 0 in rows without it')
    .requiredOption('--outcome <COLUMN>', 'the number to compare; with --denominator its numerator')
    .option('--denominator <COLUMN>', 'compare ratios: sum of the outcome over sum of this column')
    .option('--cluster <COLUMN>', 'what switched as one, where several units share a switch')
    .option('--stratum <COLUMN>', 'the group within which the order was drawn')
    .addOption(
      new Option('--rows <HOW>', 'how several rows of one unit and period become one')
        .choices(['sum', 'mean'])
        .default('sum'),
    )
    .addOption(new Option('--scale <SCALE>', 'scale of comparison').choices(['auto', 'log', 'raw']).default('auto'))
    .option('--alpha <SHARE>', 'two-sided error rate', errorRate, 0.05)
    .option('--draws <N>', 'exactly so many random orders (default: as many as the answer needs)', drawCount)
    .option('--seed <N>', 'seed of the random orders', seedNumber, 1)
    .option('--json', 'print JSON, numbers unrounded')
    .addHelpText('after', ROLLOUT_RULES);
  return analyze.action(async (file: string, options: RolloutOptions) => {
    const request = rolloutRequest(file, options);
    const obstacles = rolloutObstacles(request);
    if (obstacles.length > 0) analyze.error(`error: ${obstacles.join('\nerror: ')}`);
    terminal.exitCode = tell(await analyzeRollout(request), request, terminal);
  });
}

async function analyzeRollout(request: RolloutRequest): Promise<RolloutReport> {
  const read = await readRollout(request);
  if (read.refusal !== null) return refusedRollout(request, read, read.refusal);
  const { design, scale, alpha, seed, draws } = request;
  const plan = { design, scale, alpha, seed, ...(draws !== undefined && { draws }) };
  return rolloutReport(request, read, compareSwitches(read.observations, plan));
}

function tell(report: RolloutReport, request: RolloutRequest, terminal: Terminal): number {
  if (request.json) terminal.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (report.refusal !== null) {
    terminal.stderr.write(rolloutRefusalText(report, report.refusal));
    return EXIT.REFUSED;
  }
  if (!request.json) terminal.stdout.write(rolloutTable(report, request));
  return EXIT.DONE;
}

const ROLLOUT_RULES = `
Designs
  stepped-wedge  units switch one after the other, in an order that was drawn; who has the play keeps it
  crossover      two periods; whether a unit has the play in the first or in the second was drawn
  staged         units switch one after the other, in an order that somebody chose: an association, whatever comes out

"Significant" needs two p-values at or below --alpha: the model's, and that of drawing the order again. The file is read as
for arms (fieldproof analyze --help), but that a row without an outcome is missing in its period only.

Exit status: 0 with a result, 2 with a refusal (its code in brackets), 64 for wrong usage.

  fieldproof analyze rollout.csv --design stepped-wedge --unit territory --period month --switch switched --outcome revenue
`;
