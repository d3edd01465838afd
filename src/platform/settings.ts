import { dirname, join, resolve } from 'node:path';

export type DatabaseLocation =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly database: DatabaseLocation;
  /** Uploaded files wait here between preview and commit. */
  readonly uploadsDirectory: string;
  readonly bootstrapToken: string | null;
  readonly sample: boolean;
}

/** Thrown once at boot, with every faulty setting and its remedy. */
export class FaultySettings extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Fieldproof cannot start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'FaultySettings';
  }
}

/** A bootstrap token must resist guessing; 32 characters is the shortest accepted. */
const SHORTEST_BOOTSTRAP_TOKEN = 32;

/** The only place that reads environment variables. */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const database = databaseLocation(environment.DATABASE_URL ?? 'data/fieldproof.sqlite', faults);
  const settings: Settings = {
    host: host(environment.HOST ?? '127.0.0.1', faults),
    port: port(environment.PORT ?? '3000', faults),
    database,
    uploadsDirectory: database.kind === 'sqlite' ? join(dirname(database.file), 'uploads') : resolve('data/uploads'),
    bootstrapToken: bootstrapToken(environment.FIELDPROOF_BOOTSTRAP_TOKEN, faults),
    sample: sample(environment.FIELDPROOF_SAMPLE ?? 'on', faults),
  };
  if (faults.length > 0) throw new FaultySettings(faults);
  return Object.freeze(settings);
}

function host(text: string, faults: string[]): string {
  if (!/^[\w.:-]+$/.test(text))
    faults.push(`HOST is "${text}": give a host name or an address, for example 127.0.0.1.`);
  return text;
}

function port(text: string, faults: string[]): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535)
    faults.push(`PORT is "${text}": give a whole number from 0 to 65535 (0 lets the system choose).`);
  return value;
}

function databaseLocation(text: string, faults: string[]): DatabaseLocation {
  if (/^postgres(ql)?:\/\//.test(text)) {
    if (!URL.canParse(text)) faults.push('DATABASE_URL is not a valid postgres:// address.');
    return { kind: 'postgres', url: text };
  }
  const file = text.replace(/^sqlite:(\/\/)?/, '');
  if (file === '' || /^[a-z][a-z0-9+]+:\/\//i.test(file)) {
    const scheme = file.split(':')[0];
    faults.push(
      `DATABASE_URL ${scheme === '' ? 'is empty' : `has the scheme "${scheme}"`}: give a file path for SQLite or postgres://user:password@host:5432/name.`,
    );
  }
  return { kind: 'sqlite', file: resolve(file) };
}

function bootstrapToken(text: string | undefined, faults: string[]): string | null {
  if (text === undefined || text === '') return null;
  if (text.length < SHORTEST_BOOTSTRAP_TOKEN)
    faults.push(
      `FIELDPROOF_BOOTSTRAP_TOKEN has ${String(text.length)} characters: it must have at least ${String(SHORTEST_BOOTSTRAP_TOKEN)}, for example from "openssl rand -hex 32".`,
    );
  if (!/^[\x21-\x7e]+$/.test(text))
    faults.push('FIELDPROOF_BOOTSTRAP_TOKEN may hold printable ASCII characters without spaces only.');
  return text;
}

function sample(text: string, faults: string[]): boolean {
  if (text !== 'on' && text !== 'off') faults.push(`FIELDPROOF_SAMPLE is "${text}": it may be on or off.`);
  return text !== 'off';
}
