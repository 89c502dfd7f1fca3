import { listFiles, lookUp, readFile } from '#platform/folders';

import { FigmentError } from '../../errors.ts';
import { indexed, type IndexedDataset } from '../indexed.ts';
import { zip } from '../map.ts';

/** How text files are read. */
export interface TextOptions {
  /** What an example is: a whole file, a line, or a paragraph (text between empty lines). */
  readonly by?: 'file' | 'line' | 'paragraph' | undefined;
  readonly title?: string | undefined;
}

/** Files that are one text each. */
export const textExtensions: readonly string[] = ['.txt', '.md'];

const separators = { file: undefined, line: /\r?\n/, paragraph: /(?:\r?\n[^\S\n]*){2,}/ } as const;

/** The parts of a text that say something. */
export function splitText(text: string, by: NonNullable<TextOptions['by']>): string[] {
  const separator = separators[by];
  return (separator === undefined ? [text] : text.split(separator)).filter((part) => part.trim() !== '');
}

/** Texts as examples of one field, `text`. */
export function texts(values: readonly string[], { title = 'texts' }: { title?: string } = {}): IndexedDataset<{ readonly text: readonly string[] }> {
  return indexed<{ readonly text: readonly string[] }>({ title, size: values.length, fields: { text: { kind: 'text' } }, read: (indices) => Promise.resolve({ text: Array.from(indices, (i) => values[i] as string) }) });
}

/**
 * Text files (UTF-8): paths of files or of folders, whose `.txt` and `.md` files are read in the order of their names; or `File`s.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, `DATA_EMPTY` when there is no text, `DATA_INVALID` when a file is not UTF-8
 */
export async function textFiles(sources: string | Blob | readonly (string | Blob)[], { by = 'file', title }: TextOptions = {}): Promise<IndexedDataset<{ readonly text: readonly string[] }>> {
  const list = typeof sources === 'string' || sources instanceof Blob ? [sources] : sources;
  const whole: string[] = [];
  for (const source of list) {
    if (source instanceof Blob) whole.push(decodeText(await source.arrayBuffer(), source instanceof File ? source.name : 'text'));
    else for (const path of await pathsOf(source)) whole.push(decodeText(await readFile(path), path));
  }
  return texts(whole.flatMap((text) => splitText(text, by)), { title: title ?? (typeof sources === 'string' ? sources : 'texts') });
}

/**
 * Pictures (or anything else) with a caption each, as the field `text`.
 *
 * @throws FigmentError `SHAPE_MISMATCH` when there is not one caption for each example
 */
export function captions<Batch>(dataset: IndexedDataset<Batch>, values: readonly string[]): IndexedDataset<Batch & { readonly text: readonly string[] }> {
  return zip(dataset, texts(values, { title: 'captions' }));
}

async function pathsOf(path: string): Promise<readonly string[]> {
  return (await lookUp(path)) === 'folder' ? (await listFiles(path, textExtensions)).map((name) => `${path}/${name}`) : [path];
}

/** @throws FigmentError `DATA_INVALID` */
export function decodeText(bytes: ArrayBuffer | Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FigmentError('DATA_INVALID', `${name} must be UTF-8 text.`, { cause });
  }
}
