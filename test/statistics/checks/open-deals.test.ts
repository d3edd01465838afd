import { openDealsCheck } from '../../../src/statistics/checks/open-deals.js';

const arms = (control: [open: number, deals: number], pilot: [open: number, deals: number]) => [
  { arm: 'control', open: control[0], deals: control[1] },
  { arm: 'pilot', open: pilot[0], deals: pilot[1] },
];
const blocked = (...question: Parameters<typeof arms>) =>
  openDealsCheck(arms(...question))
    .filter(({ severity }) => severity === 'BLOCK')
    .map(({ arm }) => arm);

describe('deals still open', () => {
  it('block the verdict for an arm with more than 30 % of them', () => {
    expect(blocked([30, 100], [31, 100])).toEqual(['pilot']);
    expect(blocked([30, 100], [30, 100])).toEqual([]);
  });

  it('block it for both arms where these are more than 10 points apart', () => {
    expect(blocked([0, 40], [5, 40])).toEqual(['control', 'pilot']);
    expect(blocked([0, 40], [4, 40])).toEqual([]);
  });

  it('are told by arm, and not at all where everything is closed', () => {
    expect(openDealsCheck(arms([3, 60], [5, 50]))).toEqual([
      { code: 'DEALS_OPEN', severity: 'INFO', arm: 'control', values: { open: 3, deals: 60, share: 0.05 } },
      { code: 'DEALS_OPEN', severity: 'INFO', arm: 'pilot', values: { open: 5, deals: 50, share: 0.1 } },
    ]);
    expect(openDealsCheck(arms([0, 0], [0, 7]))).toEqual([]);
  });
});
