import { fileURLToPath } from 'node:url';

/**
 * The JavaScript of a worker thread's module beside the caller. Tests run from the TypeScript sources, but a
 * worker thread needs JavaScript, so they get the build's.
 */
export function builtFile(callerUrl: string, name: string): string {
  const file = fileURLToPath(new URL(name, callerUrl));
  return callerUrl.endsWith('.ts') ? file.replace(/([\\/])src([\\/])(?!.*[\\/]src[\\/])/, '$1dist$2') : file;
}
