import { FigmentError } from '@figment/core';

/** The resolutions between the smallest picture of features, of 4 to 7 pixels a side, and the whole. */
export interface Pyramid {
  /** Side of the smallest. */
  readonly start: number;
  /** How often it is doubled. */
  readonly levels: number;
}

/** Undefined for a size that can't be halved down to 4 to 7 pixels. */
export function pyramidOf(size: number): Pyramid | undefined {
  const levels = Math.floor(Math.log2(size / 4));
  const start = size / 2 ** levels;
  return levels >= 1 && Number.isInteger(start) ? { start, levels } : undefined;
}

/** What to say of a size that doesn't fit: the sizes next to it that do. */
export function sizeRule(size: number): string {
  const next = (step: 1 | -1): number => {
    let near = Math.round(size) + (Number.isInteger(size) ? step : 0);
    while (near >= 8 && pyramidOf(near) === undefined) near += step;
    return near;
  };
  const fitting = (size < 8 ? [8] : [next(-1), next(1)]).filter((near) => near >= 8);
  return `must be 4, 5, 6 or 7 times a power of two, from 8 (here ${fitting.join(' or ')})`;
}

/** @throws FigmentError `CONFIG_INVALID` */
export function requirePyramid(size: number): Pyramid {
  const pyramid = pyramidOf(size);
  if (pyramid === undefined) throw new FigmentError('CONFIG_INVALID', `image.size ${sizeRule(size)}, got ${size}.`);
  return pyramid;
}

/** Sides of the features whose places a network may let look at each other; none for a picture of no pyramid. */
export function attentiveSides(network: 'generator' | 'discriminator', size: number): readonly number[] {
  const levels = pyramidOf(size)?.levels ?? 0;
  // Blocks of a generator end at each side but the smallest, those of a discriminator at each but the largest.
  return Array.from({ length: levels }, (_, i) => size / 2 ** (network === 'generator' ? i : i + 1));
}

/** What to say of a side that features don't have. */
export function attentionRule(network: 'generator' | 'discriminator', size: number): string {
  return `must be 0 or a side of its features (${attentiveSides(network, size).join(', ')}) for pictures of ${size} pixels`;
}

/**
 * How often a picture is halved to features of a side.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export function requireAttentive(network: 'generator' | 'discriminator', size: number, side: number): number {
  if (!attentiveSides(network, size).includes(side)) throw new FigmentError('CONFIG_INVALID', `${network}.attention ${attentionRule(network, size)}, got ${side}.`);
  return Math.log2(size / side);
}

/** Channels at a resolution, by how often it was halved: double at each, up to a bound. */
export interface Widths {
  /** At the finest. */
  readonly channels: number;
  readonly maxChannels: number;
}

export function widthAt({ channels, maxChannels }: Widths, halvings: number): number {
  return Math.min(channels * 2 ** halvings, maxChannels);
}
