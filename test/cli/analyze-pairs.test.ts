import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '../statistics/golden.js';
import { fieldproof, reportOf } from './command.js';
import { folder } from './reading.js';

const { sleep } = golden<{ sleep: { estimate: number; degreesOfFreedom: number; pValue: number } }>('pairs');

/** Student's sleep data: ten people, two drugs, hours of extra sleep. */
const EXTRA = {
  1: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  2: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};

const OPTIONS = ['--unit', 'night', '--arm', 'drug', '--control', '1', '--outcome', 'extra', '--pair', 'person'];

function nights(): string {
  const rows = Object.entries(EXTRA).flatMap(([drug, hours]) =>
    hours.map((hour, at) => `n${drug}-${String(at)},${String(at)},${drug},${String(hour)}`),
  );
  const path = join(folder, 'sleep.csv');
  writeFileSync(path, ['night,person,drug,extra', ...rows].join('\n'));
  return path;
}

describe('fieldproof analyze --pair', () => {
  it("is R's paired t-test, beside every flip of the ten pairs", async () => {
    const [comparison] = reportOf(await fieldproof('analyze', nights(), ...OPTIONS, '--json')).comparisons;
    expect(comparison.method).toBe('PAIRED_T');
    expect(comparison.estimate).toBeCloseTo(sleep.estimate, 12);
    expect(comparison.degreesOfFreedom).toBeCloseTo(sleep.degreesOfFreedom, 10);
    expect(comparison.pValue).toBeCloseTo(sleep.pValue, 12);
    expect(comparison.randomisation).toMatchObject({ pValue: 4 / 1_024, draws: 1_024, exact: true });
  });

  it('says how the arms were drawn, and by which method they are compared', async () => {
    const { out } = await fieldproof('analyze', nights(), ...OPTIONS);
    expect(out).toContain('Drawn     unit by unit, one of each person\n');
    expect(out).toContain('Method: paired t-test on the differences within pairs');
  });
});
