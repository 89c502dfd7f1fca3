import { FigmentError } from '@figment/core';

import type { DataSetDescription } from '../protocol/index.ts';
import { keptTexts, type KeptTexts } from './kept-sets.ts';
import { shippedUrl } from './places.ts';
import { type ShippedText, shippedTexts } from './shipped-texts.ts';
import { countOf, fieldsOf, joined, readTextContent, type TextContent } from './text-content.ts';

/** Ids of the user's own texts begin so. */
export const ownText = 'text:';
/** Characters of an own text that its description shows. */
const excerptLength = 90;

const opened = new Map<string, Promise<TextContent>>();

/** Texts to train on: those that ship, and the user's own. */
export async function textSets(): Promise<readonly DataSetDescription[]> {
  const shipped = await Promise.all(shippedTexts.map(describeShipped));
  const own = await Promise.all((await keptTexts.names()).map(async (name) => [name, await keptTexts.get(name)] as const));
  return [...shipped.filter((set) => set !== undefined), ...own.flatMap(([name, set]) => (set === undefined ? [] : [describeOwn(name, set)]))];
}

/** Undefined in a copy without it. */
async function describeShipped({ id, file, kind, titles, excerpt, licence }: ShippedText): Promise<DataSetDescription | undefined> {
  const head = await fetch(new URL(file, shippedUrl), { method: 'HEAD' }).catch(() => undefined);
  if (head?.ok !== true) return undefined;
  return { id, origin: 'shipped', title: titles.en, titles, description: undefined, descriptions: undefined, licence, count: 0, bytes: Number(head.headers.get('content-length') ?? 0), shape: [], showcase: [], fields: fieldsOf[kind], excerpt };
}

function describeOwn(name: string, { title, content, bytes }: KeptTexts): DataSetDescription {
  const first = content.kind === 'texts' ? content.texts[0] : content.kind === 'pairs' ? `${content.source[0] ?? ''} → ${content.target[0] ?? ''}` : content.chats[0]?.map((message) => message.content).join(' — ');
  return { id: `${ownText}${name}`, origin: 'own', title, titles: undefined, description: undefined, descriptions: undefined, licence: undefined, count: countOf(content), bytes, shape: [], showcase: [], fields: fieldsOf[content.kind], excerpt: (first ?? '').trim().slice(0, excerptLength) };
}

/** The texts of a set; undefined for an id that is none of ours. */
export function openTexts(id: string): Promise<TextContent> | undefined {
  const shipped = shippedTexts.find((each) => each.id === id);
  if (shipped === undefined && !id.startsWith(ownText)) return undefined;
  let content = opened.get(id);
  if (content === undefined) {
    content = shipped === undefined ? openOwn(id.slice(ownText.length)) : fetchTexts(shipped);
    opened.set(id, content);
    // What failed may work the next time.
    content.catch(() => { opened.delete(id); });
  }
  return content;
}

async function openOwn(name: string): Promise<TextContent> {
  const set = await keptTexts.get(name);
  if (set === undefined) throw new FigmentError('FILE_NOT_FOUND', `there is no text called ${name} in this browser.`);
  return set.content;
}

async function fetchTexts({ file }: ShippedText): Promise<TextContent> {
  const response = await fetch(new URL(file, shippedUrl));
  if (!response.ok) throw new FigmentError('FILE_NOT_FOUND', `${file} can't be fetched: ${response.status} ${response.statusText}.`);
  return readTextContent(file, await response.text());
}

/** Keeps files, or what was pasted, as a text to train on. */
export async function importTexts(title: string, files: readonly { readonly name: string; readonly text: Blob | string }[]): Promise<DataSetDescription> {
  const contents = await Promise.all(files.map(async ({ name, text }) => readTextContent(name, typeof text === 'string' ? text : decode(await text.arrayBuffer(), name))));
  const content = joined(contents);
  const bytes = files.reduce((sum, { text }) => sum + (typeof text === 'string' ? new TextEncoder().encode(text).length : text.size), 0);
  const make = (number: number): KeptTexts => ({ title: number === 1 || files[0]?.name !== '' ? title : `${title} ${number}`, savedAt: Date.now(), content, bytes });
  const name = await keptTexts.keep('texts', make);
  const kept = await keptTexts.get(name);
  return describeOwn(name, kept ?? make(1));
}

export async function discardTexts(name: string): Promise<void> {
  await keptTexts.discard(name);
  opened.delete(`${ownText}${name}`);
}

function decode(bytes: ArrayBuffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FigmentError('DATA_INVALID', `${name} must be UTF-8 text.`, { cause });
  }
}
