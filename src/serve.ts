import type { NestExpressApplication } from '@nestjs/platform-express';
import { FirstStart } from './access/first-start.js';
import { TokenService } from './access/token.service.js';
import { createApp, LOGGED } from './app.js';
import { FaultySettings, type Settings, settingsFrom } from './platform/settings.js';
import { SampleService } from './sample/sample.service.js';

/** Starts the server and says where it is. Returns false, with the reasons on standard error, when it cannot. */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  try {
    const settings = settingsFrom(environment);
    const app = await createApp(settings);
    const token = await app.get(SampleService).prepare((step) => process.stdout.write(`${step}\n`));
    await listen(app, settings);
    process.stdout.write(await greeting(app, settings, token));
    return true;
  } catch (fault) {
    process.stderr.write(fault instanceof FaultySettings ? `${fault.message}\n` : `${reason(fault)}\n`);
    return false;
  }
}

/** Nest would print a port in use in red before we say it in a sentence. */
async function listen(app: NestExpressApplication, { port, host }: Settings): Promise<void> {
  app.useLogger(['fatal']);
  await app.listen(port, host);
  app.useLogger([...LOGGED]);
}

async function greeting(app: NestExpressApplication, settings: Settings, token: string | null): Promise<string> {
  const address = await app.getUrl();
  const lines = [`Fieldproof is ready at ${address}`];
  if (token !== null)
    lines.push(
      '',
      '  Open, signed in to the sample:',
      `  ${address}/#token=${token}`,
      '',
      '  Token of the sample:',
      `  ${token}`,
    );
  if (settings.bootstrapToken !== null) lines.push('', `  ${await bootstrapSentence(app, settings.bootstrapToken)}`);
  else if (token === null && app.get(FirstStart).foundNothing)
    lines.push(
      '',
      '  There is no workspace, so nobody can sign in. Start again with FIELDPROOF_BOOTSTRAP_TOKEN set',
      '  (32 characters or more, for example from "openssl rand -hex 32"), or with FIELDPROOF_SAMPLE=on.',
    );
  return `${lines.join('\n')}\n`;
}

/** The bootstrap token counts on a first start only; whoever sets it later must hear that it opens nothing. */
async function bootstrapSentence(app: NestExpressApplication, bootstrapToken: string): Promise<string> {
  const opens = await app
    .get(TokenService)
    .viewerOf(`Bearer ${bootstrapToken}`)
    .then(
      () => true,
      () => false,
    );
  if (opens) return 'Your own workspace opens with the bootstrap token.';
  return 'The bootstrap token opens nothing here: it counts on the first start of an empty database only.';
}

/** A port in use or an unreachable database is for the operator to mend: one sentence, no stack. */
function reason(fault: unknown): string {
  const { code, address, port } = fault as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `Fieldproof cannot start: port ${String(port)} is in use. Set PORT to another one.`;
  if (code === 'ECONNREFUSED')
    return `Fieldproof cannot start: no database answers at ${address ?? ''}:${String(port)}. Check DATABASE_URL.`;
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
