import { FigmentError, type Tensor } from '@figment/core';
import { clip, tensor, tidy, unsigned } from '@figment/core/ops';
import type { ImageShape } from '@figment/core/plugin';
import { foldIn, type Key, normalArray, randintArray } from '@figment/core/random';

import type { Discriminator } from '../networks/discriminator.ts';
import type { Generator } from '../networks/generator.ts';
import { Pass } from '../networks/pass.ts';

/** What the tasks of a generator need. */
export interface GanModel {
  readonly generator: Generator;
  readonly discriminator: Discriminator;
  readonly imageShape: ImageShape;
  /** How many it knows, if any. */
  readonly classes: number | undefined;
}

/** Pictures are made so many at a time. */
export const CHUNK = 16;

/** Numbers in all styles of a picture. */
export function latentSizeOf({ generator: { styleLayers, styleSize } }: Pick<GanModel, 'generator'>): number {
  return styleLayers * styleSize;
}

/** styles: [B, styleLayers, styleSize] -> pictures [B, H, W, C] in [0, 1]. Without a key a generator leaves out the noise that it draws. */
export function render({ generator }: GanModel, styles: Tensor, labels: Tensor | undefined, key?: Key): Tensor {
  return tidy(() => clip(unsigned(generator.synthesize(styles, labels, new Pass({ training: false, key }))), 0, 1));
}

/** z: [B, latentSize] -> styles, pulled towards the mean of their class. */
export function stylesOf({ generator }: GanModel, z: Tensor, labels: Tensor | undefined, truncation: number): Tensor {
  return tidy(() => {
    const styles = generator.styles(z, labels, new Pass({ training: false }));
    return truncation === 1 ? styles : generator.truncate(styles, truncation, labels);
  });
}

/**
 * The classes of `count` pictures: all of one, or drawn for each; undefined for a model that knows none.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function classesFor({ classes }: GanModel, wanted: number | undefined, count: number, key: Key): Int32Array | undefined {
  if (classes === undefined) {
    if (wanted !== undefined) throw new FigmentError('OPTIONS_INVALID', `options.class must be left out: this model knows no classes, got ${wanted}.`);
    return undefined;
  }
  if (wanted !== undefined && wanted >= classes) throw new FigmentError('OPTIONS_INVALID', `options.class must be from 0 to ${classes - 1}, for this model knows ${classes} classes, got ${wanted}.`);
  return Int32Array.from({ length: count }, (_, i) => wanted ?? randintArray(foldIn(key, i), 1, { max: classes })[0]!);
}

/** z of `count` pictures, [count, latentSize]: each has a key of its own, so that the first of a seed are the same however many follow. */
export function drawLatents({ generator: { latentSize } }: GanModel, count: number, key: Key): Float32Array {
  const latents = new Float32Array(count * latentSize);
  for (let i = 0; i < count; i++) latents.set(normalArray(foldIn(key, i), latentSize), i * latentSize);
  return latents;
}

/** int32 [B], for networks. */
export function labelTensor(labels: Int32Array | undefined): Tensor | undefined {
  return labels && tensor(labels, [labels.length], 'int32');
}
