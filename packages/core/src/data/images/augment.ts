import { FigmentError } from '../../errors.ts';
import { bernoulliArray, permutation } from '../../random/discrete.ts';
import type { Key } from '../../random/key.ts';
import { foldIn, split } from '../../random/split.ts';
import type { HostArray } from '../../tensor.ts';
import { fieldsOf, isCount } from '../cursor.ts';
import type { Dataset, FieldSpec, HostBatch } from '../dataset.ts';
import { elementsOf, isHostArray } from '../host-array.ts';

/** Options of {@link augmentImages}. */
export interface AugmentOptions {
  /** Probability that a picture is mirrored left to right (0). */
  readonly flip?: number | undefined;
  /** Probability that the channels of a picture change places (0); pictures of one channel stay as they are. */
  readonly permuteChannels?: number | undefined;
}

/**
 * Changes the pictures of training batches at random; `pass()` gives them unchanged. What happens to a batch follows from the
 * key and the batch's number alone, so a resumed run sees the very pictures that an uninterrupted one would.
 *
 * @throws FigmentError `OPTIONS_INVALID` when a probability is outside [0, 1]
 */
export function augmentImages<Batch>(dataset: Dataset<Batch>, { flip = 0, permuteChannels = 0 }: AugmentOptions): Dataset<Batch> {
  for (const [name, probability] of Object.entries({ flip, permuteChannels })) {
    if (!(probability >= 0 && probability <= 1)) throw new FigmentError('OPTIONS_INVALID', `${name} must be a probability in [0, 1], got ${probability}.`);
  }
  if (flip === 0 && permuteChannels === 0) return dataset;
  const fields = Object.entries<FieldSpec>(dataset.fields).filter(([, { kind }]) => kind === 'image').map(([field]) => field as keyof Batch & string);
  const augment = (host: HostBatch<Batch>, key: Key): HostBatch<Batch> => {
    const changed = fields.map((field) => {
      const images = host[field];
      // One key for all fields: a picture and its mask are changed alike.
      return [field, isHostArray(images) ? permutedChannels(flipped(images, key, flip), key, permuteChannels) : images];
    });
    return { ...host, ...Object.fromEntries(changed) } as HostBatch<Batch>;
  };
  return {
    ...dataset,
    async *batches({ key, batchSize, from }) {
      const [forOrder, forChanges] = split(key, 2);
      const { batch, inner } = startOf(from, dataset.title);
      let number = batch;
      for await (const { host, cursor } of dataset.batches({ key: forOrder, batchSize, from: inner })) {
        number += 1;
        yield { host: augment(host, foldIn(forChanges, number)), cursor: { batch: number, inner: cursor } };
      }
    },
  };
}

function startOf(cursor: unknown, title: string): { batch: number; inner: unknown } {
  if (cursor === undefined) return { batch: 0, inner: undefined };
  const { batch, inner } = fieldsOf(cursor);
  if (!isCount(batch)) throw new FigmentError('DATA_INVALID', `The cursor of ${title}, augmented, must be { batch, inner }, got ${JSON.stringify(cursor)}.`);
  return { batch, inner };
}

/** Mirrors some of the pictures [B, H, W, C]. */
function flipped(images: HostArray, key: Key, probability: number): HostArray {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  const chosen = bernoulliArray(foldIn(key, 0), count, probability);
  const data = images.data.slice();
  for (let n = 0; n < count; n += 1) {
    if (chosen[n] === 0) continue;
    for (let row = n * height; row < (n + 1) * height; row += 1) {
      for (let x = 0; x < width; x += 1) {
        const from = (row * width + width - 1 - x) * channels;
        data.set(images.data.subarray(from, from + channels), (row * width + x) * channels);
      }
    }
  }
  return { data, shape: images.shape };
}

/** Gives some of the pictures [B, H, W, C] an order of channels drawn at random. */
function permutedChannels(images: HostArray, key: Key, probability: number): HostArray {
  const [count = 0] = images.shape;
  const channels = images.shape.at(-1) ?? 1;
  if (channels === 1) return images;
  const chosen = bernoulliArray(foldIn(key, 1), count, probability);
  const size = elementsOf(images.shape.slice(1));
  const data = images.data.slice();
  for (let n = 0; n < count; n += 1) {
    if (chosen[n] === 0) continue;
    const order = permutation(foldIn(key, n + 2), channels);
    for (let at = n * size; at < (n + 1) * size; at += channels) {
      for (let channel = 0; channel < channels; channel += 1) data[at + channel] = images.data[at + (order[channel] as number)] as number;
    }
  }
  return { data, shape: images.shape };
}
