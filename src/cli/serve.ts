import { Command } from 'commander';
import { serve } from '../serve.js';
import { EXIT, type Terminal } from './terminal.js';

export function command(terminal: Terminal): Command {
  return new Command('serve')
    .description('Serve Fieldproof. Its settings are environment variables: see docs/operations.md.')
    .action(async () => {
      if (!(await serve(process.env))) terminal.exitCode = EXIT.WRONG_USAGE;
    });
}
