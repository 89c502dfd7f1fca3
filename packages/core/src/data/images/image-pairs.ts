import { within } from '#platform/shipped';

import { FigmentError } from '../../errors.ts';
import { permutation } from '../../random/discrete.ts';
import { key } from '../../random/key.ts';
import type { Tensor } from '../../tensor.ts';
import { indexed, type IndexedDataset } from '../indexed.ts';
import { type NamedFile, sourcesOfFiles } from './image-files.ts';
import { sourcesOfFolder } from './image-folder.ts';
import { type ImageSet, imageSet, type ImageSetOptions, type ImageSource } from './image-set.ts';

/** Options of {@link imagePairs}. */
export interface ImagePairsOptions extends Omit<ImageSetOptions, 'labels' | 'captions'> {
  /** Whether pictures of equal names belong together (true); if not, they are of two kinds, of which none belongs to another. */
  readonly paired?: boolean | undefined;
}

/** A picture, and what it is to become. */
export interface PairedPictures {
  readonly image: Tensor;
  readonly target: Tensor;
}

/** A picture of each of two kinds. */
export interface UnpairedPictures {
  readonly image: Tensor;
  readonly other: Tensor;
}

/** What is in such data. */
export type PictureFields<Options extends Pick<ImagePairsOptions, 'paired'>> = Options extends { readonly paired: false } ? UnpairedPictures : PairedPictures;

/** Two sets of pictures in one. */
export interface ImagePairs<Batch> extends IndexedDataset<Batch> {
  /** Files that were left out with their partners, each with the error that names it. */
  readonly skipped: readonly FigmentError[];
}

/** How the folders of the two are called. */
const SIDES = ['from', 'to'] as const;

/**
 * Pictures of two folders: what is to be changed in `from`, and what it is to become in `to`, under the same name (endings may differ).
 *
 * `await imagePairs('portraits/', { size: 64 })`
 *
 * With `paired: false` the two have nothing to do with each other, and the smaller one is gone through several times: `{ image, other }`.
 *
 * @param folder with the folders `from` and `to`
 * @throws FigmentError `DATA_INVALID` with both counts and the first file without a partner; and those of {@link imageFolder}
 */
export async function imagePairs<const Options extends ImagePairsOptions>(folder: string, options: Options): Promise<ImagePairs<PictureFields<Options>>> {
  const [from, to] = await Promise.all(SIDES.map((side) => sourcesOfFolder(within(folder, side))));
  return await joined(from!, to!, folder, options);
}

/**
 * The same of files that a user chose in a page or dropped on it: with `from` or `to` in their paths.
 *
 * @throws FigmentError `DATA_EMPTY`, `DATA_INVALID`, `IMAGE_UNREADABLE`, `OPTIONS_INVALID`
 */
export async function imagePairFiles<const Options extends ImagePairsOptions>(files: Iterable<File | NamedFile>, options: Options): Promise<ImagePairs<PictureFields<Options>>> {
  const all = sourcesOfFiles(files);
  const [from, to] = SIDES.map((side) => all.flatMap((source) => {
    const [, name] = new RegExp(`(?:^|/)${side}/(.+)$`).exec(source.name) ?? [];
    return name === undefined ? [] : [{ ...source, name }];
  }));
  return await joined(from!, to!, 'your files', options);
}

async function joined<Options extends ImagePairsOptions>(from: readonly ImageSource[], to: readonly ImageSource[], where: string, { paired = true, ...options }: Options): Promise<ImagePairs<PictureFields<Options>>> {
  if (paired) checkPartners(from, to, where);
  const [images, others] = [await imageSet(from, `${where} (from)`, options), await imageSet(to, `${where} (to)`, options)];
  const skipped = [...images.skipped, ...others.skipped];
  const title = options.title ?? where;
  return { ...(paired ? pairsOf(images, others, title) : heapsOf(images, others, title)), skipped } as unknown as ImagePairs<PictureFields<Options>>;
}

/** @throws FigmentError `DATA_INVALID` */
function checkPartners(from: readonly ImageSource[], to: readonly ImageSource[], where: string): void {
  const [names, partners] = [new Set(from.map(nameOf)), new Set(to.map(nameOf))];
  const lonely = [...from.filter((file) => !partners.has(nameOf(file))).map(({ name }) => ['from', name, 'to']), ...to.filter((file) => !names.has(nameOf(file))).map(({ name }) => ['to', name, 'from'])];
  const [first] = lonely;
  if (first === undefined) return;
  throw new FigmentError('DATA_INVALID', `${where} must have a file of the same name in to for each one in from, got ${from.length} in from and ${to.length} in to: ${first[0]}/${first[1]} has none in ${first[2]}${lonely.length > 1 ? `, nor have ${lonely.length - 1} more` : ''}. Add what is missing, or learn without pairs.`);
}

/** Those of which both could be read. */
function pairsOf(images: ImageSet<{ readonly image: Tensor }>, targets: ImageSet<{ readonly image: Tensor }>, title: string): IndexedDataset<PairedPictures> {
  const places = new Map(targets.files.map((name, place) => [withoutEnding(name), place]));
  const pairs = images.files.flatMap((name, place) => {
    const partner = places.get(withoutEnding(name));
    return partner === undefined ? [] : [[place, partner] as const];
  });
  if (pairs.length === 0) throw new FigmentError('DATA_EMPTY', `${title} has no pair of which both pictures can be read.`);
  const fields = { image: images.fields.image, target: targets.fields.image };
  return indexed<PairedPictures>({ title, size: pairs.length, fields, read: async (indices) => ({
    image: (await images.read(Array.from(indices, (i) => pairs[i]![0]))).image,
    target: (await targets.read(Array.from(indices, (i) => pairs[i]![1]))).image,
  }) });
}

/** As many as the larger has; the others in an order of their own, so that files of equal places don't meet each time. */
function heapsOf(images: ImageSet<{ readonly image: Tensor }>, others: ImageSet<{ readonly image: Tensor }>, title: string): IndexedDataset<UnpairedPictures> {
  const order = permutation(key(0), others.size);
  const fields = { image: images.fields.image, other: others.fields.image };
  return indexed<UnpairedPictures>({ title, size: Math.max(images.size, others.size), fields, read: async (indices) => ({
    image: (await images.read(Array.from(indices, (i) => i % images.size))).image,
    other: (await others.read(Array.from(indices, (i) => order[i % others.size]!))).image,
  }) });
}

function nameOf({ name }: ImageSource): string {
  return withoutEnding(name);
}

function withoutEnding(name: string): string {
  return name.replace(/\.\w+$/, '');
}
