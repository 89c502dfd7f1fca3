import { indexed, type IndexedDataset } from '@figment/core/data';
import type { Conversation } from '@figment/transformer';
import type { Chats } from '@figment/transformer/data';
import { readFile } from 'node:fs/promises';

/** A conversation of a file, and what is new about it if it is held out. */
interface Line {
  readonly messages: Conversation;
  readonly new?: string;
}

/** Of a file of JSON lines. */
export async function readConversations(path: string): Promise<readonly Line[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
}

export function chatDataset(lines: readonly Line[]): IndexedDataset<Chats> {
  return indexed<Chats>({ title: 'conversations', size: lines.length, fields: { chat: { kind: 'chat' } }, read: (indices) => Promise.resolve({ chat: Array.from(indices, (i) => lines[i]!.messages) }) });
}

/** In percent, how often the last message is answered word for word. */
export async function answeredAsExpected(lines: readonly Line[], answer: (messages: Conversation) => Promise<string>): Promise<number> {
  let right = 0;
  for (const { messages } of lines) if (await answer(messages.slice(0, -1)) === messages.at(-1)!.content) right += 1;
  return (100 * right) / lines.length;
}
