import { buffer, Embedding, Module } from '@figment/core/nn';
import { add, clone, expandDims, mul, ones, sub } from '@figment/core/ops';
import { type Key, normal } from '@figment/core/random';
import type { Buffer, Tensor } from '@figment/core';

import { type AveragedCodebook, averageCodebook } from './moving-average.ts';
import { blend } from './revival.ts';

/** New values of variables, for the trainer to write after the step. */
export type Updates = readonly (readonly [Buffer, Tensor])[];

/** How many codes, and how long they are. */
export interface CodebookOptions {
  /** K */
  readonly size: number;
  /** D */
  readonly dimension: number;
}

/** The codes that latents are made of. */
export abstract class Codebook extends Module {
  /** Decayed count of each code's choices, [K]: a code that nothing is assigned to falls to 0. */
  readonly usage: Buffer;

  constructor({ size }: CodebookOptions) {
    super();
    this.usage = buffer(() => ones([size]));
  }

  /** [K, D] */
  abstract get codes(): Tensor;
  /** Whether the gradient moves the codes; else they follow what is assigned to them. */
  abstract get isTrained(): boolean;
  /**
   * What a step changes besides the gradient.
   *
   * @param z The vectors of the batch, [N, D].
   * @param indices The code of each, int32 [N].
   * @param revive Codes (1 in `dead`, [K]) that are to be replaced by others, [K, D].
   */
  abstract updates(z: Tensor, indices: Tensor, revive?: { readonly dead: Tensor; readonly donors: Tensor }): Updates;
}

/** Codes that the codebook loss moves, as parameters. Field names are those of diffusers' `VectorQuantizer`. */
export class TrainedCodebook extends Codebook {
  readonly embedding: Embedding;

  constructor(key: Key, options: CodebookOptions) {
    super(options);
    this.embedding = new Embedding(key, { count: options.size, width: options.dimension });
  }

  get codes(): Tensor {
    return this.embedding.weight;
  }

  get isTrained(): boolean {
    return true;
  }

  updates(_z: Tensor, _indices: Tensor, revive?: { readonly dead: Tensor; readonly donors: Tensor }): Updates {
    return revive === undefined ? [] : [[this.embedding.weight, blend(this.codes, revive.donors, expandDims(revive.dead, 1))]];
  }
}

/** Codes that follow the moving average of what is assigned to them, as buffers. */
export class FollowingCodebook extends Codebook {
  readonly vectors: Buffer;
  readonly clusterSize: Buffer;
  readonly clusterSum: Buffer;
  readonly #decay: number;

  constructor(key: Key, { size, dimension, decay }: CodebookOptions & { readonly decay: number }) {
    super({ size, dimension });
    this.vectors = buffer(() => normal(key, [size, dimension]));
    this.clusterSize = buffer(() => ones([size]));
    this.clusterSum = buffer(() => clone(this.vectors));
    this.#decay = decay;
  }

  get codes(): Tensor {
    return this.vectors;
  }

  get isTrained(): boolean {
    return false;
  }

  updates(z: Tensor, indices: Tensor, revive?: { readonly dead: Tensor; readonly donors: Tensor }): Updates {
    const next = averageCodebook({ codes: this.vectors, clusterSize: this.clusterSize, clusterSum: this.clusterSum }, z, indices, { decay: this.#decay });
    const { codes, clusterSize, clusterSum } = revive === undefined ? next : replaced(next, revive);
    return [[this.vectors, codes], [this.clusterSize, clusterSize], [this.clusterSum, clusterSum]];
  }
}

/** A revived code starts as the average of one vector: itself. */
function replaced({ codes, clusterSize, clusterSum }: AveragedCodebook, { dead, donors }: { dead: Tensor; donors: Tensor }): AveragedCodebook {
  const rows = expandDims(dead, 1);
  return {
    codes: blend(codes, donors, rows),
    clusterSize: add(mul(clusterSize, sub(1, dead)), dead),
    clusterSum: blend(clusterSum, donors, rows),
  };
}

export function codebookOf(key: Key, { update, ...options }: CodebookOptions & { readonly update: 'gradient' | 'movingAverage'; readonly decay: number }): Codebook {
  return update === 'gradient' ? new TrainedCodebook(key, options) : new FollowingCodebook(key, options);
}
