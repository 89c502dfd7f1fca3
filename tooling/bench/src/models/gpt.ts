import { crossEntropy, reshape } from '@figment/core/ops';
import { disposeCache, Embedding, FeedForward, type KeyValueCache, LayerNorm, LearnedPositions, Linear, Module, MultiHeadAttention } from '@figment/core/nn';
import { type Key, split } from '@figment/core/random';
import type { Objective, Trainable } from '@figment/core/training';
import type { Tensor } from '@figment/core';

export interface GptSizes {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly vocabulary: number;
  /** Most positions. */
  readonly context: number;
}

class Block extends Module {
  readonly norm1: LayerNorm;
  readonly attention: MultiHeadAttention;
  readonly norm2: LayerNorm;
  readonly feedForward: FeedForward;

  constructor(key: Key, { width, heads }: GptSizes) {
    super();
    const [forNorm1, forAttention, forNorm2, forFeedForward] = split(key, 4);
    this.norm1 = new LayerNorm(forNorm1, { width });
    this.attention = new MultiHeadAttention(forAttention, { width, heads, causal: true });
    this.norm2 = new LayerNorm(forNorm2, { width });
    this.feedForward = new FeedForward(forFeedForward, { width });
  }

  /** x: [B, T, width] -> same. */
  forward(x: Tensor): Tensor {
    return this.#afterAttention(this.attention.forward(this.norm1.forward(x), { residual: x }));
  }

  step(x: Tensor, cache: KeyValueCache): { output: Tensor; cache: KeyValueCache } {
    const attended = this.attention.step(this.norm1.forward(x), cache, { residual: x });
    return { output: this.#afterAttention(attended.output), cache: attended.cache };
  }

  #afterAttention(x: Tensor): Tensor {
    return this.feedForward.forward(this.norm2.forward(x), { residual: x });
  }
}

/** A decoder as GPT-2's: Radford et al. 2019, "Language models are unsupervised multitask learners". */
export class Gpt extends Module {
  readonly embedding: Embedding;
  readonly positions: LearnedPositions;
  readonly blocks: readonly Block[];
  readonly norm: LayerNorm;
  readonly head: Linear;

  constructor(key: Key, sizes: GptSizes) {
    super();
    const { layers, width, vocabulary, context } = sizes;
    const [forEmbedding, forPositions, forBlocks, forNorm, forHead] = split(key, 5);
    this.embedding = new Embedding(forEmbedding, { count: vocabulary, width });
    this.positions = new LearnedPositions(forPositions, { context, width });
    this.blocks = split(forBlocks, layers).map((forBlock) => new Block(forBlock, sizes));
    this.norm = new LayerNorm(forNorm, { width });
    this.head = new Linear(forHead, { in: width, out: vocabulary, bias: false });
  }

  /** ids: int32 [B, T] -> logits [B, T, vocabulary]. */
  forward(ids: Tensor): Tensor {
    let x = this.positions.forward(this.embedding.forward(ids)); // [B, T] -> [B, T, width]
    for (const block of this.blocks) x = block.forward(x);
    return this.head.forward(this.norm.forward(x));
  }

  emptyCaches(batch: number, capacity: number): KeyValueCache[] {
    return this.blocks.map(({ attention }) => attention.emptyCache({ batch, capacity }));
  }

  /** ids: int32 [B, T], the positions after those in the caches -> logits [B, T, vocabulary] and the next caches. */
  step(ids: Tensor, caches: readonly KeyValueCache[]): { logits: Tensor; caches: KeyValueCache[] } {
    let x = this.positions.forward(this.embedding.forward(ids), { from: caches[0]?.length });
    const next = this.blocks.map((block, i) => {
      const { output, cache } = block.step(x, caches[i] as KeyValueCache);
      x = output;
      return cache;
    });
    return { logits: this.head.forward(this.norm.forward(x)), caches: next };
  }
}

export function disposeCaches(caches: readonly KeyValueCache[]): void {
  caches.forEach(disposeCache);
}

export interface GptBatch {
  /** int32 [B, T]. */
  readonly ids: Tensor;
  /** int32 [B, T]. */
  readonly targets: Tensor;
}

/** What `train` trains: cross entropy of the next token. */
export function gptTraining(gpt: Gpt): Trainable<GptBatch> {
  const objective: Objective<GptBatch> = {
    name: 'gpt',
    parameters: () => gpt.namedParameters(),
    loss({ ids, targets }) {
      const logits = gpt.forward(ids);
      return { loss: crossEntropy(reshape(logits, [-1, logits.shape.at(-1) as number]), reshape(targets, [-1])) };
    },
  };
  return { modules: { gpt }, objectives: [objective] };
}
