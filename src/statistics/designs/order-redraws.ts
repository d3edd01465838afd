import type { Random } from '../numbers/random.js';
import { smallestExactOrderP } from '../randomisation/admissible-assignments.js';

/** Who was to switch when, as registered: one entry for each cluster of the roster, in an order the data do not decide. */
export interface SwitchOrder {
  /** By cluster: which period its switch falls in, as an index. */
  readonly wave: Int32Array;
  /** By cluster: the stratum its place in the order was drawn in; all 0 for a complete draw. */
  readonly stratum: Int32Array;
}

/** Repeats the draw of the order within its strata: every wave keeps as many clusters of a stratum as it had. */
export class OrderRedraws {
  /** By cluster: its wave in the draw at hand. */
  readonly wave: Int32Array;
  private readonly strata: readonly Int32Array[];

  constructor(private readonly registered: SwitchOrder) {
    this.wave = Int32Array.from(registered.wave);
    const names = [...new Set(registered.stratum)].sort((a, b) => a - b);
    const clusters = [...registered.stratum.keys()];
    this.strata = names.map((name) => Int32Array.from(clusters.filter((g) => registered.stratum[g] === name)));
  }

  /** By stratum: how many clusters each wave has there. */
  get sizes(): number[][] {
    const waves = [...new Set(this.registered.wave)].sort((a, b) => a - b);
    return this.strata.map((clusters) => {
      const own = this.wavesOf(clusters);
      return waves.map((wave) => own.filter((other) => other === wave).length);
    });
  }

  /** Makes `wave` a fresh draw. */
  draw(random: Random): void {
    for (const clusters of this.strata) {
      const waves = this.wavesOf(clusters);
      random.sampleToFront(waves, 0, waves.length, waves.length);
      clusters.forEach((g, i) => (this.wave[g] = waves[i]));
    }
  }

  /** Runs through every order once, in lexicographic order of the waves, and counts them from 0. */
  *all(): Generator<number> {
    const waves = this.strata.map((clusters) => this.wavesOf(clusters).sort());
    waves.forEach((own, s) => this.enter(s, own));
    let at = 0;
    do yield at++;
    while (this.advance(waves));
  }

  private advance(waves: readonly Int32Array[]): boolean {
    for (let s = waves.length - 1; s >= 0; s -= 1) {
      const moved = nextArrangement(waves[s]);
      this.enter(s, waves[s]);
      if (moved) return true;
    }
    return false;
  }

  private enter(stratum: number, waves: Int32Array): void {
    this.strata[stratum].forEach((g, i) => (this.wave[g] = waves[i]));
  }

  private wavesOf(clusters: Int32Array): Int32Array {
    return clusters.map((g) => this.registered.wave[g]);
  }
}

/** The smallest p that drawing the order again can ever give. */
export function smallestOrderP(registered: SwitchOrder): number {
  return smallestExactOrderP(new OrderRedraws(registered).sizes);
}

/** The next arrangement in lexicographic order; after the last one the first again, and false (Knuth 2011, 7.2.1.2, algorithm L). */
function nextArrangement(items: Int32Array): boolean {
  let i = items.length - 2;
  while (i >= 0 && items[i] >= items[i + 1]) i -= 1;
  if (i >= 0) {
    let j = items.length - 1;
    while (items[j] <= items[i]) j -= 1;
    [items[i], items[j]] = [items[j], items[i]];
  }
  items.subarray(i + 1).reverse();
  return i >= 0;
}
