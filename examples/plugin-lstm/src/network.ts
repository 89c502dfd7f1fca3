import type { Tensor } from '@figment/core';
import { Embedding, Gru, Linear, Lstm, Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';

/** What a network remembers of what it has read: hidden units, and an LSTM's cells. */
export type State = Tensor[];

/** What a network is made from. */
export interface NetworkOptions {
  readonly ids: number;
  readonly width: number;
  readonly layers: number;
  readonly cell: 'lstm' | 'gru';
}

/** Reads ids from left to right and says, at each, which comes next. */
export class Network extends Module {
  readonly embedding: Embedding;
  readonly recurrent: Lstm | Gru;
  readonly head: Linear;

  constructor(key: Key, { ids, width, layers, cell }: NetworkOptions) {
    super();
    const [forEmbedding, forCells, forHead] = split(key, 3);
    this.embedding = new Embedding(forEmbedding, { count: ids, width });
    this.recurrent = new (cell === 'lstm' ? Lstm : Gru)(forCells, { in: width, width, layers });
    this.head = new Linear(forHead, { in: width, out: ids });
  }

  /** ids: int32 [B, T] -> logits [B, T, ids], and the state to go on with. */
  forward(ids: Tensor, initial: State = []): { logits: Tensor; state: State } {
    const { output, state } = this.#read(this.embedding.forward(ids), initial);
    return { logits: this.head.forward(output), state };
  }

  #read(x: Tensor, [hidden, cell]: State): { output: Tensor; state: State } {
    if (this.recurrent instanceof Gru) {
      const { output, state } = this.recurrent.forward(x, { initial: hidden });
      return { output, state: [state] };
    }
    const { output, state } = this.recurrent.forward(x, { initial: hidden && cell && { hidden, cell } });
    return { output, state: [state.hidden, state.cell] };
  }
}
