import { disposeCache, type KeyValueCache, rewindCache as rewindLayer, selectFromCache } from '@figment/core/nn';
import { FigmentError, type Tensor } from '@figment/core';
import { clone, dispose, gather, tensor, tidy } from '@figment/core/ops';

import type { KeysAndValues } from './attention.ts';
import { neededAfterMoving } from './layer-cache.ts';

/**
 * What a decoder has read, so that the next token costs one position. A value, as core's `KeyValueCache`: a step leaves it as it was.
 * (A type, so that `tidy` takes it for a container of tensors.)
 */
export type DecodingCache = {
  /** Of layers that see a window only, the last positions alone. */
  readonly layers: KeyValueCache[];
  /** Keys and values of the encoder's states, of each layer: [B, Hkv, S, D]. */
  readonly cross: { readonly keys: Tensor; readonly values: Tensor }[];
  /** [B, S], where some of the encoder's states are padding. */
  readonly contextMask: Tensor | undefined;
  /** Positions read. */
  readonly length: number;
};

/**
 * Rows of a cache in a new order, some perhaps twice: beams, samples of one prompt. In memory of its own.
 *
 * @throws FigmentError `INPUT_INVALID` for a row that it does not have.
 */
export function selectRows(cache: DecodingCache, rows: readonly number[]): DecodingCache {
  return tidy(() => {
    const chosen = tensor([...rows], [rows.length], 'int32');
    return {
      ...cache,
      layers: cache.layers.map((layer) => selectFromCache(layer, chosen)),
      ...mapCross(cache, (x) => gather(x, chosen)),
    };
  });
}

/**
 * The cache as it was `count` positions ago, in the same memory: nobody may go on with the one it was, which its owner still frees.
 * Layers that see a window only go back as far as what they kept: 32 positions always, to the beginning as long as they hold all.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export function rewindCache(cache: DecodingCache, count: number): DecodingCache {
  const most = rewindable(cache);
  if (!Number.isSafeInteger(count) || count < 0 || count > most) {
    throw new FigmentError('INPUT_INVALID', `count must be a whole number from 0 to ${most}, how far this cache can go back, got ${count}.`);
  }
  return tidy(() => ({ ...cache, layers: cache.layers.map((layer) => rewindLayer(layer, count)), ...mapCross(cache, clone), length: cache.length - count }));
}

/** How many positions {@link rewindCache} can go back. */
export function rewindable({ layers, length }: DecodingCache): number {
  return layers.reduce((most, layer) => Math.min(most, layer.length === length ? length : layer.length - neededAfterMoving(layer.keys.shape[2] as number)), length);
}

/** Frees a cache's tensors. */
export function disposeDecodingCache({ layers, cross, contextMask }: DecodingCache): void {
  layers.forEach(disposeCache);
  for (const { keys, values } of cross) dispose([keys, values]);
  contextMask?.dispose();
}

/** What a cache knows of an encoder, each tensor by `f`. */
export function mapCross({ cross, contextMask }: DecodingCache, f: (x: Tensor) => Tensor): Pick<DecodingCache, 'cross' | 'contextMask'> {
  return {
    cross: cross.map(({ keys, values }): KeysAndValues => ({ keys: f(keys), values: f(values) })),
    contextMask: contextMask === undefined ? undefined : f(contextMask),
  };
}
