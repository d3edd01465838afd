import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { ImportFiles, LARGEST_UPLOAD } from '../../src/facts/imports/import-files.js';
import { ADMIN_TOKEN, BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { importFile, upload } from '../support/upload.js';

describe.each(BOTH_DATABASES)('a broken upload on %s', (database) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(database);
  });
  afterAll(() => app.close());
  afterEach(async () => {
    // Whatever has just been refused: no file and no row may be left of it.
    expect(filesIn(app)).toEqual([]);
    expect(await ask(app, '{ imports { totalCount } }')).toEqual({ imports: { totalCount: 0 } });
  });

  it.each([
    ['nothing', '', 'EMPTY_FILE'],
    ['a header without rows', 'a,b\n\n', 'EMPTY_FILE'],
    ['a workbook', Buffer.from('PK\u0003\u0004\0\0\0\0'), 'NOT_TEXT'],
    ['a compressed file', gzipSync(importFile('deals.csv')), 'NOT_TEXT'],
    ['a zero byte behind good rows', Buffer.concat([importFile('deals.csv'), Buffer.from('D-9,\0')]), 'NOT_TEXT'],
    ['a header that opens a quote', '"a,b\n1,2\n', 'BROKEN_QUOTE'],
    ['two encodings', Buffer.concat([Buffer.from('a,ö\n'), Buffer.from('1,ö\n', 'latin1')]), 'NOT_TEXT'],
  ])('with %s is refused', async (_, body, code) => {
    const { error } = await upload(app, body);
    expect(error?.code).toBe(code);
    expect(error?.reasons).not.toEqual([]);
  });

  it('for a target that does not exist is refused', async () => {
    expect((await upload(app, 'a,b\n1,2\n', { target: 'LEADS' })).error).toEqual({
      code: 'INVALID_INPUT',
      message: 'A file cannot be imported as "LEADS".',
      reasons: [expect.stringContaining('OPPORTUNITIES, SALESPEOPLE, ACCOUNTS')],
    });
  });

  it('without a token is refused before anything is written', async () => {
    expect((await upload(app, importFile('deals.csv'), { token: 'wrong' })).error).toMatchObject({
      code: 'NOT_SIGNED_IN',
    });
  });

  it('wrapped in a form or in JSON is refused with the remedy', async () => {
    const form = new FormData();
    form.append('file', new Blob(['a,b\n1,2\n']), 'deals.csv');
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` };
    for (const body of [form, '{}']) {
      const answer = await fetch(`${app.url}/imports?target=OPPORTUNITIES`, {
        method: 'POST',
        headers: typeof body === 'string' ? { ...headers, 'Content-Type': 'application/json' } : headers,
        body,
      });
      expect(await answer.json()).toMatchObject({
        error: { code: 'INVALID_INPUT', message: expect.stringContaining('text/csv') as unknown },
      });
    }
  });

  it('that says it is too large is refused before it is sent', async () => {
    const answer = await rawRequest(app, { length: LARGEST_UPLOAD + 1, body: 'a,b\n' });
    expect(answer).toContain('413');
    expect(answer).toContain('UPLOAD_TOO_LARGE');
  });

  it('that turns out too large is refused, and so is one that breaks off', async () => {
    const files = app.app.get(ImportFiles);
    const endless = Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(1_000, 'a')));
    await expect(files.receive('too-large', endless, 10_000)).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    const cut = Readable.from(
      (function* () {
        yield Buffer.from('a,b\n');
        throw new Error('aborted');
      })(),
    );
    await expect(files.receive('cut', cut)).rejects.toMatchObject({ code: 'UPLOAD_BROKEN' });
  });

  it('whose sender hangs up leaves nothing behind', async () => {
    const sent = rawRequest(app, { length: 1_000_000, body: 'a,b\n1,2\n', hangUpAfter: 100 });
    await until(() => filesIn(app).length === 1);
    await sent;
    await until(() => filesIn(app).length === 0);
  });
});

const filesIn = ({ settings }: TestApp): string[] =>
  existsSync(settings.uploadsDirectory) ? readdirSync(settings.uploadsDirectory) : [];

/** A request by hand, so that its body can be shorter than it says. Answers with all that came back. */
function rawRequest(
  { url }: TestApp,
  { length, body, hangUpAfter }: { length: number; body: string; hangUpAfter?: number },
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /imports?target=OPPORTUNITIES HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${ADMIN_TOKEN}\r\n` +
          `Content-Type: text/csv\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${body}`,
      );
      if (hangUpAfter !== undefined) setTimeout(() => socket.destroy(), hangUpAfter);
    });
    socket.on('data', (data) => {
      answer += data.toString();
      if (answer.includes('}')) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 200) throw new Error('It has not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
