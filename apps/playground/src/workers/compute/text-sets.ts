import { FigmentError } from '@figment/core';
import { textData } from '@figment/core/data';

import type { ChatMessage, DataSetDescription } from '../protocol/index.ts';
import { keptTexts, type KeptTexts } from './kept-sets.ts';
import { shippedUrl } from './places.ts';
import { type ShippedText, shippedTexts } from './shipped-texts.ts';
import { kindsOf, type TextSet } from './text-values.ts';

/** Ids of the user's own texts begin so. */
const own = 'text:';
/** Characters of an own text that its description shows. */
const excerptLength = 90;

const opened = new Map<string, Promise<TextSet>>();

/** Texts to train on: those that ship, and the user's own. */
export async function textSets(): Promise<readonly DataSetDescription[]> {
  const shipped = await Promise.all(shippedTexts.map(describeShipped));
  const kept = await Promise.all((await keptTexts.names()).map(async (name) => [name, await keptTexts.get(name)] as const));
  return [...shipped.filter((set) => set !== undefined), ...kept.flatMap(([name, set]) => (set === undefined ? [] : [describeOwn(name, set)]))];
}

/** Undefined in a copy without it. */
async function describeShipped({ id, file, fields, titles, excerpt, licence }: ShippedText): Promise<DataSetDescription | undefined> {
  // What a cache holds of it may lack the length.
  const head = await fetch(new URL(file, shippedUrl), { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (head?.ok !== true) return undefined;
  return { id, origin: 'shipped', title: titles.en, titles, description: undefined, descriptions: undefined, licence, count: 0, bytes: Number(head.headers.get('content-length') ?? 0), shape: [], showcase: [], fields, excerpt };
}

function describeOwn(name: string, { title, files, fields, excerpt, count }: KeptTexts): DataSetDescription {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { id: `${own}${name}`, origin: 'own', title, titles: undefined, description: undefined, descriptions: undefined, licence: undefined, count, bytes, shape: [], showcase: [], fields, excerpt };
}

/** The texts of a set; undefined for an id that is none of ours. */
export function openTexts(id: string): Promise<TextSet> | undefined {
  const shipped = shippedTexts.find((each) => each.id === id);
  if (shipped === undefined && !id.startsWith(own)) return undefined;
  let set = opened.get(id);
  if (set === undefined) {
    set = (shipped === undefined ? ownFiles(id.slice(own.length)) : shippedFile(shipped)).then((files) => read(files, id));
    opened.set(id, set);
    // What failed may work the next time.
    set.catch(() => { opened.delete(id); });
  }
  return set;
}

async function read(files: readonly File[], title: string): Promise<TextSet> {
  return await textData(files, { title, fields: [] });
}

async function ownFiles(name: string): Promise<readonly File[]> {
  const set = await keptTexts.get(name);
  if (set === undefined) throw new FigmentError('FILE_NOT_FOUND', `there is no text called ${name} in this browser.`);
  return set.files;
}

async function shippedFile({ file }: ShippedText): Promise<readonly File[]> {
  const response = await fetch(new URL(file, shippedUrl));
  if (!response.ok) throw new FigmentError('FILE_NOT_FOUND', `${file} can't be fetched: ${response.status} ${response.statusText}.`);
  return [new File([await response.blob()], file.split('/').at(-1) ?? file)];
}

/** Keeps files, or what was pasted, as texts to train on. @throws FigmentError `DATA_EMPTY`, `DATA_INVALID`, `STORAGE_FULL`, `STORAGE_FAILED` */
export async function importTexts(title: string, files: readonly File[]): Promise<DataSetDescription> {
  const set = await read(files, title);
  const excerpt = excerptOf(await set.read([0]));
  let kept: KeptTexts | undefined;
  const name = await keptTexts.keep('texts', (number) => (kept = { title: number === 1 ? title : `${title} (${number})`, savedAt: Date.now(), files, fields: kindsOf(set.fields), count: set.size, excerpt }));
  return describeOwn(name, kept as unknown as KeptTexts);
}

/** How the first example begins. */
function excerptOf(batch: Readonly<Record<string, unknown>>): string {
  const parts = Object.values(batch).flatMap((values) => {
    const first: unknown = Array.isArray(values) ? values[0] : undefined;
    return Array.isArray(first) ? (first as readonly ChatMessage[]).map(({ content }) => content) : typeof first === 'string' ? [first] : [];
  });
  return parts.join(' → ').trim().slice(0, excerptLength);
}

export async function discardTexts(name: string): Promise<void> {
  await keptTexts.discard(name);
  opened.delete(`${own}${name}`);
}
