import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { ADMIN_TOKEN, type TestApp } from './app.js';
import { ask } from './ask.js';

export interface Upload {
  readonly id: string;
  readonly preset: string;
  readonly header: string[];
  readonly encoding: string;
  readonly delimiter: string;
  readonly mapping: { source: string; fields: { field: string; column?: string }[] };
  readonly error?: { code: string; message: string; reasons: string[] };
}

export interface Counts {
  read: number;
  accepted: number;
  rejected: number;
  inserted: number;
  replaced: number;
  unchanged: number;
}

export const COUNTS = 'read accepted rejected inserted replaced unchanged';

/** A small file of our own under test/data/imports. */
export const importFile = (name: string): Buffer => readFileSync(join('test', 'data', 'imports', name));

/** Sends a file as a client would; the answer may be a refusal. */
export async function upload(
  { url }: Pick<TestApp, 'url'>,
  body: string | Buffer,
  { target = 'OPPORTUNITIES', token = ADMIN_TOKEN, fileName = 'test.csv' } = {},
): Promise<Upload> {
  const sent = await request(url)
    .post('/imports')
    .query({ target, fileName })
    .set('Content-Type', 'text/csv')
    .set('Authorization', `Bearer ${token}`)
    .send(Buffer.isBuffer(body) ? body : Buffer.from(body));
  return sent.body as Upload;
}

/** Uploads and commits. */
export async function importCsv(
  app: Pick<TestApp, 'url'>,
  body: string | Buffer,
  {
    mapping,
    target = 'OPPORTUNITIES',
    token = ADMIN_TOKEN,
  }: { mapping?: object; target?: string; token?: string } = {},
): Promise<Counts & { id: string }> {
  const { id, error } = await upload(app, body, { target, token });
  if (error) throw new Error(JSON.stringify(error));
  const { commitImport } = await ask<{ commitImport: Counts & { id: string } }>(
    app,
    `mutation($input: RunImportInput!) { commitImport(input: $input) { id ${COUNTS} } }`,
    { token, variables: { input: { importId: id, mapping } } },
  );
  return commitImport;
}
