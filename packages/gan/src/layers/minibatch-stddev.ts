import { FigmentError, type Tensor } from '@figment/core';
import { add, broadcastTo, concat, mean, reshape, sqrt, square, sub, tidy, tile } from '@figment/core/ops';

/** Options of {@link minibatchStddev}. */
export interface MinibatchStddevOptions {
  /** How many pictures are compared with each other; where it doesn't divide the batch, the nearest number that does (4). */
  readonly groupSize?: number | undefined;
  /** Channels to add, each of its range of channels: a divisor of their number (1). */
  readonly features?: number | undefined;
  /** 1e-8. */
  readonly epsilon?: number | undefined;
}

/**
 * Adds channels that tell how much the pictures of a group differ: a discriminator that sees them knows a generator that makes the same
 * over and over. Karras et al. 2018, arXiv:1710.10196, section 3; in groups as Karras et al. 2020, arXiv:1912.04958.
 * x: [B, H, W, C] -> [B, H, W, C + features]
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function minibatchStddev(x: Tensor, { groupSize = 4, features = 1, epsilon = 1e-8 }: MinibatchStddevOptions = {}): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  if (channels % features !== 0) throw new FigmentError('OPTIONS_INVALID', `minibatchStddev: features must be a divisor of the channels (${channels}), got ${features}.`);
  const members = membersOf(batch, groupSize);
  const groups = batch / members;
  return tidy(() => {
    const grouped = reshape(x, [members, -1]); // [G M, H, W, C] -> [G, M H W C]: members of a group stand M apart
    const variance = mean(square(sub(grouped, mean(grouped, 0, true))), 0); // [M H W C]
    const deviation = reshape(sqrt(add(variance, epsilon)), [groups, height * width, features, channels / features]);
    const statistics = tile(mean(deviation, [1, 3]), [members, 1]); // [M, F] -> [G M, F]
    return concat([x, broadcastTo(reshape(statistics, [batch, 1, 1, features]), [batch, height, width, features])], 3);
  });
}

/** The largest number up to `groupSize`, 2 or more, that divides the batch; else the smallest beyond; 1 of one picture. */
function membersOf(batch: number, groupSize: number): number {
  const divides = (count: number): boolean => batch % count === 0;
  for (let count = Math.min(groupSize, batch); count > 1; count--) if (divides(count)) return count;
  for (let count = groupSize + 1; count < batch; count++) if (divides(count)) return count;
  return batch;
}
