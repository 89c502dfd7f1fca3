import type { ByteStrings } from './byte-strings.ts';
import type { TokenCode } from './token-code.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A vocabulary whose tokens are bytes in one pool; their strings are made when they are asked for. */
export class CompactVocabulary implements Vocabulary {
  /** In the order of ids. */
  readonly strings: ByteStrings;
  readonly code: TokenCode;
  /** Of each of `strings`, ascending. */
  readonly #ids: Int32Array;
  /** The few tokens that the code can't write. */
  readonly #others: ReadonlyMap<string, number>;
  readonly #otherTokens: ReadonlyMap<number, string>;
  #scratch = new Uint8Array(256);

  constructor(strings: ByteStrings, ids: Int32Array, code: TokenCode, others: ReadonlyMap<string, number> = new Map()) {
    this.strings = strings;
    this.code = code;
    this.#ids = ids;
    this.#others = others;
    this.#otherTokens = new Map([...others].map(([token, id]) => [id, token]));
  }

  get size(): number {
    return this.#ids.length + this.#others.size;
  }

  get length(): number {
    let last = this.#ids.at(-1) ?? -1;
    for (const id of this.#others.values()) last = Math.max(last, id);
    return last + 1;
  }

  id(token: string): number | undefined {
    if (3 * token.length > this.#scratch.length) this.#scratch = new Uint8Array(6 * token.length);
    const length = this.code.write(token, this.#scratch);
    if (length < 0) return this.#others.get(token);
    const index = this.strings.find(this.#scratch, 0, length);
    return index < 0 ? undefined : this.#ids[index];
  }

  token(id: number): string | undefined {
    const index = this.indexOf(id);
    return index < 0 ? this.#otherTokens.get(id) : this.#read(index);
  }

  *[Symbol.iterator](): Generator<readonly [token: string, id: number]> {
    const others = [...this.#otherTokens].sort(([a], [b]) => a - b);
    let next = 0;
    for (const [index, id] of this.#ids.entries()) {
      for (; next < others.length && others[next]![0] < id; next++) yield [others[next]![1], others[next]![0]];
      yield [this.#read(index), id];
    }
    for (const [id, token] of others.slice(next)) yield [token, id];
  }

  /** Which of `strings` has an id, or -1. */
  indexOf(id: number): number {
    const ids = this.#ids;
    if (ids[id] === id) return id;
    let low = 0, high = ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    return ids[low] === id ? low : -1;
  }

  /** The id of the token that two others make together; undefined where there is none, or where their bytes don't tell. */
  joined(left: number, right: number): number | undefined {
    const a = this.indexOf(left), b = this.indexOf(right);
    const index = a < 0 || b < 0 ? -1 : this.strings.findJoined(a, b);
    return index < 0 ? undefined : this.#ids[index];
  }

  /** The id of one of `strings`. */
  idAt(index: number): number {
    return this.#ids[index]!;
  }

  #read(index: number): string {
    return this.code.read(this.strings.pool.subarray(this.strings.start(index), this.strings.start(index + 1)));
  }
}
