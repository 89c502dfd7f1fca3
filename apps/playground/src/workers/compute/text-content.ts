import { FigmentError } from '@figment/core';
import { indexed, type IndexedDataset, texts } from '@figment/core/data';

import type { ChatMessage } from '../protocol/index.ts';

/** What a file of text holds: texts, texts with their counterparts, or conversations. */
export type TextContent =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'pairs'; readonly source: readonly string[]; readonly target: readonly string[] }
  | { readonly kind: 'chats'; readonly chats: readonly (readonly ChatMessage[])[] };

/** Fields of a batch, by kind. */
export const fieldsOf = {
  texts: { text: 'text' },
  pairs: { source: 'text', target: 'text' },
  chats: { chat: 'chat' },
} as const satisfies Record<TextContent['kind'], Record<string, string>>;

/**
 * Reads a file by its name: `.tsv` are pairs, with or without a first line that names the columns; `.jsonl` are conversations
 * (`{ "messages": […] }`, or the list of messages itself); all else is one text.
 *
 * @throws FigmentError `DATA_INVALID` naming the line, `DATA_EMPTY`
 */
export function readTextContent(name: string, text: string): TextContent {
  if (text.trim() === '') throw new FigmentError('DATA_EMPTY', `${name} has no text.`);
  if (/\.tsv$/i.test(name)) return pairs(name, text);
  if (/\.jsonl$/i.test(name)) return chats(name, text);
  return { kind: 'texts', texts: [text] };
}

/** Several files as one. @throws FigmentError `DATA_INVALID` when they hold different things */
export function joined(contents: readonly TextContent[]): TextContent {
  const [first] = contents;
  if (first === undefined) throw new FigmentError('DATA_EMPTY', 'there must be one file at least.');
  const other = contents.find(({ kind }) => kind !== first.kind);
  if (other !== undefined) throw new FigmentError('DATA_INVALID', `files that are read together must hold the same, got ${first.kind} and ${other.kind}.`);
  switch (first.kind) {
    case 'texts': return { kind: 'texts', texts: (contents as readonly (typeof first)[]).flatMap((each) => each.texts) };
    case 'pairs': return { kind: 'pairs', source: (contents as readonly (typeof first)[]).flatMap(({ source }) => source), target: (contents as readonly (typeof first)[]).flatMap(({ target }) => target) };
    case 'chats': return { kind: 'chats', chats: (contents as readonly (typeof first)[]).flatMap((each) => each.chats) };
  }
}

/** The content as a model's trainer reads it. */
export function datasetOf(content: TextContent, title: string): IndexedDataset<unknown> {
  switch (content.kind) {
    case 'texts': return texts(content.texts, { title });
    case 'pairs': {
      const { source, target } = content;
      return indexed({ title, size: source.length, fields: { source: { kind: 'text' }, target: { kind: 'text' } }, read: (indices: ArrayLike<number>) => Promise.resolve({ source: Array.from(indices, (i) => source[i]), target: Array.from(indices, (i) => target[i]) }) } as never);
    }
    case 'chats': {
      const { chats: all } = content;
      return indexed({ title, size: all.length, fields: { chat: { kind: 'chat' } }, read: (indices: ArrayLike<number>) => Promise.resolve({ chat: Array.from(indices, (i) => all[i]) }) } as never);
    }
  }
}

/** How many examples there are. */
export function countOf(content: TextContent): number {
  return content.kind === 'texts' ? content.texts.length : content.kind === 'pairs' ? content.source.length : content.chats.length;
}

/** All that is written in it, for a tokenizer to learn from: in lines, which no token crosses. */
export function* linesOf(content: TextContent): Generator<string, void, undefined> {
  const all = content.kind === 'texts' ? content.texts : content.kind === 'pairs' ? [...content.source, ...content.target] : content.chats.flatMap((chat) => chat.map((message) => message.content));
  for (const text of all) for (const line of text.split(/\r?\n/)) if (line.trim() !== '') yield `${line}\n`;
}

function pairs(name: string, text: string): TextContent {
  const rows = text.split(/\r?\n/).map((line, i) => ({ cells: line.split('\t'), number: i + 1 })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const wrong = rows.find(({ cells }) => cells.length < 2);
  if (wrong !== undefined) throw new FigmentError('DATA_INVALID', `line ${wrong.number} of ${name} must be two texts with a tab between them, got ${JSON.stringify(wrong.cells[0]?.slice(0, 60))}.`);
  const header = rows[0]?.cells.map((cell) => cell.trim().toLowerCase());
  const body = header?.includes('source') === true || header?.includes('target') === true ? rows.slice(1) : rows;
  if (body.length === 0) throw new FigmentError('DATA_EMPTY', `${name} has no pairs.`);
  return { kind: 'pairs', source: body.map(({ cells }) => cells[0] ?? ''), target: body.map(({ cells }) => cells[1] ?? '') };
}

function chats(name: string, text: string): TextContent {
  const found = text.split(/\r?\n/).flatMap((line, i) => (line.trim() === '' ? [] : [chat(name, line, i + 1)]));
  return { kind: 'chats', chats: found };
}

function chat(name: string, line: string, number: number): readonly ChatMessage[] {
  const value = ((): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      return undefined;
    }
  })();
  const messages: unknown = Array.isArray(value) ? value : (value as { messages?: unknown } | undefined)?.messages;
  const isMessage = (message: unknown): message is ChatMessage => typeof message === 'object' && message !== null && ['system', 'user', 'assistant'].includes((message as ChatMessage).role) && typeof (message as ChatMessage).content === 'string';
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) throw new FigmentError('DATA_INVALID', `line ${number} of ${name} must be a conversation, { "messages": [{ "role": "user", "content": "…" }, …] }, got ${line.slice(0, 60)}.`);
  return messages;
}
