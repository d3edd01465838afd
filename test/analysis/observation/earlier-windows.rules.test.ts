import { beginningOf, windowsBefore } from '../../../src/analysis/observation/earlier-windows.rules.js';

describe('the windows before a baseline', () => {
  const baseline = { window: { from: '2026-01-01', to: '2026-01-30' }, cutOffOn: '2026-02-13' };

  it('are three, each as long as it, ending where the next one begins, with as many days to close', () => {
    expect(windowsBefore(baseline)).toEqual([
      { window: { from: '2025-12-02', to: '2025-12-31' }, cutOffOn: '2026-01-14' },
      { window: { from: '2025-11-02', to: '2025-12-01' }, cutOffOn: '2025-12-15' },
      { window: { from: '2025-10-03', to: '2025-11-01' }, cutOffOn: '2025-11-15' },
    ]);
  });

  it('begin with their first third', () => {
    expect(beginningOf(baseline)).toEqual({ window: { from: '2026-01-01', to: '2026-01-10' }, cutOffOn: '2026-02-13' });
  });
});
