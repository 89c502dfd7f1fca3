import { lookUp, readFile } from '#platform/folders';
import { shippedFolders, within } from '#platform/shipped';

import { FigmentError, isFigmentError, reasonOf } from '../../errors.ts';
import type { FieldSpec } from '../dataset.ts';

/** A text in the languages the project speaks. */
export interface LocalText {
  readonly en: string;
  readonly ko: string;
}

/** What `index.json` of the shipped data and models says of one of them. */
export interface ShippedEntry {
  /** As in `openDataset(name)` and `openModel('models/NAME')`. */
  readonly name: string;
  /** Folder, or file of texts, relative to the index. */
  readonly path: string;
  readonly title: LocalText;
  readonly description: LocalText;
  /** All files together, as they are fetched. */
  readonly bytes: number;
  /** SPDX id. */
  readonly license: string;
}

/** What the index says of a data set. */
export interface ShippedDataset extends ShippedEntry {
  readonly examples: number;
  /** Number of examples by part. */
  readonly splits: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** What an example is, where `path` is a file of texts. */
  readonly by?: 'file' | 'line' | 'paragraph' | undefined;
}

/** What the index says of a trained model. */
export interface ShippedModel extends ShippedEntry {
  /** Id of the definition that opens it: 'figment/vae'. */
  readonly definition: string;
  /** Name of the data it was trained on. */
  readonly data: string;
  /** What it can be asked to do. */
  readonly tasks: readonly string[];
  readonly parameters: number;
}

/** What `index.json` of the shipped data and models says. */
export interface ShippedIndex {
  readonly datasets: readonly ShippedDataset[];
  readonly models: readonly ShippedModel[];
}

/** Where shipped data and models are looked for. */
export interface ShippedOptions {
  /**
   * Where the shipped files are. A page gives the URL they are served from, absolute or relative to it (`models/` if absent); a program
   * in Node may give a folder, instead of the search from the working folder upwards.
   */
  readonly baseUrl?: string | undefined;
}

/**
 * What data sets and models ship with the project, and where they lie.
 *
 * @throws FigmentError `FILE_NOT_FOUND` with the places that were looked at
 */
export async function shippedIndex({ baseUrl }: ShippedOptions = {}): Promise<ShippedIndex & { readonly folder: string }> {
  const folders = await shippedFolders(baseUrl);
  for (const folder of folders) {
    const index = await readJson(within(folder, 'index.json')).catch((error: unknown) => {
      if (isFigmentError(error, 'FILE_NOT_FOUND')) return undefined;
      throw error;
    });
    if (index !== undefined) return { ...(index as ShippedIndex), folder };
  }
  throw new FigmentError('FILE_NOT_FOUND', `The shipped data and models must be in a folder models/ with an index.json, or in the installed package @figment/models. Looked in: ${folders.join(', ') || 'no folder models/ from here upwards'}.`);
}

/**
 * The path (in Node) or URL (in a page) of a shipped data set or model, by its name alone or after `models/`. A path that exists stays as it is.
 *
 * @example await resolveShipped('models/vae-emoji')
 * @throws FigmentError `FILE_NOT_FOUND` with the names there are
 */
export async function resolveShipped(name: string, options: ShippedOptions = {}): Promise<string> {
  if ((await lookUp(name)) !== undefined) return name;
  const { folder, datasets, models } = await shippedIndex(options);
  const wanted = name.replace(/^(\.\/)?models\//, '').replace(/\/$/, '');
  const entry = [...models, ...datasets].find((candidate) => candidate.name === wanted || candidate.path === wanted);
  if (entry !== undefined) return within(folder, entry.path);
  throw new FigmentError('FILE_NOT_FOUND', `Nothing that ships is called ${wanted}. In ${folder} there are the models ${namesOf(models)}, and the data sets ${namesOf(datasets)}.`);
}

export function namesOf(entries: readonly ShippedEntry[]): string {
  return entries.map(({ name }) => name).join(', ') || '(none)';
}

/** @throws FigmentError `FILE_NOT_FOUND`, `DATA_INVALID` */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readFile(path);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (cause) {
    throw new FigmentError('DATA_INVALID', `${path} must be JSON: ${reasonOf(cause)}.`, { cause });
  }
}
