import type { Tensor } from '@figment/core';
import { Embedding, Linear, Lstm, type LstmState, Module } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';

/** Reads ids from left to right and says, at each, which comes next. */
export class Network extends Module {
  readonly embedding: Embedding;
  readonly lstm: Lstm;
  readonly head: Linear;

  constructor(key: Key, { ids, width, layers }: { ids: number; width: number; layers: number }) {
    super();
    const [forEmbedding, forLstm, forHead] = split(key, 3);
    this.embedding = new Embedding(forEmbedding, { count: ids, width });
    this.lstm = new Lstm(forLstm, { in: width, width, layers });
    this.head = new Linear(forHead, { in: width, out: ids });
  }

  /** ids: int32 [B, T] -> logits [B, T, ids], and the state to go on with. */
  forward(ids: Tensor, initial?: LstmState): { logits: Tensor; state: LstmState } {
    const { output, state } = this.lstm.forward(this.embedding.forward(ids), { initial });
    return { logits: this.head.forward(output), state };
  }
}
