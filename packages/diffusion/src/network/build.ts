import type { Denoiser } from '@figment/core/interfaces';
import { pixelShuffle, pixelUnshuffle } from '@figment/core/ops';
import { type Contribution, parseSchema, type Wait } from '@figment/core/plugin';

import type { NetworkConfig } from '../config/network.ts';
import { found } from '../tasks/found.ts';
import { denoisers } from './built-in.ts';
import type { DenoiserCall, DenoiserDefinition } from './denoiser-definition.ts';

/**
 * The network that a config describes, of this package or of a plugin.
 *
 * @throws FigmentError `CONFIG_INVALID`
 */
export async function buildDenoiser(call: DenoiserCall, brought: readonly Contribution[], wait: Wait): Promise<Denoiser> {
  const { kind, options = {} } = call.sizes;
  const definition = await wait(found<DenoiserDefinition>(kind, denoisers, brought, 'config.network.kind', 'CONFIG_INVALID'));
  return await wait(Promise.resolve(definition.create(call, parseSchema(definition.options, options, 'config.network.options', 'CONFIG_INVALID'))));
}

/** A network of pictures whose squares of `factor` pixels are folded into channels. */
export function unshuffled(inner: Denoiser, factor: number): Denoiser {
  if (factor === 1) return inner;
  return { module: inner.module, predict: (x, time, condition) => pixelShuffle(inner.predict(pixelUnshuffle(x, factor), time, condition), factor) };
}

/** Sizes of a U-Net as levels, the finest first. */
export function levelsOf({ channels, blocks, attention, heads }: NetworkConfig, attends: 'attention' | 'crossAttention'): { channels: number; layers: number; down: 'plain' | 'attention' | 'crossAttention'; heads: number }[] {
  return channels.map((count, i) => ({ channels: count, layers: blocks, down: i >= channels.length - attention ? attends : 'plain', heads: headsFor(count, heads) }));
}

/** As many heads as there may be, at most `heads`, for they share the channels. */
function headsFor(channels: number, heads: number): number {
  let count = Math.min(heads, channels);
  while (channels % count !== 0) count--;
  return count;
}

/** The most groups, at most 32, that all levels can be cut into, of 4 channels at least where that is possible. */
export function groupsFor(channels: readonly number[]): number {
  const most = Math.min(32, Math.max(1, Math.min(...channels) / 4));
  let groups = Math.floor(most);
  while (channels.some((count) => count % groups !== 0)) groups--;
  return groups;
}
