import { FigmentError, type Tensor } from '@figment/core';
import { arrays, type Caption, type DatasetManifest, decodeImage, imageFiles, type IndexedDataset, openDataset, shippedIndex } from '@figment/core/data';
import { transfer } from 'comlink';

import type { Captions, DataPicture, DataSetDescription, ImportReport, Plain } from '../protocol/index.ts';
import { plainError } from '../errors.ts';
import { keptPictures, type KeptPictures } from './kept-sets.ts';
import { shippedUrl } from './places.ts';
import { subjectIn } from './subjects.ts';
import { textSets } from './text-sets.ts';
import { kindsOf } from './text-values.ts';

export type PictureSet = IndexedDataset<{ readonly image: Tensor }>;

/** Ids of the user's own sets begin so. */
const own = 'own:';
const opened = new Map<string, Promise<PictureSet>>();
const captioned = new Map<string, Promise<readonly (Captions & { readonly words: string })[] | undefined>>();

export async function dataSets(): Promise<readonly DataSetDescription[]> {
  const index = await shippedIndex({ baseUrl: shippedUrl }).catch(() => undefined);
  const shipped = await Promise.all((index?.datasets ?? []).filter(({ fields }) => subjectIn(fields) !== undefined).map(async ({ name, path, title, description, license, examples, splits, bytes, fields }): Promise<DataSetDescription> => {
    const manifest = await manifestOf(path).catch(() => undefined);
    return {
    id: name, origin: 'shipped', title: title.en, titles: { ...title }, description: description.en, descriptions: { ...description }, licence: license, bytes,
    // What is opened is one part of it.
    count: splits[manifest?.part ?? ''] ?? examples,
    shape: fields[subjectIn(fields) ?? '']?.shape ?? [],
    showcase: manifest?.showcase ?? [],
    fields: kindsOf(fields),
    excerpt: undefined,
    };
  }));
  return [...shipped, ...(await ownSets()), ...(await textSets())];
}

async function ownSets(): Promise<readonly DataSetDescription[]> {
  const names = await keptPictures.names();
  const sets = await Promise.all(names.map(async (name) => [name, await keptPictures.get(name)] as const));
  return sets.flatMap(([name, set]) => (set === undefined ? [] : [describeOwn(name, set)]));
}

function describeOwn(name: string, { title, pictures: { data, shape } }: KeptPictures): DataSetDescription {
  return { id: `${own}${name}`, origin: 'own', title, titles: undefined, description: undefined, descriptions: undefined, licence: undefined, count: shape[0] ?? 0, bytes: data.byteLength, shape: shape.slice(1), showcase: [], fields: { image: 'image' }, excerpt: undefined };
}

/** Opens a data set once; it stays in memory as bytes. */
export function openData(id: string): Promise<PictureSet> {
  let set = opened.get(id);
  if (set === undefined) {
    set = id.startsWith(own) ? openOwn(id.slice(own.length)) : openDataset(id, { baseUrl: shippedUrl });
    opened.set(id, set);
    // What failed may work the next time.
    set.catch(() => { opened.delete(id); });
  }
  return set;
}

export function forgetData(name: string): void {
  opened.delete(`${own}${name}`);
}

async function openOwn(name: string): Promise<PictureSet> {
  const set = await keptPictures.get(name);
  if (set === undefined) throw new FigmentError('FILE_NOT_FOUND', `there are no pictures called ${name} in this browser.`);
  return arrays({ image: set.pictures }, { title: set.title });
}

/** Captions in the languages there are, or names of labels; undefined for sets without. */
function captionsOf(id: string): Promise<readonly (Captions & { readonly words: string })[] | undefined> {
  let captions = captioned.get(id);
  if (captions === undefined) {
    captions = id.startsWith(own) ? Promise.resolve(undefined) : readCaptions(id);
    captioned.set(id, captions);
  }
  return captions;
}

