import { type AnyLinear, linearLayers } from '@figment/core/nn';

import { configOfModel } from '../../huggingface/config/config-of-model.ts';
import type { Family } from '../../huggingface/families/family.ts';
import { networkOf } from '../../huggingface/network-of.ts';
import type { SavedTransformer } from '../../huggingface/save.ts';
import { placesIn } from '../../huggingface/weights/place.ts';

/** A linear layer of transformers', which may be several of ours. */
export interface ForeignLayer {
  /** Ours, by their part: names in the network, and the layers. */
  readonly ours: readonly { readonly name: string; readonly layer: AnyLinear }[];
  /** How often parts come in turn. */
  readonly turns: number;
}

/** The linear layers of a model by the names that they have in transformers. */
export interface ForeignLayers {
  readonly family: Family;
  /** Before names, in the class that the model is there. */
  readonly prefix: string;
  readonly layers: ReadonlyMap<string, ForeignLayer>;
}

/**
 * The linear layers of a model as its class in transformers names them.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` where transformers has no such model
 */
export function foreignLayers(model: Pick<SavedTransformer, 'definition' | 'config' | 'modules'>): ForeignLayers {
  const network = networkOf(model);
  const { architecture } = network;
  const weights = [...network.namedParameters(), ...network.namedBuffers()].filter(([name]) => !name.includes('.adapter.'));
  const { family, isBase } = configOfModel(model, architecture, weights);
  const placeOf = placesIn(family, architecture);
  const layers = new Map<string, { ours: { name: string; layer: AnyLinear }[]; turns: number }>();
  for (const { name, layer } of linearLayers(network)) {
    const place = placeOf(`${name}.weight`);
    if (place === undefined) continue;
    const theirs = place.name.replace(/\.weight$/, '');
    const entry = layers.get(theirs) ?? { ours: [], turns: family.packsHeads && place.parts > 1 ? architecture.decoder!.heads : 1 };
    entry.ours[place.part] = { name, layer };
    layers.set(theirs, entry);
  }
  return { family, prefix: isBase ? '' : (family.prefix ?? ''), layers };
}
