import { embedding, reshape } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

import type { VectorQuantizedAutoencoder } from './autoencoder.ts';
import { nearestCodes } from './nearest-code.ts';
import { toUnitScale } from './unit-length.ts';

/** The codes as they are compared and decoded, [K, D]. */
export function effectiveCodes({ codebook, normalized }: VectorQuantizedAutoencoder): Tensor {
  return normalized ? toUnitScale(codebook.codes) : codebook.codes;
}

/** Latents, [B, h, w, D] -> the nearest code of each place, int32 [B h w]. */
export function tokensOf(autoencoder: VectorQuantizedAutoencoder, latents: Tensor): Tensor {
  const dimension = autoencoder.latentShape.at(-1)!;
  return nearestCodes(reshape(latents, [-1, dimension]), effectiveCodes(autoencoder));
}

/** Codes by number, int32 [B h w], row by row -> pictures [B, H, W, C] in [0, 1]. */
export function decodeTokens(autoencoder: VectorQuantizedAutoencoder, tokens: Tensor): Tensor {
  const codes = reshape(embedding(effectiveCodes(autoencoder), tokens), [-1, ...autoencoder.latentShape]); // [B h w] -> [B h w, D] -> [B, h, w, D]
  return autoencoder.likelihood.picture(autoencoder.output(codes));
}

/** Latents, [B, h, w, D] -> pictures [B, H, W, C] in [0, 1], each place replaced by its nearest code. */
export function decodeCodes(autoencoder: VectorQuantizedAutoencoder, latents: Tensor): Tensor {
  return decodeTokens(autoencoder, tokensOf(autoencoder, latents));
}
