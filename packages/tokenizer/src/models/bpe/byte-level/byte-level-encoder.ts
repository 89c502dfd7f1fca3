import type { Pattern } from '../../../pattern/pattern.ts';
import { unitsAt } from '../../../text/utf8.ts';
import type { CompactVocabulary } from '../../../vocabulary/compact-vocabulary.ts';
import { Merger } from '../merger.ts';
import type { Merges } from '../merges.ts';
import { LONGEST_KEPT, PieceCache } from './piece-cache.ts';

const encoder = new TextEncoder();

/** What a byte-level encoder works with. */
export interface ByteLevelParts {
  /** Each cuts what the one before it left; without any, a text is one piece. */
  readonly patterns: readonly Pattern[];
  /** Which of the patterns is given a text that starts with a space, if need be by adding one; -1: none. */
  readonly spaceBefore: number;
  readonly merges: Merges;
  /** Ids of the 256 bytes. */
  readonly bytes: Int32Array;
  /** Whose tokens are taken whole, without looking at merges; undefined: of none. */
  readonly whole: CompactVocabulary | undefined;
}

/** Text to ids, by byte-level BPE, and nothing else: no strings for pieces and tokens, no offsets. */
export class ByteLevelEncoder {
  readonly #parts: ByteLevelParts;
  readonly #merger: Merger;
  readonly #cache = new PieceCache();
  #utf8 = new Uint8Array(3 * LONGEST_KEPT);
  #symbols = new Int32Array(3 * LONGEST_KEPT);

  constructor(parts: ByteLevelParts) {
    this.#parts = parts;
    this.#merger = new Merger(parts.merges);
  }

  /** Appends the ids of a text. */
  encode(text: string, ids: number[]): void {
    if (text !== '') this.#cut(text, 0, ids);
  }

  #cut(text: string, level: number, ids: number[]): void {
    const { patterns, spaceBefore } = this.#parts;
    const pattern = patterns[level];
    if (level === spaceBefore && !text.startsWith(' ')) text = ` ${text}`;
    if (pattern === undefined) {
      this.#piece(text, 0, text.length, ids);
      return;
    }
    const isLast = level === patterns.length - 1 && spaceBefore <= level;
    for (let at = 0; at < text.length; ) {
      let end = pattern.matchAt(text, at);
      // What no match begins with is a piece too, up to the next match.
      if (end <= at) end = pattern.find(text, at + unitsAt(text, at)) ? pattern.start : text.length;
      if (isLast) this.#piece(text, at, end, ids);
      else this.#cut(text.slice(at, end), level + 1, ids);
      at = end;
    }
  }

  #piece(text: string, start: number, end: number, ids: number[]): void {
    if (end - start > LONGEST_KEPT) {
      const count = this.#encode(text, start, end);
      for (let i = 0; i < count; i++) ids.push(this.#symbols[i]!);
      return;
    }
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1);
    hash ^= hash >>> 15;
    if (this.#cache.read(text, start, end, hash, ids)) return;
    const count = this.#encode(text, start, end);
    this.#cache.write(text, start, end, hash, this.#symbols, count);
    for (let i = 0; i < count; i++) ids.push(this.#symbols[i]!);
  }

  /** Puts the ids of a piece into #symbols, and gives how many they are. */
  #encode(text: string, start: number, end: number): number {
    const { whole, bytes } = this.#parts;
    if (3 * (end - start) > this.#utf8.length) {
      this.#utf8 = new Uint8Array(3 * (end - start));
      this.#symbols = new Int32Array(3 * (end - start));
    }
    const utf8 = this.#utf8, symbols = this.#symbols;
    const length = encoder.encodeInto(text.slice(start, end), utf8).written;
    if (whole !== undefined) {
      const index = whole.strings.find(utf8, 0, length);
      if (index >= 0) {
        symbols[0] = whole.idAt(index);
        return 1;
      }
    }
    for (let i = 0; i < length; i++) symbols[i] = bytes[utf8[i]!]!;
    return this.#merger.merge(symbols, length);
  }
}
