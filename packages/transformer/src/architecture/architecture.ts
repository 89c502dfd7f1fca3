import type { FeedForwardKind } from '@figment/core/nn';

/** How hidden states are normalised. */
export interface Norm {
  /** With mean and variance (Ba et al. 2016, arXiv:1607.06450), or by the root mean square alone (Zhang and Sennrich 2019, arXiv:1910.07467). */
  readonly kind: 'layer' | 'rms';
  readonly epsilon: number;
  /** Of a layer norm. */
  readonly bias: boolean;
  /** Multiplies by 1 + weight instead of weight, as Gemma. */
  readonly unitOffset: boolean;
}

/** How rotary frequencies are stretched to reach beyond the context they were trained with. */
export type RotaryScaling =
  | { readonly kind: 'linear'; readonly factor: number }
  /** Llama 3.1: slow frequencies are divided by `factor`, fast ones kept, those between blended. */
  | { readonly kind: 'llama3'; readonly factor: number; readonly lowFrequency: number; readonly highFrequency: number; readonly originalContext: number };

/** Rotary position embeddings, Su et al. 2021, arXiv:2104.09864, on halves of each head. */
export interface Rotary {
  readonly base: number;
  /** Of layers that see a window only, where it differs; they are not scaled. */
  readonly localBase: number | undefined;
  /** Part of each head's channels that is turned: 1 = all. */
  readonly fraction: number;
  readonly scaling: RotaryScaling | undefined;
}

/** A learned bias for each distance and head, Raffel et al. 2020, arXiv:1910.10683, section 2.1; one table for all layers. */
export interface RelativeBias {
  readonly buckets: number;
  /** From here on all distances share a bucket. */
  readonly maxDistance: number;
}

/** Mixture of experts: each token goes to `perToken` of `count` feed-forward networks. Jiang et al. 2024, arXiv:2401.04088, section 2.1. */
export interface Experts {
  readonly count: number;
  readonly perToken: number;
  /** Weight of the loss that keeps experts evenly used: Fedus et al. 2021, arXiv:2101.03961, eq. 4. */
  readonly balance: number;
}

/** A stack of equal blocks: an encoder or a decoder. */
export interface Tower {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  /** Of the feed-forward network. */
  readonly hidden: number;
  /** Most positions there are; where positions are no table, the length it was made for. */
  readonly context: number;
  /** Each position sees itself and those before it. */
  readonly causal: boolean;
  /** Attends to an encoder's states, too. */
  readonly cross: boolean;
  readonly norm: Norm;
  /** Before attention and feed-forward (GPT-2), after the sum (BERT), or before and on the branch before the sum (Gemma 3). */
  readonly normPlacement: 'pre' | 'post' | 'sandwich';
  /** After the last block. */
  readonly finalNorm: boolean;
  /** x + attention(norm x) + feedForward(norm' x): GPT-NeoX. */
  readonly parallel: boolean;
  readonly embedding: {
    /** What token embeddings are multiplied with. */
    readonly scale: number;
    /** After the sum with positions. */
    readonly norm: boolean;
    /** Added to the embeddings. */
    readonly positions: 'none' | 'learned' | 'sinusoidal';
    /** Rows of the table of positions before the first: 2 in BART. */
    readonly positionOffset: number;
    /** Kinds of segments (BERT: 2); 0 = none. */
    readonly tokenTypes: number;
  };
  readonly rotary: Rotary | undefined;
  readonly relativeBias: RelativeBias | undefined;
  readonly attention: {
    /** Of queries, keys and values. */
    readonly bias: boolean;
    readonly outputBias: boolean;
    /** What scores are multiplied with. */
    readonly scale: number;
    /** cap * tanh(score / cap): Gemma 2. */
    readonly softCap: number | undefined;
    /** Normalises each head's queries and keys, with the tower's kind of norm. */
    readonly queryKeyNorm: boolean;
    /** Positions that a local layer sees, itself included. */
    readonly window: number | undefined;
    /** Of each layer: whether it sees the window only. */
    readonly local: readonly boolean[];
  };
  readonly feedForward: { readonly kind: FeedForwardKind; readonly bias: boolean; readonly experts: Experts | undefined };
  /** Of embeddings, branches and attention weights' output, when a call has a key. */
  readonly dropout: number;
  /** Computes the blocks again in the backward pass instead of keeping what they made: Chen et al. 2016, arXiv:1604.06174. */
  readonly recompute: boolean;
}

/** From the last hidden states to logits. */
export interface Head {
  /** The weights of the token embedding: Press and Wolf 2017, arXiv:1608.05859. */
  readonly tied: boolean;
  /** What hidden states are multiplied with before (T5: width^-0.5 where tied). */
  readonly scale: number;
  readonly bias: boolean;
  /** cap * tanh(logit / cap): Gemma 2. */
  readonly softCap: number | undefined;
  /** BERT's: linear, activation and norm before the logits. */
  readonly transform: 'none' | 'gelu' | 'geluTanh' | 'relu' | 'silu';
}

/** All that a network is made from, with nothing left open. */
export interface Architecture {
  readonly kind: 'decoder' | 'encoder' | 'encoder-decoder';
  /** Ids there are. */
  readonly vocabulary: number;
  readonly encoder: Tower | undefined;
  readonly decoder: Tower | undefined;
  /** undefined: hidden states are all there is (sentence encoders). */
  readonly head: Head | undefined;
  /** tanh(W h of the first token), and, with it, a head that tells whether two sentences follow each other: BERT. */
  readonly pooler: boolean;
  readonly nextSentence: boolean;
  /** Classes to tell apart, from the pooled states; 0 = none. */
  readonly classes: number;
  /** Numbers that the state of a whole text is mapped to; 0 = it stays as it is. */
  readonly projection: number;
}
