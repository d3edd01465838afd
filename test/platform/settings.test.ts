import { isAbsolute } from 'node:path';
import { FaultySettings, settingsFrom } from '../../src/platform/settings.js';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    settingsFrom(environment);
    return [];
  } catch (fault) {
    if (fault instanceof FaultySettings) return fault.faults;
    throw fault;
  }
};

describe('the settings', () => {
  it('need nothing to be set', () => {
    const settings = settingsFrom({});
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 3000, sample: true, bootstrapToken: null });
    expect(settings.database.kind === 'sqlite' && isAbsolute(settings.database.file)).toBe(true);
  });

  it('take a PostgreSQL address', () => {
    const url = 'postgres://user:secret@localhost:5432/fieldproof';
    expect(settingsFrom({ DATABASE_URL: url }).database).toEqual({ kind: 'postgres', url });
  });

  it('take a bootstrap token of 32 characters and refuse one of 31', () => {
    expect(settingsFrom({ FIELDPROOF_BOOTSTRAP_TOKEN: 'x'.repeat(32) }).bootstrapToken).toHaveLength(32);
    expect(faultsOf({ FIELDPROOF_BOOTSTRAP_TOKEN: 'x'.repeat(31) })).toEqual([
      'FIELDPROOF_BOOTSTRAP_TOKEN has 31 characters: it must have at least 32, for example from "openssl rand -hex 32".',
    ]);
  });

  it.each([
    [{ PORT: '70000' }, 'PORT'],
    [{ PORT: '30x' }, 'PORT'],
    [{ HOST: 'a host' }, 'HOST'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
    [{ DATABASE_URL: '' }, 'DATABASE_URL'],
    [{ FIELDPROOF_SAMPLE: 'maybe' }, 'FIELDPROOF_SAMPLE'],
    [{ FIELDPROOF_BOOTSTRAP_TOKEN: `${'x'.repeat(32)} y` }, 'FIELDPROOF_BOOTSTRAP_TOKEN'],
  ])('refuse %j and name the setting', (environment, name) => {
    const faults = faultsOf(environment);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  it('list every fault at once', () => {
    expect(faultsOf({ PORT: '-1', FIELDPROOF_SAMPLE: '1', DATABASE_URL: 'redis://x' })).toHaveLength(3);
  });

  it('never repeat the bootstrap token in a fault', () => {
    expect(faultsOf({ FIELDPROOF_BOOTSTRAP_TOKEN: 'short-secret' }).join(' ')).not.toContain('short-secret');
  });
});
