import type { Denoiser, LatentAutoencoder, PromptEncoder, Tokenizer } from '@figment/core/interfaces';
import { Module } from '@figment/core/nn';
import { averagePool2d, cast, expandDims, mul, ones, reshape, resize, sum, tidy } from '@figment/core/ops';

/** Parts without weights, quick and exact enough to follow what a composite does with them. */

class Nothing extends Module {}

/** Halves pictures [8, 8, 1] and doubles them again. */
export const halving: LatentAutoencoder = {
  module: new Nothing(),
  latentShape: [4, 4, 1],
  scale: [0.5],
  encode: (images) => averagePool2d(images, { size: 2, stride: 2 }),
  decode: (latents) => resize(latents, { size: [8, 8] }),
};

/** Says a tenth of what it sees. */
export const tenth: Denoiser = { module: new Nothing(), predict: (x) => mul(x, 0.1) };

/** Says how many tokens there are. */
export const counting: PromptEncoder = {
  module: new Nothing(),
  width: 2,
  encode: (ids, mask) => tidy(() => {
    const count = expandDims(sum(cast(mask, 'float32'), 1), 1); // [B, T] -> [B, 1]
    return { states: mul(ones([...ids.shape, 2]), reshape(count, [-1, 1, 1])), pooled: mul(ones([ids.shape[0], 2]), count), mask: mask.clone() };
  }),
};

/** One token a character, of 64. */
export const letters: Tokenizer = {
  vocabularySize: 64,
  encode: (text) => ({ ids: Array.from(text, (letter) => letter.codePointAt(0)! % 64) }),
  decode: (ids) => ids.map((id) => String.fromCodePoint(64 + id)).join(''),
};
