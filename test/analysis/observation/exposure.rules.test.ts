import { exposureShare, workingDays } from '../../../src/analysis/observation/exposure.rules.js';

describe('exposure', () => {
  it.each([
    ['a week from Monday to Sunday', '2026-03-02', '2026-03-08', 5],
    ['a Saturday and a Sunday', '2026-03-07', '2026-03-08', 0],
    ['a Friday to the next Monday', '2026-03-06', '2026-03-09', 2],
    ['one Wednesday', '2026-03-04', '2026-03-04', 1],
    // numpy 2.4.6, busday_count
    ['the year 2026', '2026-01-01', '2026-12-31', 261],
    ['days before 1970', '1969-12-01', '1969-12-31', 23],
  ])('counts the working days of %s', (_, from, to, days) => {
    expect(workingDays({ from, to })).toBe(days);
  });

  it('agrees with a calendar walked day by day', () => {
    for (let start = 0; start < 14; start += 1)
      for (let length = 0; length < 40; length += 1) {
        const days = Array.from({ length: length + 1 }, (_, i) => new Date(Date.UTC(2026, 1, 20 + start + i)));
        const walked = days.filter((day) => day.getUTCDay() % 6 !== 0).length;
        const [from, to] = [days[0], days[length]].map((day) => day.toISOString().slice(0, 10));
        expect(workingDays({ from, to })).toBe(walked);
      }
  });

  const window = { from: '2026-03-02', to: '2026-03-13' };

  it.each([
    ['was there all along', { startedOn: '2020-01-01', leftOn: null }, 1],
    ['started on the second Monday', { startedOn: '2026-03-09', leftOn: null }, 0.5],
    ['left on the first Tuesday, a day still worked', { startedOn: null, leftOn: '2026-03-03' }, 0.2],
    ['left before', { startedOn: null, leftOn: '2026-03-01' }, 0],
    ['started after', { startedOn: '2026-03-14', leftOn: null }, 0],
    ['came and went inside', { startedOn: '2026-03-04', leftOn: '2026-03-05' }, 0.2],
  ])('is the share of working days of somebody who %s', (_, employment, share) => {
    expect(exposureShare(employment, window)).toBe(share);
  });

  it('is none in a window without a working day', () => {
    expect(exposureShare({ startedOn: null, leftOn: null }, { from: '2026-03-07', to: '2026-03-08' })).toBe(0);
  });
});
