/** Uplift of the pilots in which something was done: half as much revenue again, or eight points of win rate. */
export const UPLIFT_SHARE = 0.5;
export const UPLIFT_POINTS = 0.08;
export const WEEKS = 12;

const DESIGN = {
  /** What is assigned: salespeople, or teams of three to eight. */
  units: 40,
  teams: false,
  pilotShare: 1 / 2,
  strata: 1,
  metric: 'REVENUE',
  /** Share of the salespeople whose outcome is missing, and whose baseline is. */
  leavers: 0,
  newcomers: 0,
  /** Standard deviation of the logarithm of the effect between salespeople. */
  unlikeEffects: 0,
  /** A look every week of the measurement. */
  weekly: false,
};
const SHARES = [1 / 2, 1 / 4];

function cell(name, design) {
  const whole = { ...DESIGN, ...design };
  const arms = whole.pilotShare === 1 / 2 ? '1:1' : '1:3';
  return { name: `${whole.units} ${whole.teams ? 'teams' : 'salespeople'} ${arms}${name && `, ${name}`}`, ...whole };
}

const sizes = [12, 20, 40].flatMap((units) => SHARES.map((pilotShare) => ({ units, pilotShare })));

/** The simulated pilots of the table, in its order. */
export const CELLS = [
  ...sizes.map((size) => cell('', size)),
  ...sizes.map((size) => cell('of 3 to 8', { ...size, teams: true })),
  cell('in 2 regions', { units: 20, strata: 2 }),
  ...SHARES.map((pilotShare) => cell('in 4 regions', { strata: 4, pilotShare })),
  ...[12, 40].map((units) => cell('8 % leave', { units, leavers: 0.08 })),
  ...[12, 40].map((units) => cell('15 % without a baseline', { units, newcomers: 0.15 })),
  cell('unlike effects', { units: 12, unlikeEffects: 0.3 }),
  ...SHARES.map((pilotShare) => cell('unlike effects', { unlikeEffects: 0.3, pilotShare })),
  ...sizes.map((size) => cell('win rate', { ...size, metric: 'WIN_RATE' })),
  ...[20, 40].map((units) => cell('12 weekly looks', { units, weekly: true })),
];
