import { FigmentError } from '@figment/core';

import type { Machine, State } from '../automaton/machine.ts';
import type { TokenTrie } from './token-trie.ts';

/** Bytes of masks, and states, that are remembered before all are forgotten. */
const most = { bytes: 64 * 2 ** 20, states: 200_000 };

interface Mask {
  /** A bit for each id. */
  readonly bits: Uint32Array;
  readonly any: boolean;
}

/** Which tokens can follow in each state of an automaton. */
export class TokenMasks {
  readonly #machine: Machine;
  readonly #trie: TokenTrie;
  readonly #endIds: ReadonlySet<number>;
  readonly #title: string;
  #masks = new WeakMap<State, Mask>();
  #count = 0;

  constructor(machine: Machine, trie: TokenTrie, endIds: ReadonlySet<number>, title: string) {
    this.#machine = machine;
    this.#trie = trie;
    this.#endIds = endIds;
    this.#title = title;
  }

  /**
   * Sets the logits of all tokens that can't follow to -Infinity.
   *
   * @throws FigmentError `CONSTRAINT_INVALID` when nothing can follow and the text can't end
   */
  apply(state: State, logits: Float32Array | Float64Array): void {
    const { bits, any } = this.#mask(state);
    if (!any && !state.accepts) throw new FigmentError('CONSTRAINT_INVALID', `the text has begun as ${this.#title} asks, but no token of this vocabulary can follow: it would have to begin with ${this.#expected(state)}.`);
    const kept = state.accepts ? [...this.#endIds].flatMap((id) => (id < logits.length ? [[id, logits[id]!] as const] : [])) : [];
    for (let i = 0; i < logits.length; i += 32) {
      const word = bits[i >>> 5] ?? 0;
      if (word === 0) logits.fill(-Infinity, i, i + 32);
      else for (let j = 0; j < 32 && i + j < logits.length; j++) if ((word >>> j & 1) === 0) logits[i + j] = -Infinity;
    }
    for (const [id, logit] of kept) logits[id] = logit;
  }

  /** @throws FigmentError `CONSTRAINT_INVALID` for a token that can't follow */
  accept(state: State, id: number): State {
    if (this.#endIds.has(id) && state.accepts) return state;
    const text = this.#trie.texts[id];
    let at: State | null = text === undefined || this.#endIds.has(id) ? null : state;
    for (let i = 0; at !== null && i < text!.length; i++) at = this.#machine.step(at, text!.charCodeAt(i));
    if (at === null) throw new FigmentError('CONSTRAINT_INVALID', `token ${id} can't follow in ${this.#title}: take one that allow() leaves.`);
    return at;
  }

  goesOn(state: State): boolean {
    return this.#mask(state).any;
  }

  #mask(state: State): Mask {
    const known = this.#masks.get(state);
    if (known !== undefined) return known;
    const { texts } = this.#trie;
    const bits = new Uint32Array(Math.ceil(texts.length / 32));
    if (++this.#count * bits.byteLength > most.bytes || this.#machine.size > most.states) {
      this.#machine.forget();
      this.#masks = new WeakMap();
      this.#count = 1;
    }
    const mask = { bits, any: this.#walk(state, bits) };
    this.#masks.set(state, mask);
    return mask;
  }

  /** Reads the tree of tokens with the automaton: branches it can't read are left out whole. */
  #walk(from: State, bits: Uint32Array): boolean {
    const { byte, depth, end, token, same, longest } = this.#trie;
    const classOf = this.#machine.analysis.classOf;
    const states: State[] = Array.from({ length: longest + 1 }, () => from);
    let any = false;
    for (let node = 0; node < byte.length;) {
      const at = depth[node]!;
      const before = states[at]!;
      let state = before.next[classOf[byte[node]!]!];
      if (state === undefined) state = this.#machine.step(before, byte[node]!);
      if (state === null) {
        node = end[node]!;
        continue;
      }
      states[at + 1] = state;
      for (let id = token[node]!; id >= 0; id = same[id]!) {
        if (this.#endIds.has(id)) continue;
        bits[id >>> 5]! |= 1 << (id & 31);
        any = true;
      }
      node++;
    }
    return any;
  }

  /** What bytes could follow, for people. */
  #expected(state: State): string {
    const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => this.#machine.step(state, byte) !== null);
    const shown = bytes.slice(0, 8).map((byte) => (byte > 32 && byte < 127 ? String.fromCharCode(byte) : `0x${byte.toString(16).padStart(2, '0')}`));
    return shown.length === 0 ? 'bytes that no token has' : `${shown.join(' ')}${bytes.length > shown.length ? ' …' : ''}`;
  }
}
