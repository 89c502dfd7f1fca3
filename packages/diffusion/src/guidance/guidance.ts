import type { Tensor } from '@figment/core';
import type { Schema } from '@figment/core/plugin';

import type { Prediction } from '../noise/prediction.ts';
import type { NoiseLevel } from '../noise/process.ts';

/** What a network says at one time with the condition and with another (nothing, or a negative prompt), and where it says it. */
export interface GuidanceCall {
  /** [B, ...]. */
  readonly conditional: Tensor;
  /** [B, ...]. */
  readonly unconditional: Tensor;
  /** 1: as learnt; more: closer to the condition. */
  readonly scale: number;
  /** From 0 to 1: how much of the contrast that guidance adds is taken back. */
  readonly rescale: number;
  /** The noisy sample, [B, ...], as the network sees it. */
  readonly x: Tensor;
  readonly level: NoiseLevel;
  readonly time: number;
  readonly prediction: Prediction;
  /** From 0 (data) to 1 (noise): where on the way. */
  readonly part: number;
}

/** A way to put what a network says with and without a condition together. Third parties bring one in a file. */
export interface GuidanceDefinition<O extends Schema = Schema> {
  /** 'classifier-free', 'acme/my-guidance'. */
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly options: O;
  /** The prediction that the sampler is told, [B, ...]. `options` are parsed. */
  guide(call: GuidanceCall, options: unknown): Tensor;
}
