import { FigmentError, isFigmentError } from '../../errors.ts';
import type { HostArray, Tensor } from '../../tensor.ts';
import type { FieldSpec, HostBatch } from '../dataset.ts';
import { rows } from '../host-array.ts';
import { indexed, type IndexedDataset } from '../indexed.ts';
import { checkedRequest, decodeImage } from './decode.ts';
import type { DecodeOptions } from './options.ts';

/** What can be a picture file. */
export const imageExtensions: readonly string[] = ['.png', '.jpg', '.jpeg', '.webp'];

/** How files become pictures of one shape. */
export interface ImageSetOptions extends DecodeOptions {
  /** Side of all pictures, or height and width. */
  readonly size: number | readonly [height: number, width: number];
  readonly channels?: 1 | 3 | undefined;
  /** A file that is no picture, or a broken one, is left out and listed in `skipped` (the default), or ends everything. */
  readonly onUnreadable?: 'skip' | 'throw' | undefined;
  /** Adds `label`: the place of a picture's folder among all folders, in the order of their names. */
  readonly labels?: boolean | undefined;
  /** Adds `text`: what stands in the `.txt` file of the same name beside the picture; '' without one. */
  readonly captions?: boolean | undefined;
  readonly title?: string | undefined;
  /** After each picture, whether it could be read or not. */
  readonly onProgress?: ((progress: { readonly done: number; readonly of: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The fields that options ask for. */
export type ImageFields<Options extends Pick<ImageSetOptions, 'labels' | 'captions'>> = { readonly image: Tensor } & (Options extends { readonly labels: true } ? { readonly label: Tensor } : unknown) &
  (Options extends { readonly captions: true } ? { readonly text: readonly string[] } : unknown);

/** Pictures decoded from files. */
export interface ImageSet<Batch> extends IndexedDataset<Batch> {
  /** Files that were left out, each with the error that names it. */
  readonly skipped: readonly FigmentError[];
  /** Names of the files, in the order of the examples. */
  readonly files: readonly string[];
  /** What the labels stand for: names of folders. Empty without labels. */
  readonly labelNames: readonly string[];
}

/** A picture file wherever it lies. */
export interface ImageSource {
  /** Path with `/`, relative to what was opened: `cats/tom.png`. */
  readonly name: string;
  /** The file's bytes. */
  readonly read: () => Promise<Blob | Uint8Array>;
  /** The text beside it. */
  readonly caption: () => Promise<string>;
}

/** Files decoded at a time: a decoder waits for files as often as it works. */
const AT_A_TIME = 4;

/** Decodes all pictures, once; they stay in memory as bytes (3 kB for one of 32 x 32 x 3). */
export async function imageSet<const Options extends ImageSetOptions>(sources: readonly ImageSource[], where: string, options: Options): Promise<ImageSet<ImageFields<Options>>> {
  const { channels = 3, onUnreadable = 'skip', title = where, onProgress, signal } = options;
  const sides = checkedRequest({ ...options, channels }).size;
  if (sides === undefined) throw new FigmentError('OPTIONS_INVALID', 'size must be given, so that all pictures have one shape.');
  if (sources.length === 0) throw new FigmentError('DATA_EMPTY', `${where} must have at least one picture (${imageExtensions.join(', ')}), got none.`);
  const pictures = await decodeAll(sources, { ...options, channels }, onUnreadable, { onProgress, signal });

  const good: ImageSource[] = [];
  const skipped: FigmentError[] = [];
  const shape = [...sides, channels];
  const width = sides[0] * sides[1] * channels;
  const data = new Uint8Array(pictures.filter((picture) => !isFigmentError(picture)).length * width);
  for (const [i, picture] of pictures.entries()) {
    if (isFigmentError(picture)) skipped.push(picture);
    else {
      data.set(picture.data, good.length * width);
      good.push(sources[i] as ImageSource);
    }
  }
  if (good.length === 0) {
    throw new FigmentError('DATA_EMPTY', `None of the ${sources.length} files in ${where} is a picture that can be read. The first: ${skipped[0]?.message ?? ''}`, { cause: skipped[0] });
  }
  const images: HostArray<Uint8Array> = { data, shape: [good.length, ...shape] };
  const labelNames = options.labels === true ? [...new Set(good.map(folderOf))].sort() : [];
  const label: HostArray<Int32Array> = { data: Int32Array.from(good, (source) => labelNames.indexOf(folderOf(source))), shape: [good.length] };
  const text = options.captions === true ? await Promise.all(good.map((source) => source.caption())) : [];

  const fields: Record<string, FieldSpec> = { image: { kind: 'image', shape } };
  if (options.labels === true) fields.label = { kind: 'label', shape: [] };
  if (options.captions === true) fields.text = { kind: 'text' };
  const dataset = indexed<ImageFields<Options>>({
    title,
    size: good.length,
    fields: fields as { [Field in keyof ImageFields<Options>]: FieldSpec },
    read: (indices) =>
      Promise.resolve({
        image: rows(images, indices),
        ...(options.labels === true && { label: rows(label, indices) }),
        ...(options.captions === true && { text: Array.from(indices, (i) => text[i] as string) }),
      } as unknown as HostBatch<ImageFields<Options>>),
  });
  return { ...dataset, skipped, files: good.map(({ name }) => name), labelNames };
}

async function decodeAll(
  sources: readonly ImageSource[],
  options: DecodeOptions,
  onUnreadable: 'skip' | 'throw',
  { onProgress, signal }: Pick<ImageSetOptions, 'onProgress' | 'signal'>,
): Promise<readonly (HostArray<Uint8Array> | FigmentError)[]> {
  const pictures = new Array<HostArray<Uint8Array> | FigmentError>(sources.length);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < sources.length) {
      signal?.throwIfAborted();
      const i = next++;
      const { name, read } = sources[i] as ImageSource;
      try {
        pictures[i] = await decodeImage(await read(), options, name);
      } catch (error) {
        if (onUnreadable === 'throw' || !isFigmentError(error, 'IMAGE_UNREADABLE')) {
          next = sources.length;
          throw error;
        }
        pictures[i] = error;
      }
      done += 1;
      onProgress?.({ done, of: sources.length });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return pictures;
}

function folderOf({ name }: ImageSource): string {
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
}
