import { isFigmentError } from '@figment/core';

import type { NextTokenModel } from './next-token-model.ts';
import { owned, type Reader } from './reader.ts';
import { downloadTree, type HostTree, uploadTree } from './saved-state.ts';

/** A session as plain objects and typed arrays: `structuredClone`, IndexedDB and `postMessage` take it. */
export interface SavedSession {
  readonly ids: readonly number[];
  /** How many of the first ids were forgotten because the context was full. */
  readonly forgotten: number;
  readonly capacity: number;
  readonly state: HostTree | undefined;
}

/** What a session hands out. @internal */
export interface Lent {
  readonly forgotten: number;
  readonly capacity: number;
  readonly read: number;
}

/**
 * A conversation's memory: the ids that the model has read and the state (key-value cache) it was in then. Given to `generate`, only what is
 * new is read: of a prompt that begins as the conversation did, the rest; of one that was changed, from the change on.
 *
 * ```ts
 * const session = new Session(model);
 * const reply = generate(model, [conversation], options, { key, prefix: session });
 * ```
 */
export class Session<State extends object = object> {
  readonly model: NextTokenModel<State>;
  #ids: readonly number[] = [];
  #forgotten = 0;
  #capacity = 0;
  #state: State | undefined;
  #isDisposed = false;

  constructor(model: NextTokenModel<State>) {
    this.model = model;
  }

  /** A session as it was saved, for the same model. */
  static from<State extends object>(model: NextTokenModel<State>, saved: SavedSession): Session<State> {
    const session = new Session(model);
    session.#ids = saved.ids;
    session.#forgotten = saved.forgotten;
    session.#capacity = saved.capacity;
    session.#state = saved.state === undefined ? undefined : owned(() => uploadTree(saved.state as HostTree) as State);
    return session;
  }

  /** What was read, in order, what was forgotten included. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Copies it off the device. It stays usable. */
  async toHost(): Promise<SavedSession> {
    const [ids, forgotten, capacity, state] = [this.#ids, this.#forgotten, this.#capacity, this.#state];
    return { ids, forgotten, capacity, state: state === undefined ? undefined : await downloadTree(state) };
  }

  /** Forgets everything and frees the state. What is written with it afterwards is not kept. */
  dispose(): void {
    this.#isDisposed = true;
    this.#replace(undefined);
  }

  /**
   * Hands the state to a reader, rewound to where `ids` differ from what was read, at the latest before the last of them.
   *
   * @param needed positions that it needs room for, with what is forgotten
   * @returns how many of the first ids are forgotten, and how many are read; undefined if nothing of it is of use
   * @internal
   */
  lend(reader: Reader<State>, ids: readonly number[], needed: number): Lent | undefined {
    let common = 0;
    while (common < this.#ids.length && common < ids.length - 1 && this.#ids[common] === ids[common]) common++;
    const state = this.#state;
    const [forgotten, capacity, { context }] = [this.#forgotten, this.#capacity, this.model];
    if (state === undefined || common <= forgotten || ids.length - forgotten > context || Math.min(context, needed - forgotten) > capacity) return undefined;
    const rewound = this.#rewound(state, this.#ids.length - common);
    if (rewound === undefined) return undefined;
    if (rewound === state) this.#state = undefined;
    else this.#replace(undefined);
    reader.resume(rewound, common - forgotten);
    return { forgotten, capacity, read: common };
  }

  /** undefined where the model can't go back so far, as where it remembers a window only. */
  #rewound(state: State, count: number): State | undefined {
    if (count === 0) return state;
    try {
      return owned(() => this.model.rewind(state, count));
    } catch (error) {
      if (isFigmentError(error, 'INPUT_INVALID')) return undefined;
      throw error;
    }
  }

  /** Room for a conversation to go on in, of which `needed` positions are sure. @internal */
  capacityFor(needed: number): number {
    return Math.min(this.model.context, Math.max(2 * needed, 1024));
  }

  /** Takes a state of one row that has read `ids`, but the forgotten ones. @internal */
  keep(state: State | undefined, ids: readonly number[], { forgotten, capacity }: Omit<Lent, 'read'>): void {
    this.#replace(state);
    [this.#ids, this.#forgotten, this.#capacity] = [state === undefined ? [] : ids, forgotten, capacity];
    if (this.#isDisposed) this.#replace(undefined);
  }

  #replace(state: State | undefined): void {
    if (this.#state !== undefined) this.model.dispose(this.#state);
    this.#state = state;
  }
}
