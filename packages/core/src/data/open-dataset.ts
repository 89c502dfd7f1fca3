import { listFiles, lookUp } from '#platform/folders';
import { within } from '#platform/shipped';

import { FigmentError, reasonOf } from '../errors.ts';
import { idx } from './formats/idx.ts';
import { imageFolder } from './images/image-folder.ts';
import { imageExtensions } from './images/image-set.ts';
import type { IndexedDataset } from './indexed.ts';
import { type ImageBatch, openShippedDataset, type ShippedBatches, type ShippedDatasetOptions } from './shipped/shipped-dataset.ts';
import { namesOf, shippedIndex, type ShippedOptions } from './shipped/shipped-index.ts';

/** Options of {@link openDataset}. */
export interface OpenDatasetOptions extends ShippedOptions, ShippedDatasetOptions {
  /** Side of the pictures: files of a folder are resized to it (32 if absent), those of an IDX file padded (as they are if absent). */
  readonly size?: number | undefined;
  /** Of the files of a folder (3). */
  readonly channels?: 1 | 3 | undefined;
  readonly onUnreadable?: 'skip' | 'throw' | undefined;
}

/**
 * Pictures by the name of a shipped data set (`'emoji'`, `'fashion-mnist'`), or from a path: a folder of PNG, JPEG and WebP files,
 * an IDX file (with its labels, where they lie beside it under the usual name), or a folder of such files.
 *
 * @throws FigmentError `FILE_NOT_FOUND` with what was tried and what there is, and those of {@link imageFolder} and {@link idx}
 */
export function openDataset<const Name extends string>(nameOrPath: Name, options: OpenDatasetOptions = {}): Promise<IndexedDataset<Name extends keyof ShippedBatches ? ShippedBatches[Name] : ImageBatch>> {
  return open(nameOrPath, options) as Promise<IndexedDataset<Name extends keyof ShippedBatches ? ShippedBatches[Name] : ImageBatch>>;
}

async function open(nameOrPath: string, options: OpenDatasetOptions): Promise<IndexedDataset<ImageBatch>> {
  const kind = await lookUp(nameOrPath);
  if (kind === 'folder') return openFolder(nameOrPath, options);
  if (kind === 'file' || /[-.](idx|ubyte)/.test(nameOrPath)) return openIdx(nameOrPath, options);

  const { folder, datasets } = await shippedIndex(options).catch((cause: unknown) => {
    throw new FigmentError('FILE_NOT_FOUND', `${nameOrPath} must be a path, or the name of a shipped data set: there is no such path. ${reasonOf(cause)}.`, { cause });
  });
  const entry = datasets.find(({ name, path }) => name === nameOrPath || path === nameOrPath);
  if (entry === undefined) {
    throw new FigmentError('FILE_NOT_FOUND', `${nameOrPath} must be a folder of pictures, an IDX file, or the name of a shipped data set: there is no such path, and ${folder} has ${namesOf(datasets)}.`);
  }
  return openShippedDataset(within(folder, entry.path), options);
}

async function openFolder(folder: string, options: OpenDatasetOptions): Promise<IndexedDataset<ImageBatch>> {
  if ((await lookUp(within(folder, 'dataset.json'))) === 'file') return openShippedDataset(folder, options);
  if ((await listFiles(folder, imageExtensions)).length > 0) {
    return imageFolder(folder, { size: options.size ?? 32, channels: options.channels ?? 3, onUnreadable: options.onUnreadable });
  }
  const part = options.split === 'test' ? 't10k' : 'train';
  const all = await listFiles(folder, ['.gz', '.idx', '']);
  const images = all.find((name) => name.includes('images') && name.includes(part)) ?? all.find((name) => name.includes('images') && name.includes('idx'));
  if (images === undefined) {
    throw new FigmentError('DATA_EMPTY', `${folder} must have pictures (${imageExtensions.join(', ')}), IDX files (…-images-idx3-ubyte.gz) or a dataset.json, got ${all.length === 0 ? 'none of them' : all.slice(0, 5).join(', ')}.`);
  }
  return openIdx(within(folder, images), options);
}

/** `train-images-idx3-ubyte.gz` has its labels in `train-labels-idx1-ubyte.gz`. */
async function openIdx(path: string, { size }: OpenDatasetOptions): Promise<IndexedDataset<ImageBatch>> {
  const labels = path.replace(/images([-.])idx3/, 'labels$1idx1');
  return labels !== path && (await lookUp(labels)) === 'file' ? idx(path, labels, { title: path, size }) : idx(path, { title: path, size });
}
