import * as z from 'zod';

/** Widths of the levels of an encoder, and of its mirror image, the decoder. */
export const channelsConfig = z
  .array(z.int().min(8).max(1024).multipleOf(8, 'must be a multiple of 8: normalisation works in groups of channels'))
  .min(1)
  .max(8)
  .default([48, 96])
  .describe('Channels at each resolution, from the finest to the coarsest; the last number holds for all that are coarser.')
  .meta({ advanced: true });

export const blocksConfig = z
  .int()
  .min(1)
  .max(8)
  .default(1)
  .describe('Residual blocks at each resolution of the encoder; the decoder has one more.')
  .meta({ advanced: true });

export const unshuffleConfig = z
  .literal([1, 2, 4])
  .default(2)
  .describe('Folds squares of this side into channels before anything else: 2 makes all convolutions about four times cheaper.')
  .meta({ advanced: true });

export const downsampleConfig = z.literal([1, 2, 4, 8, 16, 32]).default(4).describe('How many pixels wide one place of the latent picture is.');

/** Channels at a level, counted from the finest: the last number holds for all that are coarser. */
export function channelsAt(channels: readonly number[], level: number): number {
  return channels[Math.min(level, channels.length - 1)] as number;
}
