import { fieldproof, reportOf } from './command.js';

const BLOCKS =
  'test/data/ritest_colombia_rct.csv --unit b_block --arm b_treat --control 0 --outcome dayscorab --scale raw';
const asked = (options: string) =>
  fieldproof('analyze', ...`${BLOCKS} --stratum b_pair --draws 99 ${options}`.split(' '));

describe('fieldproof analyze --sensitivity', () => {
  it('shows the other methods below the comparison, the registered one first', async () => {
    const { out, exitCode } = await asked('--baseline b_dayscorab --sensitivity');
    expect(exitCode).toBe(0);
    const [, table] = out.split('1 by other methods.');
    const lines = table.split('\n').map((line) => line.trim());
    expect(lines[1]).toMatch(/^uplift +95 % interval +p$/);
    expect(lines[2]).toMatch(/^as registered +[-+]/);
    expect(table).toContain('own slope an arm (Lin): The columns cannot be told apart.');
  });

  it('gives them unrounded as JSON, null where nobody asked', async () => {
    expect(reportOf(await asked('--json')).sensitivity).toBeNull();
    const { sensitivity, comparisons } = reportOf(await asked('--baseline b_dayscorab --sensitivity --json'));
    const [{ arm, rows }] = sensitivity ?? [];
    const { estimate, pValue } = comparisons[0];
    expect(arm).toBe('1');
    expect(rows[0]).toMatchObject({ code: 'REGISTERED', name: 'as registered', estimate, pValue, refusal: null });
    expect(rows.map(({ code }) => code)).toContain('MANN_WHITNEY');
    expect(rows.find(({ code }) => code === 'LIN_INTERACTED')?.refusal).toMatchObject({ code: 'COLLINEAR' });
  });
});
