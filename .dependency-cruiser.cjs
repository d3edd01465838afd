/** The corridor: a room looks left only. */
const corridor = [
  'access',
  'roster',
  'facts',
  'metrics',
  'plays',
  'pilots',
  'cohorts',
  'analysis',
  'stories',
  'rollouts',
  'portfolio',
  'sample',
];
const rightOf = (room) => corridor.slice(corridor.indexOf(room) + 1);
const room = (...names) => `^src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...corridor.slice(0, -1).map((name) => ({
      name: `${name}-looks-left`,
      severity: 'error',
      from: { path: room(name) },
      to: { path: room(...rightOf(name)) },
    })),
    {
      name: 'platform-knows-no-room',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'statistics-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/statistics/' },
      to: { pathNot: ['^src/statistics/', '^node_modules/@?stdlib'] },
    },
    {
      name: 'numbers-come-before-methods',
      severity: 'error',
      from: { path: '^src/statistics/numbers/' },
      to: { path: '^src/statistics/', pathNot: '^src/statistics/(numbers/|finding.ts$)' },
    },
    {
      name: 'only-distributions-imports-a-numeric-library',
      severity: 'error',
      from: { path: '^src/statistics/', pathNot: '^src/statistics/numbers/distributions.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'render-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/render/' },
      to: { path: '^src/', pathNot: '^src/render/' },
    },
    {
      name: 'statistics-by-its-front-door',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/statistics/' },
      to: { path: '^src/statistics/', pathNot: '^src/statistics/index.ts$' },
    },
    {
      name: 'who-uses-statistics',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(statistics|pilots|cohorts|analysis|rollouts|portfolio|sample|cli)/', '^src/cli.ts$'],
      },
      to: { path: '^src/statistics/' },
    },
    {
      name: 'only-stories-render',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(render|stories)/'] },
      to: { path: '^src/render/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['^src/(main|cli)\\.ts$', '^src/console/public/'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
