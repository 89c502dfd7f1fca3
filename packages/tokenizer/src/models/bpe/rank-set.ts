/** A set of small numbers that knows its lowest: a tree of words of 32 bits, each bit of which says whether there is any below it. */
export class RankSet {
  /** From the leaves up to one word. */
  readonly #levels: Int32Array[] = [];

  /** Members are below `limit`. */
  constructor(limit: number) {
    do this.#levels.push(new Int32Array((limit = Math.ceil(limit / 32)) || 1));
    while (limit > 1);
  }

  add(member: number): void {
    for (const words of this.#levels) {
      const bit = 1 << (member & 31);
      member >>>= 5;
      if ((words[member]! & bit) !== 0) return;
      words[member]! |= bit;
    }
  }

  delete(member: number): void {
    for (const words of this.#levels) {
      const bit = 1 << (member & 31);
      member >>>= 5;
      if ((words[member]! &= ~bit) !== 0) return;
    }
  }

  /** -1 if there is none. */
  lowest(): number {
    let member = 0;
    for (let level = this.#levels.length - 1; level >= 0; level--) {
      const word = this.#levels[level]![member]!;
      if (word === 0) return -1;
      member = member * 32 + 31 - Math.clz32(word & -word);
    }
    return member;
  }
}
