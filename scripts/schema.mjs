// Writes schema/schema.graphql from the code, or with --check fails when it differs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, root } from './prepare.mjs';

install();
build();
const { createApp } = await import('../dist/app.js');
const { settingsFrom } = await import('../dist/platform/settings.js');
const { GraphQLSchemaHost } = await import('@nestjs/graphql');
const { printSchema, lexicographicSortSchema } = await import('graphql');

const directory = mkdtempSync(join(tmpdir(), 'fieldproof-schema-'));
const settings = settingsFrom({ DATABASE_URL: join(directory, 'schema.sqlite'), FIELDPROOF_SAMPLE: 'off' });
const app = await createApp(settings, ['error', 'fatal']);
const printed = `${printSchema(lexicographicSortSchema(app.get(GraphQLSchemaHost).schema))}\n`;
await app.close();
rmSync(directory, { recursive: true, force: true });

const file = join(root, 'schema', 'schema.graphql');
if (!process.argv.includes('--check')) writeFileSync(file, printed);
else if (readFileSync(file, 'utf8') !== printed) {
  console.error('schema/schema.graphql is not what the code says: run "npm run schema", and read the difference.');
  process.exitCode = 1;
}
