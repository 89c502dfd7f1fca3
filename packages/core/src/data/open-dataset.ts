import { listFiles, lookUp } from '#platform/folders';
import { within } from '#platform/shipped';

import { FigmentError, reasonOf } from '../errors.ts';
import { idx } from './formats/idx.ts';
import { imageFolder } from './images/image-folder.ts';
import { imageExtensions } from './images/image-set.ts';
import type { IndexedDataset } from './indexed.ts';
import { type ImageBatch, openShippedDataset, type ShippedBatches, type ShippedDatasetOptions, type TextBatch } from './shipped/shipped-dataset.ts';
import type { TextFields } from './text-data/text-data.ts';
import type { TextOptions } from './text-data/texts.ts';
import { namesOf, shippedIndex, type ShippedOptions } from './shipped/shipped-index.ts';

/** Options of {@link openDataset}. */
export interface OpenDatasetOptions extends ShippedOptions, ShippedDatasetOptions, Pick<TextOptions, 'by'> {
  /** Side of the pictures: files of a folder are resized to it (32 if absent), those of an IDX file padded (as they are if absent). */
  readonly size?: number | undefined;
  /** Of the files of a folder (3). */
  readonly channels?: 1 | 3 | undefined;
  readonly onUnreadable?: 'skip' | 'throw' | undefined;
  /** Of a folder with the folders `from` and `to`: whether pictures of equal names in them belong together (true). */
  readonly paired?: boolean | undefined;
}

/** What is in a data set of this name or path. */
export type NamedBatch<Name extends string> = Name extends keyof ShippedBatches ? ShippedBatches[Name] : Name extends `${string}.${'txt' | 'md'}` ? TextBatch : Name extends `${string}.${'jsonl' | 'tsv' | 'csv'}` ? TextFields : ImageBatch;

/**
 * Data by the name of a set that ships (`'emoji'`, `'moby-dick'`), or from a path: pictures of a folder of PNG, JPEG and WebP files,
 * of an IDX file (with its labels, where they lie beside it under the usual name), or of a folder of such files; pairs of pictures of a folder
 * with the folders `from` and `to`, as {@link imagePairs} reads them; texts, conversations and pairs
 * of files as {@link textData} reads them.
 *
 * @throws FigmentError `FILE_NOT_FOUND` with what was tried and what there is, and those of {@link imageFolder}, {@link idx} and {@link textData}
 */
export function openDataset<const Name extends string>(nameOrPath: Name, options: OpenDatasetOptions = {}): Promise<IndexedDataset<NamedBatch<Name>>> {
  return open(nameOrPath, options) as Promise<IndexedDataset<NamedBatch<Name>>>;
}

async function open(nameOrPath: string, options: OpenDatasetOptions): Promise<IndexedDataset<unknown>> {
  const kind = await lookUp(nameOrPath);
  if (kind === 'folder') return openFolder(nameOrPath, options);
  if (isTextFile(nameOrPath)) return openText(nameOrPath, options);
  if (kind === 'file' || /[-.](idx|ubyte)/.test(nameOrPath)) return openIdx(nameOrPath, options);

  const { folder, datasets } = await shippedIndex(options).catch((cause: unknown) => {
    throw new FigmentError('FILE_NOT_FOUND', `${nameOrPath} must be a path, or the name of a shipped data set: there is no such path. ${reasonOf(cause)}.`, { cause });
  });
  const entry = datasets.find(({ name, path }) => name === nameOrPath || path === nameOrPath);
  if (entry === undefined) {
    throw new FigmentError('FILE_NOT_FOUND', `${nameOrPath} must be a folder or file of pictures (IDX) or texts, or the name of a shipped data set: there is no such path, and ${folder} has ${namesOf(datasets)}.`);
  }
  const path = within(folder, entry.path);
  return isTextFile(path) ? openText(path, { by: entry.by, ...options, title: entry.name }) : openShippedDataset(path, options);
}

function isTextFile(path: string): boolean {
  return /\.(txt|md|jsonl|tsv|csv)$/i.test(path);
}

/** Only who learns from texts loads it. */
async function openText(path: string, { by, title }: Pick<TextOptions, 'by' | 'title'>): Promise<IndexedDataset<unknown>> {
  const { textData } = await import('./text-data/text-data.ts');
  return await textData(path, { by, title });
}

async function openFolder(folder: string, options: OpenDatasetOptions): Promise<IndexedDataset<unknown>> {
  if ((await lookUp(within(folder, 'dataset.json'))) === 'file') return openShippedDataset(folder, options);
  const pictures = await listFiles(folder, imageExtensions);
  const fitted = { size: options.size ?? 32, channels: options.channels ?? 3, onUnreadable: options.onUnreadable };
  if (areInTwoFolders(pictures)) {
    const { imagePairs } = await import('./images/image-pairs.ts');
    return await imagePairs(folder, { ...fitted, paired: options.paired });
  }
  if (pictures.length > 0) return imageFolder(folder, fitted);
  const all = await listFiles(folder, ['.gz', '.idx', '', '.txt', '.md', '.jsonl', '.tsv', '.csv']);
  const part = options.split === 'test' ? 't10k' : 'train';
  const images = all.find((name) => name.includes('images') && name.includes(part)) ?? all.find((name) => name.includes('images') && name.includes('idx'));
  if (images === undefined) {
    if (all.some(isTextFile)) return openText(folder, options);
    throw new FigmentError('DATA_EMPTY', `${folder} must have pictures (${imageExtensions.join(', ')}), IDX files (…-images-idx3-ubyte.gz), texts (.txt, .md, .jsonl, .tsv, .csv) or a dataset.json, got ${all.length === 0 ? 'none of them' : all.slice(0, 5).join(', ')}.`);
  }
  return openIdx(within(folder, images), options);
}

/** Whether all files of a folder lie in the two folders `from` and `to`. */
function areInTwoFolders(names: readonly string[]): boolean {
  return [...new Set(names.map((name) => name.split('/', 2)[0]))].sort().join() === 'from,to' && names.every((name) => name.includes('/'));
}

/** `train-images-idx3-ubyte.gz` has its labels in `train-labels-idx1-ubyte.gz`. */
async function openIdx(path: string, { size }: OpenDatasetOptions): Promise<IndexedDataset<ImageBatch>> {
  const labels = path.replace(/images([-.])idx3/, 'labels$1idx1');
  return labels !== path && (await lookUp(labels)) === 'file' ? idx(path, labels, { title: path, size }) : idx(path, { title: path, size });
}
