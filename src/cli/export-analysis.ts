import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { refusalReport, ServerClient, ServerRefusal } from './server-client.js';
import { EXIT, type Terminal } from './terminal.js';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly out: string;
}

/** `fieldproof export-analysis`: the unit table, plan and result of an analysis, and scripts that compute it again. */
export function command(terminal: Terminal): Command {
  const command = new Command('export-analysis')
    .description(
      'Fetches the unit table of an analysis by pseudonym, its plan and result, and scripts in R and Python that compute the headline again.',
    )
    .argument('<ID>', 'the analysis')
    .option('--url <URL>', 'address of the server', 'http://127.0.0.1:3000')
    .option('--token <TOKEN>', 'token of an analyst (default: the environment variable FIELDPROOF_TOKEN)')
    .option('--out <FILE.zip>', 'where to write it', 'analysis.zip');
  return command.action(async (id: string, options: Options) => {
    const token = options.token ?? process.env.FIELDPROOF_TOKEN;
    const faults = usageFaults(options, token);
    if (faults.length > 0) command.error(`error: ${faults.join('\nerror: ')}`);
    terminal.exitCode = await fetchArchive(new ServerClient(options.url, token ?? ''), id, {
      out: options.out,
      terminal,
    });
  });
}

async function fetchArchive(
  client: ServerClient,
  id: string,
  { out, terminal }: { readonly out: string; readonly terminal: Terminal },
): Promise<number> {
  try {
    writeFileSync(out, await client.analysisArchive(id));
    terminal.stdout.write(`Written to ${out}. Unpack it, and run reproduce.R or reproduce.py in its folder.\n`);
    return EXIT.DONE;
  } catch (refusal) {
    if (!(refusal instanceof ServerRefusal)) throw refusal;
    terminal.stderr.write(refusalReport(refusal));
    return EXIT.REFUSED;
  }
}

function usageFaults({ url }: Options, token: string | undefined): string[] {
  return [
    token === undefined && 'Give a token with --token or in FIELDPROOF_TOKEN.',
    !URL.canParse(url) && `--url ${url} is not an address, for example http://127.0.0.1:3000.`,
  ].filter((fault) => typeof fault === 'string');
}
