import type { Tensor } from '@figment/core';

/**
 * What generation needs of a model: which token comes next. Decoders and encoder-decoders (bound to what they translate) are such
 * models, and so is whatever a plugin makes one.
 *
 * A state is a value that holds tensors; it belongs to whoever asked for it. Calls run in the caller's tidy.
 */
export interface NextTokenModel<State extends object = object> {
  /** Ids there are. */
  readonly vocabulary: number;
  /** Most positions it can look back on. */
  readonly context: number;
  /**
   * Reads the prompts, each of one token or more, of any lengths: row b of the logits is what follows prompt b.
   *
   * @param sizes capacity: positions that the state needs room for, those of the longest prompt included
   */
  start(prompts: readonly (readonly number[])[], sizes: { readonly capacity: number }): Read<State>;
  /** Reads on: as many ids in each row. `state` stays as it was. */
  next(state: State, ids: readonly (readonly number[])[]): Read<State>;
  /** Rows of a state in a new order, some perhaps twice: beams, samples of one prompt. */
  select(state: State, rows: readonly number[]): State;
  /** The state as it was `count` positions ago; nobody may go on with `state` after that. */
  rewind(state: State, count: number): State;
  /** Frees a state. */
  dispose(state: State): void;
}

/** (A type, so that `tidy` takes it for a container of tensors.) */
export type Read<State> = {
  /** Of what follows each id that was read; after `start`, of what follows each prompt alone: [B, T or 1, vocabulary]. */
  readonly logits: Tensor;
  /** Last hidden states, as `logits` (after `start`: of every position, [B, longest prompt, D]). */
  readonly hidden: Tensor;
  readonly state: State;
};
