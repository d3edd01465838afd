import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { EXIT, type Terminal } from './terminal.js';

interface Subcommand {
  readonly summary: string;
  /** Its module is loaded only when it is called, so that a calculation starts without the server. */
  readonly load: (args: readonly string[]) => Promise<{ command: (terminal: Terminal) => Command }>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  analyze: {
    summary: 'compare the arms of a pilot in a CSV file',
    load: (args) => (namesDesign(args) ? import('./analyze-rollout.js') : import('./analyze.js')),
  },
  'export-analysis': {
    summary: 'fetch what it takes to compute an analysis again elsewhere',
    load: () => import('./export-analysis.js'),
  },
  import: { summary: 'import a CRM export into a running server', load: () => import('./import.js') },
  plan: { summary: 'tell what a pilot could show, from a CSV file of the past', load: () => import('./plan.js') },
  serve: { summary: 'start the server', load: () => import('./serve.js') },
};

/** Runs one command line and leaves its exit code on the terminal. */
export async function run(args: readonly string[], terminal: Terminal): Promise<void> {
  const program = new Command('fieldproof')
    .description('Pilot procedures, arguments and tools on part of a sales field, and know whether they worked.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('Add --help to see what this command takes.');
  const [first, second] = args;
  for (const [name, { summary, load }] of Object.entries(SUBCOMMANDS)) {
    const called = name === first || (first === 'help' && name === second);
    const subcommand = called ? (await load(args)).command(terminal) : new Command(name);
    program.addCommand(subcommand.summary(summary).copyInheritedSettings(program));
  }
  try {
    terminal.exitCode = EXIT.DONE;
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    terminal.exitCode = error.exitCode === 0 ? EXIT.DONE : EXIT.WRONG_USAGE;
  }
}

/** A rollout in waves has options of its own. */
function namesDesign(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--design' || arg.startsWith('--design='));
}

function version(): string {
  const described: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return String((described as { version: unknown }).version);
}
