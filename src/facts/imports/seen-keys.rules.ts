const FIRST_SIZE = 4_096;

/**
 * Remembers which keys a file has shown, and on which line first, in 12 bytes a key: a file may have millions, and
 * a set of texts would keep much of the file in memory. A key is told by 64 bits of hash; among ten million keys
 * the chance that any two share them is below one in three hundred thousand.
 */
export class SeenKeys {
  private slots = new Uint32Array(3 * FIRST_SIZE);
  private size = FIRST_SIZE;
  private count = 0;

  /** The line on which the key was met before; null, and remembered, when it is new. */
  lineBefore(key: string, line: number): number | null {
    if (2 * this.count >= this.size) this.grow();
    const [one, other] = hashesOf(key);
    const slot = this.slotOf(one, other);
    const before = this.slots[slot + 2];
    if (before !== 0) return before;
    this.slots.set([one, other, line], slot);
    this.count += 1;
    return null;
  }

  /** Where a key stands or would stand. A slot is empty while its line is 0. */
  private slotOf(one: number, other: number): number {
    let place = one % this.size;
    for (;;) {
      const slot = 3 * place;
      if (this.slots[slot + 2] === 0 || (this.slots[slot] === one && this.slots[slot + 1] === other)) return slot;
      place = (place + 1) % this.size;
    }
  }

  private grow(): void {
    const before = this.slots;
    this.size *= 2;
    this.slots = new Uint32Array(3 * this.size);
    for (let slot = 0; slot < before.length; slot += 3)
      if (before[slot + 2] !== 0)
        this.slots.set(before.subarray(slot, slot + 3), this.slotOf(before[slot], before[slot + 1]));
  }
}

/** Two 32-bit hashes with different multipliers (FNV-1a's prime and MurmurHash3's first constant), each mixed at the end. */
function hashesOf(text: string): [number, number] {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul((other << 5) ^ (other >>> 27) ^ code, 0xcc9e2d51);
  }
  return [mixed(one), mixed(other)];
}

/** MurmurHash3's finaliser: every bit of the input moves every bit of the output. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