async function readCaptions(id: string): Promise<readonly (Captions & { readonly words: string })[] | undefined> {
  const { datasets } = await shippedIndex({ baseUrl: shippedUrl });
  const path = datasets.find(({ name }) => name === id)?.path;
  if (path === undefined) return undefined;
  const at = new URL(`${path}/`, shippedUrl);
  const manifest = await manifestOf(path);
  if (manifest.captions !== undefined) {
    const captions = await json<readonly Caption[]>(new URL(manifest.captions, at));
    return captions.map(({ label, tags }) => ({ ...label, words: [label.en, label.ko, ...tags.en, ...tags.ko].join(' ').toLowerCase() }));
  }
  if (manifest.labelNames === undefined) return undefined;
  const set = await openData(id) as IndexedDataset<{ readonly image: Tensor; readonly label: Tensor }>;
  const { label } = await set.read(Array.from({ length: set.size }, (_, i) => i));
  return Array.from(label.data, (place) => {
    const name = manifest.labelNames?.[place] ?? { en: String(place), ko: String(place) };
    return { ...name, words: `${name.en} ${name.ko}`.toLowerCase() };
  });
}

const manifests = new Map<string, Promise<DatasetManifest>>();

export function manifestOf(path: string): Promise<DatasetManifest> {
  const asked = manifests.get(path) ?? json<DatasetManifest>(new URL(`${path}/dataset.json`, shippedUrl));
  manifests.set(path, asked);
  return asked;
}

async function json<Value>(url: URL): Promise<Value> {
  return await (await fetch(url)).json() as Value;
}

export async function pictures(id: string, indices: readonly number[]): Promise<readonly DataPicture[]> {
  const set = await openData(id);
  const captions = await captionsOf(id).catch(() => undefined);
  const inside = indices.filter((index) => index >= 0 && index < set.size);
  if (inside.length === 0) return [];
  const { image } = await set.read(inside);
  const shape = image.shape.slice(1);
  const size = shape.reduce((product, length) => product * length, 1);
  const found = inside.map((index, i) => {
    const caption = captions?.[index];
    return { picture: { data: image.data.slice(i * size, (i + 1) * size), shape }, captions: caption === undefined ? undefined : { en: caption['en'] ?? '', ko: caption['ko'] ?? '' } };
  });
  return transfer(found, found.map(({ picture }) => picture.data.buffer));
}

/** Places of pictures whose caption has all words of the query, in any language; all places for an empty query. */
export async function findPictures(id: string, query: string, limit: number): Promise<readonly number[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const { size } = await openData(id);
  const captions = words.length === 0 ? undefined : await captionsOf(id);
  const found: number[] = [];
  for (let i = 0; i < size && found.length < limit; i++) {
    if (words.length === 0 || words.every((word) => captions?.[i]?.words.includes(word) === true)) found.push(i);
  }
  return found;
}

/** A file as a picture of a given [height, width, channels], cropped to fit. */
export async function decodePicture(file: Blob, shape: readonly number[]): Promise<Plain> {
  const [height = 32, width = 32, channels = 3] = shape;
  return await decodeImage(file, { size: [height, width], channels: channels === 1 ? 1 : 3 });
}

/** Reads files as pictures, leaves out what is none, and keeps the rest in this browser as a data set. */
export async function importPictures(title: string, files: readonly File[], size: number, onProgress: (done: number, of: number) => void): Promise<ImportReport> {
  const set = await imageFiles(files, { size, channels: 3, onProgress: ({ done, of }) => { onProgress(done, of); } });
  const refused = refusedAmong(files, set.files, set.skipped);
  const { image } = await set.read(Array.from({ length: set.size }, (_, i) => i));
  const make = (number: number): KeptPictures => ({ title: number === 1 ? title : `${title} ${number}`, savedAt: Date.now(), pictures: { data: image.data as Uint8Array, shape: image.shape } });
  const name = await keptPictures.keep('pictures', make);
  const kept = await keptPictures.get(name);
  return { data: kept === undefined ? undefined : describeOwn(name, kept), accepted: set.size, refused };
}

/** Unreadable pictures with their reason; and files that are no pictures at all. */
function refusedAmong(files: readonly File[], accepted: readonly string[], skipped: readonly FigmentError[]): ImportReport['refused'] {
  const good = [...accepted];
  return files.flatMap((file) => {
    const name = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
    const place = good.indexOf(name);
    if (place >= 0) {
      good.splice(place, 1);
      return [];
    }
    const reason = skipped.find(({ message }) => message.startsWith(name)) ?? new FigmentError('IMAGE_UNREADABLE', `${name} is no picture.`);
    return [{ file: name, error: plainError(reason) }];
  });
}
