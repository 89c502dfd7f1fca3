import { type IndexedDataset, openDataset, readCaptions } from '@figment/core/data';
import { upload } from '@figment/core/ops';
import type { HostArray, Tensor } from '@figment/core';

/** The emoji, to look at. */
export interface Emoji {
  readonly train: IndexedDataset<{ readonly image: Tensor }>;
  readonly heldOut: IndexedDataset<{ readonly image: Tensor }>;
  /** One by its name, [32, 32, 3]; the tensor belongs to the caller. */
  byName(name: string): Promise<Tensor>;
}

export async function openEmoji(models: string): Promise<Emoji> {
  const all = await openDataset('emoji', { split: 'all', baseUrl: models });
  const names = (await readCaptions(`${models}/data/emoji/captions.json`)).map(({ name }) => name);
  return {
    train: await openDataset('emoji', { split: 'train', baseUrl: models }),
    heldOut: await openDataset('emoji', { split: 'heldOut', baseUrl: models }),
    async byName(name) {
      const index = names.indexOf(name);
      if (index < 0) throw new Error(`there is no emoji ${name}.`);
      const { image } = await all.read([index]);
      return floats({ data: image.data, shape: image.shape.slice(1) });
    },
  };
}

/** The first pictures of a dataset, [n, H, W, C] in [0, 1]. */
export async function firstPictures(dataset: IndexedDataset<{ readonly image: Tensor }>, count: number): Promise<Tensor> {
  const { image } = await dataset.read(Array.from({ length: Math.min(count, dataset.size) }, (_, i) => i));
  return floats(image);
}

/** Bytes become float32 in [0, 1]. */
function floats({ data, shape }: HostArray): Tensor {
  return upload({ data: data instanceof Uint8Array ? Float32Array.from(data, (byte) => byte / 255) : data, shape }, 'float32');
}
