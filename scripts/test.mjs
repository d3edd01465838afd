import { join } from 'node:path';
import { build, install, root, run } from './prepare.mjs';

install();
build();
run(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], {
  NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
});
