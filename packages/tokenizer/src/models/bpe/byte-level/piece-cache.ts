/** Numbers of a slot: hash, start in the pool of units, number of units and of ids (16 bits each), the id or where ids start. */
const STRIDE = 4;
const FEWEST_SLOTS = 1 << 10;
const MOST_SLOTS = 1 << 17;

/** Longer pieces are rare, and not kept. */
export const LONGEST_KEPT = 128;

/**
 * Ids of pieces that were seen before, found by the UTF-16 units of a text without making a string of them: an open-addressed table over pools
 * of units and ids. It grows with what it holds; when it would outgrow its bound it starts anew.
 */
export class PieceCache {
  #slots: Int32Array = new Int32Array(FEWEST_SLOTS * STRIDE);
  #units: Uint16Array = new Uint16Array(FEWEST_SLOTS * 4);
  #ids: Int32Array = new Int32Array(FEWEST_SLOTS);
  #size = 0;
  #unitCount = 0;
  #idCount = 0;

  /** Appends the ids of text[start..end), if they are known. */
  read(text: string, start: number, end: number, hash: number, ids: number[]): boolean {
    const slots = this.#slots, units = this.#units;
    const last = slots.length - STRIDE, length = end - start;
    search: for (let slot = (hash * STRIDE) & last; slots[slot + 2] !== 0; slot = (slot + STRIDE) & last) {
      if (slots[slot] !== hash || (slots[slot + 2]! & 0xffff) !== length) continue;
      const offset = slots[slot + 1]! - start;
      for (let i = start; i < end; i++) if (units[offset + i] !== text.charCodeAt(i)) continue search;
      const count = slots[slot + 2]! >>> 16, first = slots[slot + 3]!;
      if (count === 1) ids.push(first);
      else for (let i = first; i < first + count; i++) ids.push(this.#ids[i]!);
      return true;
    }
    return false;
  }

  /** Keeps the ids of a piece that is not known yet. */
  write(text: string, start: number, end: number, hash: number, ids: Int32Array, count: number): void {
    this.#makeRoom(end - start, count);
    const slots = this.#slots, last = slots.length - STRIDE;
    let slot = (hash * STRIDE) & last;
    while (slots[slot + 2] !== 0) slot = (slot + STRIDE) & last;
    slots[slot] = hash;
    slots[slot + 1] = this.#unitCount;
    slots[slot + 2] = (end - start) | (count << 16);
    slots[slot + 3] = count === 1 ? ids[0]! : this.#idCount;
    for (let i = start; i < end; i++) this.#units[this.#unitCount++] = text.charCodeAt(i);
    if (count > 1) for (let i = 0; i < count; i++) this.#ids[this.#idCount++] = ids[i]!;
    this.#size++;
  }

  #makeRoom(units: number, ids: number): void {
    const slots = this.#slots.length / STRIDE;
    if (2 * this.#size >= slots) {
      if (slots === MOST_SLOTS) this.#size = this.#unitCount = this.#idCount = 0;
      this.#slots = moved(this.#slots, slots === MOST_SLOTS);
    }
    if (this.#unitCount + units > this.#units.length) this.#units = longer(this.#units);
    if (this.#idCount + ids > this.#ids.length) this.#ids = longer(this.#ids);
  }
}

/** The slots in a table of twice the size, or none in one of the same size. */
function moved(before: Int32Array, isEmptied: boolean): Int32Array {
  if (isEmptied) return before.fill(0);
  const slots = new Int32Array(2 * before.length), last = slots.length - STRIDE;
  for (let from = 0; from < before.length; from += STRIDE) {
    if (before[from + 2] === 0) continue;
    let slot = (before[from]! * STRIDE) & last;
    while (slots[slot + 2] !== 0) slot = (slot + STRIDE) & last;
    for (let i = 0; i < STRIDE; i++) slots[slot + i] = before[from + i]!;
  }
  return slots;
}

function longer<Numbers extends Int32Array | Uint16Array>(numbers: Numbers): Numbers {
  const twice = new (numbers.constructor as new (length: number) => Numbers)(2 * numbers.length);
  twice.set(numbers);
  return twice;
}
