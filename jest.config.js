/** Tests run from the TypeScript sources; only worker threads and spawned commands use the build in dist. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/test/support/postgres.setup.js',
  globalTeardown: '<rootDir>/test/support/postgres.teardown.js',
  reporters: ['<rootDir>/test/support/reporter.js'],
  // Every core: the tests wait for databases and processes as much as they compute.
  maxWorkers: '100%',
  // Modules of a finished test file stay in memory: a worker that has grown is replaced by a fresh one.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
};
