const SEED_LIMIT = 2 ** 53;
const WORD = 2 ** 32;
const MASK_64 = (1n << 64n) - 1n;
/** Above this many candidates the high word of a 32 x 32 bit product no longer fits two 16-bit halves. */
const HALVES_LIMIT = 65_536;
/** Up to here the product of a 32-bit word and the bound is exact in a double. */
const BOUND_LIMIT = 2 ** 21;
/** Looked up once: reading a global in the innermost loop is slow where modules run in a sandbox. */
const { imul } = Math;

/**
 * The one source of randomness in the engine: xoshiro128++ (Blackman & Vigna 2021, doi:10.1145/3460772), its
 * state filled from the seed by SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
 * Indices are drawn without bias by Lemire's multiplication (2019, doi:10.1145/3230636), so that anyone can
 * repeat a draw from its seed in another language.
 */
export class Random {
  private readonly state: Int32Array;

  /** @param seed a whole number from 0 to 2^53 - 1; anything else is a RangeError, for seeds are recorded, never typed in as data. */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= SEED_LIMIT) {
      throw new RangeError(`A seed is a whole number from 0 to ${SEED_LIMIT - 1}, not ${seed}.`);
    }
    this.state = splitMix64(BigInt(seed));
  }

  /** The next 32 bits, as a number from 0 to 2^32 - 1. */
  word(): number {
    const state = this.state;
    const sum = (state[0] + state[3]) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + state[0]) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = (state[3] << 11) | (state[3] >>> 21);
    return result;
  }

  /** One of 0 .. bound - 1, each equally likely; bound from 1 to 2^21. */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > BOUND_LIMIT) {
      throw new RangeError(`Cannot draw one of ${bound} candidates.`);
    }
    const biased = WORD % bound;
    let product: number;
    do {
      product = this.word() * bound;
    } while (product % WORD < biased);
    return Math.floor(product / WORD);
  }

  /**
   * Moves a simple random sample of `take` entries to the front of the `length` entries of `items` from `start` on, by
   * partial Fisher-Yates: every ordered sample is equally likely whatever order the entries had before.
   */
  sampleToFront(items: Int32Array, start: number, length: number, take: number): void {
    if (length > HALVES_LIMIT) {
      for (let i = 0; i < take; i += 1) swap(items, start + i, start + i + this.below(length - i));
      return;
    }
    const state = this.state;
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    for (let i = 0; i < take; i += 1) {
      const bound = (length - i) | 0;
      let word: number;
      let low: number;
      // word() and below() written out on local integers: a call and four typed-array writes a draw cost more than the draw
      do {
        word = (a + d) | 0;
        word = (((word << 7) | (word >>> 25)) + a) | 0;
        const shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >>> 21);
        low = imul(word, bound) >>> 0;
      } while (low < bound && low < WORD % bound);
      const first = start + i;
      const other = first + ((imul(word >>> 16, bound) + (imul(word & 0xffff, bound) >>> 16)) >>> 16);
      const kept = items[first];
      items[first] = items[other];
      items[other] = kept;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = d;
  }
}

/**
 * The seed a hash stands for: its leading 32 bits.
 * @param hexHash hexadecimal text of at least eight digits, such as a SHA-256; anything else is a RangeError.
 */
export function seedFrom(hexHash: string): number {
  if (!/^[0-9a-f]{8,}$/i.test(hexHash))
    throw new RangeError('A seed is derived from a hexadecimal hash of at least eight digits.');
  return parseInt(hexHash.slice(0, 8), 16);
}

function splitMix64(seed: bigint): Int32Array {
  const state = new Int32Array(4);
  let counter = seed;
  for (let i = 0; i < 4; i += 2) {
    counter = (counter + 0x9e3779b97f4a7c15n) & MASK_64;
    let mixed = ((counter ^ (counter >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    mixed ^= mixed >> 31n;
    state[i] = Number(BigInt.asIntN(32, mixed));
    state[i + 1] = Number(BigInt.asIntN(32, mixed >> 32n));
  }
  return state;
}

function swap(items: Int32Array, first: number, second: number): void {
  const kept = items[first];
  items[first] = items[second];
  items[second] = kept;
}
