import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lock = join(root, 'package-lock.json');
const npmRecord = join(root, 'node_modules', '.package-lock.json');
const installed = join(root, 'node_modules', '.fieldproof-lock');
const built = join(root, 'dist', '.fieldproof-built');

/** Installs what is missing: nothing at all when the last install was of this very lock file. */
export function install() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  // Somebody may have run npm by hand: its own record is then newer than the lock file.
  if (existsSync(npmRecord) && statSync(npmRecord).mtimeMs > statSync(lock).mtimeMs) {
    writeFileSync(installed, wanted);
    return;
  }
  console.log('Installing the dependencies (once, one to three minutes) ...');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(installed, wanted);
}

/** Builds when a source is newer than the last build. */
export function build() {
  const sources = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) => join(root, name));
  if (existsSync(built) && newest(sources) < statSync(built).mtimeMs) return;
  console.log('Building ...');
  const startedAt = new Date();
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  cpSync(join(root, 'src', 'console', 'public'), join(root, 'dist', 'console', 'public'), { recursive: true });
  writeFileSync(built, startedAt.toISOString());
}

/** Runs a command in the project's folder; its failure is ours. */
export function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function newest(paths) {
  return Math.max(
    ...paths.map((path) => {
      const found = statSync(path);
      if (!found.isDirectory()) return found.mtimeMs;
      return newest([...readdirSync(path).map((name) => join(path, name))]);
    }),
    0,
  );
}
