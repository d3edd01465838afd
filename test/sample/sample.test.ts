import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FirstStart } from '../../src/access/first-start.js';
import { SampleService } from '../../src/sample/sample.service.js';
import { BOTH_DATABASES, type DatabaseName, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';

const SEEN = `{
  workspace { name kind simulatedNowAt }
  pilots { nodes { name state kind planHash } }
  analyses { nodes { verdict standing seed primary { metric comparison { estimate pValue interval significant randomisation { pValue draws } } } } }
  stories { nodes { headline kind language standfirst } }
  salespeople { totalCount }
  opportunities { totalCount }
}`;

const NAMESAKE = `mutation { createWorkspace(input: { name: "Halden Cable Systems (sample)", kind: SIMULATED,
  simulatedNowAt: "2026-01-01T00:00:00Z", currency: "EUR", administratorName: "Ada" }) { secret } }`;

interface Seen {
  readonly pilots: { readonly nodes: readonly { readonly state: string }[] };
  readonly analyses: { readonly nodes: readonly { readonly verdict: string }[] };
  readonly workspace: { readonly kind: string };
}

interface Filled {
  readonly app: TestApp;
  readonly token: string;
  readonly seen: Seen;
}

async function filled(database: DatabaseName): Promise<Filled> {
  const app = await startApp(database, { FIELDPROOF_SAMPLE: 'on', FIELDPROOF_BOOTSTRAP_TOKEN: '' });
  const token = await app.app.get(SampleService).prepare(() => undefined);
  if (token === null) throw new Error('The sample was not filled.');
  return { app, token, seen: await ask<Seen>(app, SEEN, { token }) };
}

const tokenFile = ({ settings }: TestApp): string => join(dirname(settings.uploadsDirectory), 'sample-token');

describe('the sample workspace', () => {
  const samples: Filled[] = [];
  beforeAll(async () => {
    for (const database of BOTH_DATABASES) samples.push(await filled(database));
  }, 180_000);
  afterAll(() => Promise.all(samples.map(({ app }) => app.close())));

  it('is simulated, and shows a pilot in every state that teaches something', () => {
    const { workspace, pilots, analyses } = samples[0].seen;
    expect(workspace.kind).toBe('SIMULATED');
    expect(pilots.nodes.map(({ state }) => state)).toEqual(['DECIDED', 'DECIDED', 'RUNNING', 'DRAFT']);
    expect(analyses.nodes.map(({ verdict }) => verdict)).toEqual(['PROVEN', 'INCONCLUSIVE']);
  });

  it('comes out the same every time, to the last bit, on both databases', () => {
    expect(samples[1].seen).toEqual(samples[0].seen);
  });

  it('is filled once, and its token stays', async () => {
    const { app, token, seen } = samples[0];
    expect(await app.app.get(SampleService).prepare(() => undefined)).toBe(token);
    expect(await ask(app, SEEN, { token })).toEqual(seen);
  });

  it('keeps its token for the owner of the server, and makes a new one when it is lost', async () => {
    const { app, token } = samples[0];
    expect(statSync(tokenFile(app)).mode & 0o077).toBe(0);
    rmSync(tokenFile(app));
    const next = await app.app.get(SampleService).prepare(() => undefined);
    expect(next).not.toBe(token);
    expect(existsSync(tokenFile(app))).toBe(true);
    expect(await ask(app, '{ workspace { kind } }', { token: next })).toEqual({ workspace: { kind: 'SIMULATED' } });
  });

  it('is not found anew because somebody joins it as an administrator', async () => {
    const { app, token } = samples[1];
    await ask(app, 'mutation { addUser(input: { name: "Second", role: ADMIN }) { id } }', { token });
    expect(await app.app.get(SampleService).prepare(() => undefined)).toBe(token);
    expect(await ask(app, '{ pilots { totalCount } }', { token })).toEqual({ pilots: { totalCount: 4 } });
  });

  it('lets its administrator go on to a workspace of their own', async () => {
    const { app, token } = samples[1];
    const { me } = await ask<{ me: object }>(app, '{ me { role mayCreateWorkspaces } }', { token });
    expect(me).toEqual({ role: 'ADMIN', mayCreateWorkspaces: true });
  });
});

describe('a workspace that somebody has called like the sample', () => {
  it.each(BOTH_DATABASES)('is left alone on %s', async (database) => {
    const app = await startApp(database, { FIELDPROOF_SAMPLE: 'on' });
    const { createWorkspace } = await ask<{ createWorkspace: { secret: string } }>(app, NAMESAKE);
    // As at a second start, which finds a database with something in it.
    app.app.get(FirstStart).foundNothing = false;
    expect(await app.app.get(SampleService).prepare(() => undefined)).toBeNull();
    expect(await ask(app, '{ me { name } }', { token: createWorkspace.secret })).toEqual({ me: { name: 'Ada' } });
    await app.close();
  });
});
