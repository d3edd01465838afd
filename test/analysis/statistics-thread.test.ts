import { StatisticsThread } from '../../src/analysis/statistics-thread.js';
import { startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';

describe('the statistics in a thread of their own', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.close());

  it('leaves the server free to answer others while it computes', async () => {
    const progress = { isDone: false, answered: 0 };
    const rows = ['control', 'pilot'].flatMap((arm) =>
      Array.from({ length: 40 }, (_, i) => ({
        unit: `${arm} ${String(i)}`,
        arm,
        outcome: 100 + (arm === 'pilot' ? 60 : 0) + (i % 7) * 10,
      })),
    );
    const metric = { role: 'PRIMARY', direction: 'UP', scale: 'raw', marginShare: null, rows } as const;
    const task = {
      control: 'control',
      alpha: 0.05,
      level: 0.0005,
      steps: [0.0005],
      isLastLook: true,
      otherMethods: true,
      seed: 1,
      metrics: [metric],
      segments: [],
    };
    const analysis = app.app
      .get(StatisticsThread)
      .run(task)
      .finally(() => (progress.isDone = true));
    while (!progress.isDone) {
      await ask(app, '{ me { id } }');
      progress.answered += 1;
    }
    const { metrics } = await analysis;
    expect(metrics[0].found.comparisons[0].randomisation?.draws).toBe(99_999);
    expect(progress.answered).toBeGreaterThan(10);
  });
});
