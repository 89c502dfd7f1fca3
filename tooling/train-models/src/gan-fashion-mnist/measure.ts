import type { Tensor } from '@figment/core';
import { classHistogram, type ClassHistogram, frechetDistance, neighbourhoods, type Neighbourhoods } from '@figment/gan/metrics';

import type { Classifier } from './classifier.ts';
import { allPictures, type Clothes } from './clothes.ts';
import { lookAt, type Seen } from './features.ts';

/** How good made pictures are. */
export interface Quality {
  /** Fréchet distance of 64 features: to the pictures that were learnt, and to those that were held out. */
  readonly distance: { readonly train: number; readonly heldOut: number };
  readonly classes: Omit<ClassHistogram, 'shares'> & { readonly shares: readonly number[] };
  /** Against the held-out pictures, of as many made ones. */
  readonly neighbourhoods: Neighbourhoods;
}

/** What real pictures look like to the classifier. */
export interface Reality {
  readonly train: Seen;
  readonly heldOut: Seen;
}

export async function lookAtReality(classifier: Classifier, clothes: Clothes): Promise<Reality> {
  const seen = async (part: Clothes['train']): Promise<Seen> => {
    const images = await allPictures(part);
    const found = await lookAt(classifier, images);
    images.dispose();
    return found;
  };
  return { train: await seen(clothes.train), heldOut: await seen(clothes.heldOut) };
}

/** images: [N, 32, 32, 1] in [0, 1]; they are left to the caller. */
export async function qualityOf(classifier: Classifier, images: Tensor, { train, heldOut }: Reality): Promise<Quality> {
  const { features, probabilities } = await lookAt(classifier, images);
  const { shares, ...classes } = classHistogram(probabilities);
  const few = Math.min(heldOut.features.shape[0]!, features.shape[0]!);
  return {
    distance: { train: frechetDistance(features, train.features), heldOut: frechetDistance(features, heldOut.features) },
    classes: { ...classes, shares: [...shares] },
    neighbourhoods: neighbourhoods({ data: features.data.slice(0, few * features.shape[1]!), shape: [few, features.shape[1]!] }, heldOut.features),
  };
}
