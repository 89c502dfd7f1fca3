import { type IndexedDataset, openDataset } from '@figment/core/data';
import { upload } from '@figment/core/ops';
import type { Tensor } from '@figment/core';

/** The pictures of clothes that ship with this project, with their classes. */
export interface Clothes {
  readonly train: IndexedDataset<ClothesExample>;
  readonly heldOut: IndexedDataset<ClothesExample>;
}

interface ClothesExample {
  readonly image: Tensor;
  readonly label: Tensor;
}

export async function openClothes(models: string): Promise<Clothes> {
  const part = async (split: 'train' | 'test'): Promise<IndexedDataset<ClothesExample>> => await openDataset('fashion-mnist', { split, baseUrl: models });
  return { train: await part('train'), heldOut: await part('test') };
}

/** All pictures of a part, [N, 32, 32, 1] in [0, 1]. */
export async function allPictures(part: Clothes['train']): Promise<Tensor> {
  const { image: { data, shape } } = await part.read(Array.from({ length: part.size }, (_, i) => i));
  return upload({ data: data instanceof Uint8Array ? Float32Array.from(data, (byte) => byte / 255) : data, shape }, 'float32');
}
