import { clip, div, mul, tidy } from '@figment/core/ops';
import type { LatentAutoencoder } from '@figment/core/interfaces';
import type { Tensor } from '@figment/core';

import type { Space } from '../network/diffuser.ts';
import type { LatentStatistics } from './latent-statistics.ts';

/** Pictures in [0, 1], diffused as the latents of an autoencoder, of mean 0 and deviation 1. */
export function latentSpace(outer: readonly number[], autoencoder: LatentAutoencoder, statistics: Pick<LatentStatistics, 'normalize' | 'restore'>): Space {
  return {
    outer,
    encode: (images: Tensor) => tidy(() => statistics.normalize(autoencoder.encode(images))),
    decode: (x: Tensor) => tidy(() => clip(autoencoder.decode(statistics.restore(x)), 0, 1)),
  };
}

/** Where nothing was measured: latents are divided by what their autoencoder says. */
export function asScaled({ scale }: LatentAutoencoder): Pick<LatentStatistics, 'normalize' | 'restore'> {
  const factor = [...scale];
  return { normalize: (latents) => tidy(() => div(latents, factor)), restore: (x) => tidy(() => mul(x, factor)) };
}
