import type { Tensor } from '@figment/core';
import type { Module } from '@figment/core/nn';
import type { Key } from '@figment/core/random';

import { createUNet } from '../config/translation.ts';
import type { UnpairedImageToImageConfig } from '../config/unpaired-image-to-image.ts';
import type { Pass } from '../networks/pass.ts';
import { ResidualTranslator } from './residual-translator.ts';

/** Makes pictures of one kind of pictures of another. */
export interface Translator extends Module {
  /** x: [B, H, W, C] in [-1, 1] -> the same shape, in [-1, 1] */
  forward(x: Tensor, pass: Pass): Tensor;
}

/** The network of a config. */
export function createTranslator(key: Key, { generator: { kind, blocks, ...settings }, image: { channels } }: Pick<UnpairedImageToImageConfig, 'generator' | 'image'>): Translator {
  // A network that adds to its picture begins at leaving it as it is, where cycle and identity are content, and stays there.
  if (kind === 'uNet') return createUNet(key, settings, { from: channels, to: channels, residual: false });
  return new ResidualTranslator(key, { pictureChannels: channels, channels: settings.channels, blocks, norm: settings.norm });
}
