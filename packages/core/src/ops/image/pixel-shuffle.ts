import { tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { reshape, transpose } from '../basic/shape.ts';
import { requireOption, requireRank } from '../check.ts';

/**
 * Channels become blocks of r x r pixels; channel c r r + i r + j is row i, column j of the block, as in PyTorch.
 * x: [B, H, W, C r r] -> [B, H r, W r, C]. Shi et al. 2016, arXiv 1609.05158, eq. 4.
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function pixelShuffle(x: Tensor, factor: number): Tensor {
  requireRank('pixelShuffle', 'x', x, 4, '[batch, height, width, channels]');
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  requireOption('pixelShuffle', 'factor', Number.isInteger(factor) && factor >= 1 && channels % (factor * factor) === 0, `an integer whose square divides the channels (${channels})`, factor);
  const out = channels / (factor * factor);
  return tidy(() => {
    // Two steps of four axes: not every backend transposes six.
    const columns = transpose(reshape(x, [batch * height, width, out * factor, factor]), [0, 1, 3, 2]); // [B H, W, (C i), j] -> [B H, W, j, (C i)]
    const rows = transpose(reshape(columns, [batch * height, width * factor, out, factor]), [0, 3, 1, 2]); // [B H, W j, C, i] -> [B H, i, W j, C]
    return reshape(rows, [batch, height * factor, width * factor, out]);
  });
}

/**
 * Blocks of r x r pixels become channels: undoes {@link pixelShuffle}. x: [B, H r, W r, C] -> [B, H, W, C r r]
 *
 * @throws FigmentError `SHAPE_MISMATCH`, `OPTIONS_INVALID`
 */
export function pixelUnshuffle(x: Tensor, factor: number): Tensor {
  requireRank('pixelUnshuffle', 'x', x, 4, '[batch, height, width, channels]');
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  requireOption('pixelUnshuffle', 'factor', Number.isInteger(factor) && factor >= 1 && height % factor === 0 && width % factor === 0, `a divisor of height and width (${height} x ${width})`, factor);
  return tidy(() => {
    const rows = transpose(reshape(x, [(batch * height) / factor, factor, width, channels]), [0, 2, 3, 1]); // [B H, i, W j, C] -> [B H, W j, C, i]
    const columns = transpose(reshape(rows, [(batch * height) / factor, width / factor, factor, channels * factor]), [0, 1, 3, 2]); // [B H, W, j, (C i)] -> [B H, W, (C i), j]
    return reshape(columns, [batch, height / factor, width / factor, channels * factor * factor]);
  });
}
