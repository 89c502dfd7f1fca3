import { FigmentError, type Shape } from '@figment/core';

import type { Architecture } from '../../architecture/architecture.ts';
import type { Family } from '../families/family.ts';
import { type Packing, packedShape } from './packed.ts';
import { placesIn } from './place.ts';

/** Weights of ours that are one of theirs. */
export interface MappedWeight<T> extends Packing {
  /** By their part. */
  readonly ours: readonly T[];
}

/**
 * Values that belong to weights of a network (themselves, gradients, moments), by the names that the weights have in files of a family.
 *
 * @param values by the names in the network
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for one that such files have no place for
 */
export function mapWeights<T extends { readonly shape: Shape }>(family: Family, architecture: Architecture, values: Iterable<readonly [name: string, value: T]>): Map<string, MappedWeight<T>> {
  const placeOf = placesIn(family, architecture);
  const mapped = new Map<string, MappedWeight<T> & { ours: T[] }>();
  for (const [path, value] of values) {
    const place = placeOf(path);
    if (place === undefined) throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `a ${family.type} of transformers has no weight like "${path}"; adapters have to be merged first.`);
    const { name, part, parts, isTransposed } = place;
    // BART's bias of logits is a row.
    const shape = name === 'final_logits_bias' ? [1, ...value.shape] : packedShape(value.shape, place);
    const entry = mapped.get(name) ?? { ours: [], isTransposed, parts, turns: family.packsHeads && parts > 1 ? architecture.decoder!.heads : 1, shape };
    entry.ours[part] = value;
    mapped.set(name, entry);
  }
  return mapped;
}
