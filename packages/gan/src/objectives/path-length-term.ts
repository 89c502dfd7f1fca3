import type { Tensor } from '@figment/core';
import { mul, slice } from '@figment/core/ops';
import { normal, split } from '@figment/core/random';

import type { Generator } from '../networks/generator.ts';
import { Pass } from '../networks/pass.ts';
import type { PathLengthRegularizer } from '../regularizers/path-length.ts';
import type { FurtherTerm, GeneratorOptions } from './generator.ts';
import type { PictureBatch } from './latent-game.ts';

/** Options of {@link pathLengthTerm}. */
export interface PathLengthOptions {
  readonly generator: Generator;
  readonly regularizer: PathLengthRegularizer;
  readonly weight: number;
  /** Taken at every n-th step only, n times as strong (4). */
  readonly every?: number | undefined;
}

/** A further term of the generator's objective: path lengths of pictures of their own, half as many as the batch has, for they cost much. */
export function pathLengthTerm({ generator, regularizer, weight, every = 4 }: PathLengthOptions): NonNullable<GeneratorOptions<PictureBatch>['further']>[number] {
  return (_, { batch: { image, label }, key, step, evaluation }): FurtherTerm | undefined => {
    if (evaluation === true || step % every !== 0) return undefined;
    const [forLatents, forNetwork, forNoise] = split(key, 3);
    const count = Math.max(1, Math.floor(image.shape[0] / 2));
    const labels = label === undefined ? undefined : slice(label, 0, count);
    // A way of its own, that leaves no statistics.
    const pass = new Pass({ training: true, key: forNetwork });
    const styles = generator.styles(normal(forLatents, [count, generator.latentSize]), labels, pass);
    const { penalty, length, updates } = regularizer.measure(styles, (each: Tensor) => generator.synthesize(each, labels, pass), forNoise);
    const weighted = mul(penalty, weight);
    return { loss: mul(weighted, every), metrics: { pathLength: weighted, pathLengths: length }, updates };
  };
}
