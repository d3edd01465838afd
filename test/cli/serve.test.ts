import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

describe('a server that cannot start', () => {
  it('says in one sentence that its port is in use, and what to do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fieldproof-port-'));
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const server = spawn(process.execPath, [resolve('dist/main.js')], {
      cwd: folder,
      env: { PATH: process.env.PATH, PORT: String(port), FIELDPROOF_SAMPLE: 'off' },
    });
    let said = '';
    for (const stream of [server.stdout, server.stderr])
      stream.on('data', (piece: Buffer) => (said += piece.toString()));
    const [exitCode] = (await once(server, 'close')) as [number];
    holder.close();
    rmSync(folder, { recursive: true });
    expect(said).toBe(`Fieldproof cannot start: port ${port} is in use. Set PORT to another one.\n`);
    expect(exitCode).toBe(1);
  });
});
