import { tidy } from '@figment/core/ops';
import type { CalibrationCall } from '@figment/core/plugin';
import { foldIn, normal, split } from '@figment/core/random';

import type { Generator } from '../networks/generator.ts';
import { Pass } from '../networks/pass.ts';
import type { PictureBatch } from './latent-game.ts';

/** Enough for a running average that keeps a tenth of each batch to forget what it was. */
const BATCHES = 64;

/**
 * Running statistics follow the weights that are trained; what makes pictures afterwards are their averages, whose features are others. Makes
 * pictures of the averages, of the classes of the data, until the statistics are theirs. "Standing statistics" of Brock et al. 2019,
 * arXiv:1809.11096, appendix B.
 */
export async function takeStandingStatistics(generator: Generator, batches: AsyncIterable<PictureBatch>, { key, signal }: CalibrationCall): Promise<void> {
  let made = 0;
  for await (const { image, label } of batches) {
    signal.throwIfAborted();
    const [forLatents, forNetwork] = split(foldIn(key, made), 2);
    const changed = tidy(() => {
      const pass = new Pass({ training: true, key: forNetwork });
      generator.synthesize(generator.styles(normal(forLatents, [image.shape[0], generator.latentSize]), label, pass), label, pass);
      for (const [buffer, value] of pass.updates) buffer.assign(value);
      return pass.updates.length;
    });
    made += 1;
    if (changed === 0 || made === BATCHES) return;
  }
}
