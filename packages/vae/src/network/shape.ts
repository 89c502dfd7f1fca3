import { channelsAt } from '../config/network.ts';

/** Groups of channels that are normalised together. */
export const GROUPS = 8;

/** What an encoder and its decoder are built from. */
export interface NetworkShape {
  readonly imageChannels: number;
  /** Side of the squares of pixels that are folded into channels. */
  readonly unshuffle: number;
  /** Width of each level, the finest first; one a resolution. */
  readonly channels: readonly number[];
  readonly blocks: number;
}

export interface NetworkConfig {
  readonly image: { readonly channels: number };
  readonly unshuffle: number;
  readonly channels: readonly number[];
  readonly blocks: number;
}

/** @param downsample Pixels a place of the coarsest level: a power of two, `unshuffle` or more. */
export function networkShape({ image, unshuffle, channels, blocks }: NetworkConfig, downsample: number): NetworkShape {
  const levels = Math.log2(downsample / unshuffle) + 1;
  return {
    imageChannels: image.channels,
    unshuffle,
    channels: Array.from({ length: levels }, (_, level) => channelsAt(channels, level)),
    blocks,
  };
}
