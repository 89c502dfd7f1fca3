import type { vae } from '@figment/vae';
import type { InputOf } from '@figment/core/plugin';

/** A model that ships: what it is, and how it is trained. */
export interface Recipe {
  /** Of its folder, and in the index. */
  readonly name: string;
  readonly config: InputOf<(typeof vae)['config']>;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  /** Probability of each augmentation. */
  readonly augment: { readonly flip: number; readonly permuteChannels: number };
  readonly title: { readonly en: string; readonly ko: string };
  readonly description: { readonly en: string; readonly ko: string };
  /** For the card: what it is good for, and what not. */
  readonly about: string;
}
