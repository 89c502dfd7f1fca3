import { within } from '#platform/shipped';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { arrays } from '../arrays.ts';
import { readIdx } from '../formats/idx.ts';
import type { IndexedDataset } from '../indexed.ts';
import { padImages } from '../images/pad.ts';
import { split as splitDataset } from '../subset.ts';
import type { TextFields } from '../text-data/text-data.ts';
import { captions } from '../text-data/texts.ts';
import { type LocalText, readJson } from './shipped-index.ts';

/** What `dataset.json` in a data set's folder says. */
export interface DatasetManifest {
  readonly title: LocalText;
  /** IDX files packed with gzip, by part; the pictures are bytes, [N, H, W] or [N, H, W, C]. */
  readonly parts: Readonly<Record<string, { readonly images: string; readonly labels?: string }>>;
  /** The part that is meant when none is asked for. */
  readonly part: string;
  /** Pictures are padded with zeros to this side. */
  readonly size?: number;
  /** What the labels stand for. */
  readonly labelNames?: readonly LocalText[];
  /** A file with one {@link Caption} an example, for data of one part. */
  readonly captions?: string;
  /** Places of examples that show well what the data is: what a page begins with. */
  readonly showcase?: readonly number[];
  /** How examples are computed, where no files hold them: sounds, or the pictures of another data set (a path from this one) as clips. */
  readonly generated?: { readonly by: 'sounds'; readonly count: number } | { readonly by: 'motion'; readonly from: string; readonly size: number; readonly frames: number };
  /** How examples of the one part are held out: the n-th of every `every`. Makes the parts `train` and `heldOut`. */
  readonly heldOut?: { readonly every: number; readonly from: number };
}

/** What a shipped picture shows. */
export interface Caption {
  /** Unique: `birthday-cake`. */
  readonly name: string;
  readonly category: string;
  readonly label: LocalText;
  readonly tags: { readonly en: readonly string[]; readonly ko: readonly string[] };
}

/** Batches of any data set of texts. */
export type TextBatch = Pick<TextFields, 'text'>;

/** Batches of sounds with a class and a caption. */
export interface AudioBatch {
  /** [B, samples] in [-1, 1]; how many a second stands in the field's `rate`. */
  readonly audio: Tensor;
  readonly label: Tensor;
  readonly text: readonly string[];
}

/** Batches of clips with a class and a caption. */
export interface VideoBatch {
  /** [B, F, H, W, C] in [0, 1] */
  readonly video: Tensor;
  readonly label: Tensor;
  readonly text: readonly string[];
}

/** Batches of any data set of pictures. */
export interface ImageBatch {
  readonly image: Tensor;
}

/** Batches of the data sets that ship. */
export interface ShippedBatches {
  readonly emoji: ImageBatch & { readonly text: readonly string[] };
  readonly 'fashion-mnist': ImageBatch & { readonly label: Tensor };
  readonly sounds: AudioBatch;
  readonly 'emoji-in-motion': VideoBatch;
  readonly english: TextBatch;
  readonly korean: TextBatch;
  readonly 'korean-help': TextBatch;
  readonly 'moby-dick': TextBatch;
  readonly 'state-of-the-union': TextBatch;
  readonly 'emoji-facts': TextBatch;
  readonly 'emoji-chat': Pick<TextFields, 'chat'>;
  readonly messages: Pick<TextFields, 'source' | 'target'>;
}

/** Which part of a shipped data set, in which language. */
export interface ShippedDatasetOptions {
  /** 'all', 'train', 'heldOut', 'test': which there are stands in the index. */
  readonly split?: string | undefined;
  /** Language of the field `text` ('en'). */
  readonly language?: keyof LocalText | undefined;
}

/** Opens the data set in a folder with a `dataset.json`. */
export async function openShippedDataset(folder: string, { split, language = 'en' }: ShippedDatasetOptions): Promise<IndexedDataset<ImageBatch>> {
  const manifest = (await readJson(within(folder, 'dataset.json'))) as DatasetManifest;
  if (manifest.generated !== undefined) {
    const { openGenerated } = await import('../generated/open.ts'); // Only who asks for them loads what makes them.
    return (await openGenerated(folder, manifest, { split, language })) as unknown as IndexedDataset<ImageBatch>;
  }
  const { parts, heldOut } = manifest;
  const wanted = split ?? manifest.part;
  const known = [...Object.keys(parts), ...(heldOut === undefined ? [] : ['train', 'heldOut'])];
  if (!known.includes(wanted)) throw new FigmentError('OPTIONS_INVALID', `split of ${manifest.title.en} must be one of ${known.join(', ')}, got ${wanted}.`);

  const files = parts[wanted] ?? parts[manifest.part];
  if (files === undefined) throw new FigmentError('DATA_INVALID', `${folder}/dataset.json must describe the part ${manifest.part}.`);
  const read = await readIdx(within(folder, files.images));
  const pictures = { data: read.data, shape: read.shape.length === 3 ? [...read.shape, 1] : read.shape };
  const image = manifest.size === undefined ? pictures : padImages(pictures, manifest.size);
  const title = manifest.title.en;
  const plain: IndexedDataset<ImageBatch> = files.labels === undefined ? arrays({ image }, { title }) : arrays({ image, label: await readIdx(within(folder, files.labels)) }, { title });
  const told = manifest.captions === undefined ? plain : captions(plain, (await readCaptions(within(folder, manifest.captions))).map(({ label }) => label[language]));
  if (heldOut === undefined || wanted in parts) return told;
  return splitDataset(told, heldOut)[wanted === 'train' ? 'train' : 'heldOut'];
}

/** @throws FigmentError `FILE_NOT_FOUND`, `DATA_INVALID` */
export async function readCaptions(path: string): Promise<readonly Caption[]> {
  return (await readJson(path)) as readonly Caption[];
}
