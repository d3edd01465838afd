import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { refusalReport, ServerClient, ServerRefusal } from './server-client.js';
import { type ImportAnswer, importReport, type ToldRejection } from './import-report.js';
import { EXIT, type Terminal } from './terminal.js';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly target: string;
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly rejections?: string;
}

const ANSWER = `read accepted rejected inserted replaced unchanged blankLines footerLines
  notes { code count message } mapping { preset source fields { field column value format } }`;
const REJECTION = 'line column cell code message';
const SHOWN_REJECTIONS = 20;
const MILLISECONDS_BETWEEN_LOOKS = 300;

/** `fieldproof import`: a CRM export into a running server. */
export function command(terminal: Terminal): Command {
  const command = new Command('import')
    .description(
      'Sends a CSV export to a Fieldproof server and imports it. docs/imports.md explains mappings and codes.',
    )
    .argument('<FILE>', 'a CSV file whose first line names the columns')
    .option('--url <URL>', 'address of the server', 'http://127.0.0.1:3000')
    .option('--token <TOKEN>', 'token of a manager or analyst (default: the environment variable FIELDPROOF_TOKEN)')
    .option('--target <TARGET>', 'OPPORTUNITIES, SALESPEOPLE, ACCOUNTS or ADOPTION', 'OPPORTUNITIES')
    .option(
      '--mapping <FILE.json>',
      'how to understand the columns, where neither a preset nor an earlier import tells',
    )
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--rejections <FILE.csv>', 'write every rejected row with line and reason to this file');
  return command.action(async (file: string, options: Options) => {
    const token = options.token ?? process.env.FIELDPROOF_TOKEN;
    const faults = usageFaults(file, options, token);
    if (faults.length > 0) command.error(`error: ${faults.join('\nerror: ')}`);
    const client = new ServerClient(options.url, token ?? '');
    terminal.exitCode = await importFile(client, file, { options, terminal });
  });
}

interface Task {
  readonly options: Options;
  readonly terminal: Terminal;
}

async function importFile(client: ServerClient, file: string, task: Task): Promise<number> {
  try {
    const importId = await upload(client, file, task);
    const input = { importId, mapping: mappingIn(task.options.mapping) };
    try {
      await (task.options.dryRun === true ? preview(client, input, task) : commit(client, input, task));
    } finally {
      await discard(client, importId);
    }
    return EXIT.DONE;
  } catch (refusal) {
    if (!(refusal instanceof ServerRefusal)) throw refusal;
    task.terminal.stderr.write(refusalReport(refusal));
    return EXIT.REFUSED;
  }
}

/** After a dry run or a refusal the file need not wait on the server; what has been imported stays. */
async function discard(client: ServerClient, id: string): Promise<void> {
  await client.ask('mutation($id: ID!) { discardImport(id: $id) { id } }', { id }).catch(() => undefined);
}

async function upload(client: ServerClient, file: string, { options, terminal }: Task): Promise<string> {
  const bar = progressBar('Uploading', terminal, statSync(file).size);
  try {
    const { id } = await client.upload(file, {
      target: options.target,
      fileName: basename(file),
      sent: (bytes) => {
        bar.increment(bytes);
      },
    });
    return id;
  } finally {
    bar.stop();
  }
}

async function preview(client: ServerClient, input: { importId: string }, { terminal }: Task): Promise<void> {
  const { previewImport } = await client.ask<{ previewImport: ImportAnswer & { rejections: ToldRejection[] } }>(
    `query($input: RunImportInput!) { previewImport(input: $input) { ${ANSWER} rejections { ${REJECTION} } } }`,
    { input },
  );
  const rejections = previewImport.rejections.slice(0, SHOWN_REJECTIONS);
  terminal.stdout.write(importReport(previewImport, { dryRun: true, rejections }));
}

async function commit(client: ServerClient, input: { importId: string }, { options, terminal }: Task): Promise<void> {
  const bar = progressBar('Importing', terminal, 1);
  const looking = setInterval(() => void look(client, input.importId, bar), MILLISECONDS_BETWEEN_LOOKS);
  let done: ImportAnswer;
  try {
    ({ commitImport: done } = await client.ask<{ commitImport: ImportAnswer }>(
      `mutation($input: RunImportInput!) { commitImport(input: $input) { ${ANSWER} } }`,
      { input },
    ));
    bar.update(1);
  } finally {
    clearInterval(looking);
    bar.stop();
  }
  const { importRejections } = await client.ask<{ importRejections: { nodes: ToldRejection[] } }>(
    `query($id: ID!, $first: Int!) { importRejections(importId: $id, first: $first) { nodes { ${REJECTION} } } }`,
    { id: input.importId, first: SHOWN_REJECTIONS },
  );
  if (options.rejections !== undefined) writeFileSync(options.rejections, await client.rejectionsCsv(input.importId));
  terminal.stdout.write(importReport(done, { dryRun: false, rejections: importRejections.nodes }));
}

/** Progress is a comfort: where it cannot be had, the import itself goes on. */
async function look(client: ServerClient, id: string, bar: SingleBar): Promise<void> {
  const query = 'query($id: ID!) { import(id: $id) { progressShare } }';
  const answer = await client.ask<{ import: { progressShare: number | null } }>(query, { id }).catch(() => null);
  if (answer?.import.progressShare != null) bar.update(answer.import.progressShare);
}

function progressBar(label: string, { stderr }: Terminal, total: number): SingleBar {
  const bar = new SingleBar({
    format: `${label} {bar} {percentage} %`,
    stream: stderr,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  return bar;
}

function usageFaults(file: string, { url, mapping }: Options, token: string | undefined): string[] {
  return [
    !isReadable(file) && `There is no readable file ${file}.`,
    token === undefined && 'Give a token with --token or in FIELDPROOF_TOKEN.',
    !URL.canParse(url) && `--url ${url} is not an address, for example http://127.0.0.1:3000.`,
    mapping !== undefined && mappingFault(mapping),
  ].filter((fault) => typeof fault === 'string');
}

function isReadable(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function mappingFault(file: string): string | false {
  try {
    mappingIn(file);
    return false;
  } catch (fault) {
    return `The mapping ${file} cannot be read as JSON: ${fault instanceof Error ? fault.message : String(fault)}.`;
  }
}

function mappingIn(file: string | undefined): unknown {
  return file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'));
}
