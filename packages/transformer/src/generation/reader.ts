import type { Wait } from '@figment/core/plugin';
import { dispose, tidy } from '@figment/core/ops';

import type { NextTokenModel, Read } from './next-token-model.ts';

/** What was read last, on the host: rows of logits. */
export interface HostLogits {
  /** Logits after each id that was read of each row: [rows, ids, vocabulary]. */
  readonly data: Float32Array;
  readonly vocabulary: number;
  /** Ids read of each row that there are logits for. */
  readonly count: number;
  /** Where they were asked for: last hidden states, [rows, positions, width]. */
  readonly hidden?: HostHidden | undefined;
}

/** Hidden states on the host. */
export interface HostHidden {
  readonly data: Float32Array;
  readonly positions: number;
  readonly width: number;
}

/** The logits of one row after its id number `at`; shares memory. */
export function rowOf({ data, vocabulary, count }: HostLogits, row: number, at = 0): Float32Array {
  const start = (row * count + at) * vocabulary;
  return data.subarray(start, start + vocabulary);
}

/**
 * Texts that a model reads together, and the state it is in, which may outlive the run that asked: it is owned here, by
 * {@link Reader.dispose} and {@link Reader.release}, and by nobody else.
 */
export class Reader<State extends object> {
  readonly model: NextTokenModel<State>;
  /** Ids that were read, padding not counted: the work that was done. */
  read = 0;
  /** Positions in the state. */
  positions = 0;
  readonly #wait: Wait;
  readonly #hidden: boolean;
  #state: State | undefined;
  #rows = 0;

  /** @param hidden whether hidden states are wanted, too */
  constructor(model: NextTokenModel<State>, wait: Wait, { hidden = false } = {}) {
    this.model = model;
    this.#wait = wait;
    this.#hidden = hidden;
  }

  /** Begins anew. */
  async start(texts: readonly (readonly number[])[], capacity: number): Promise<HostLogits> {
    this.dispose();
    return await this.#take(texts, () => this.model.start(texts, { capacity }));
  }

  /** Goes on from a state of one row, which is the reader's from here on. */
  resume(state: State, positions: number): void {
    this.dispose();
    [this.#state, this.#rows, this.positions] = [state, 1, positions];
  }

  /** Reads on, in each of `rows` of the state (some perhaps twice), as many ids. */
  async next(ids: readonly (readonly number[])[], rows: readonly number[] = [0]): Promise<HostLogits> {
    return await this.#take(ids, () => {
      if (rows.length !== this.#rows || rows.some((row, i) => row !== i)) this.#replace(this.selected(rows), this.positions);
      return this.model.next(this.#state as State, ids);
    });
  }

  /** Unreads the last `count` positions. */
  rewind(count: number): void {
    if (count > 0) this.#replace(owned(() => this.model.rewind(this.#state as State, count)), this.positions - count);
  }

  /** Rows of the state, which are the caller's. */
  selected(rows: readonly number[]): State {
    return owned(() => this.model.select(this.#state as State, rows));
  }

  /** The state, which is the caller's from here on. */
  release(): State | undefined {
    const state = this.#state;
    this.#state = undefined;
    return state;
  }

  dispose(): void {
    this.#replace(undefined, 0);
  }

  async #take(ids: readonly (readonly number[])[], read: () => Read<State>): Promise<HostLogits> {
    // After an await that is no `wait`, what is allocated does not belong to the run.
    await Promise.resolve();
    const { logits, hidden, state } = owned(() => {
      const { logits: scores, hidden: states, state: after } = read();
      return { logits: scores, ...(this.#hidden && { hidden: states }), state: after };
    });
    this.#replace(state, this.positions + Math.max(...ids.map(({ length }) => length)));
    this.#rows = ids.length;
    for (const row of ids) this.read += row.length;
    try {
      const data = await this.#wait(logits.data<'float32'>());
      const states = hidden && { data: await this.#wait(hidden.data<'float32'>()), positions: hidden.shape[1] as number, width: hidden.shape[2] as number };
      return { data, vocabulary: logits.shape[2] as number, count: logits.shape[1] as number, hidden: states };
    } finally {
      dispose(hidden === undefined ? [logits] : [logits, hidden]);
    }
  }

  #replace(state: State | undefined, positions: number): void {
    if (this.#state !== undefined) this.model.dispose(this.#state);
    [this.#state, this.positions] = [state, positions];
  }
}

/** `tidy`, for containers whose type does not say that they hold tensors. */
export function owned<T extends object>(make: () => T): T {
  return tidy(make as () => never);
}
