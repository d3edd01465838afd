import { mean } from '../numbers/least-squares.js';

/** What a draw must balance: columns by assigned unit, and the largest standardised difference it accepts. */
export interface Balance {
  readonly columns: readonly Float64Array[];
  readonly threshold: number;
}

/** A difference is within the threshold up to this share of it, so that equal draws are equal in every language. */
const TIE = 1 + 1e-9;

/**
 * Accepts a draw whose every standardised difference, pilot minus control in units of the root mean square of both arms' standard
 * deviations, is within the threshold (the largest of them decides, so that each column is balanced as the balance check asks;
 * a distance over all columns together, as Mahalanobis', needs more units than columns and hides which one is off). Whether a draw
 * is accepted depends on nothing but the columns, and swapping the arms changes nothing: what the re-draws need to be valid.
 * Morgan & Rubin 2012, doi:10.1214/12-AOS1008; Austin 2009, doi:10.1002/sim.3697.
 */
export class BalanceRule {
  private readonly columns: readonly Float64Array[];

  private readonly threshold: number;

  constructor({ columns, threshold }: Balance) {
    this.threshold = threshold;
    // Centred, so that a large level costs no digits of the variances.
    this.columns = columns.map((values) => {
      const centre = mean(values);
      return values.map((value) => value - centre);
    });
  }

  /** @param treatment 1 for the pilot arm and 0 for control, in the order of the columns. */
  accepts(treatment: Float64Array): boolean {
    return this.columns.every((values) => isWithin(values, treatment, this.threshold));
  }
}

function isWithin(values: Float64Array, treatment: Float64Array, threshold: number): boolean {
  let [pilots, pilotSum, pilotSquares] = [0, 0, 0];
  let [controls, controlSum, controlSquares] = [0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (treatment[i] === 1) {
      pilots += 1;
      pilotSum += value;
      pilotSquares += value * value;
    } else {
      controls += 1;
      controlSum += value;
      controlSquares += value * value;
    }
  }
  const difference = pilotSum / pilots - controlSum / controls;
  const variances = variance(pilots, pilotSum, pilotSquares) + variance(controls, controlSum, controlSquares);
  return difference * difference <= threshold * threshold * (variances / 2) * TIE;
}

function variance(units: number, sum: number, squares: number): number {
  return units < 2 ? 0 : Math.max(0, (squares - (sum * sum) / units) / (units - 1));
}
