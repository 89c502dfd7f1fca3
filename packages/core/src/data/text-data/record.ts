import { FigmentError } from '../../errors.ts';
import { checkKind } from '../../plugin/kinds/kind.ts';
import { isObject } from '../../plugin/schema/mismatch.ts';
import { shown } from '../../plugin/schema/path.ts';
import type { Kinds } from '../../plugin/spec/v1.ts';

/** One example, and where it stands. */
export interface TextRecord {
  /** 'chats.jsonl, line 7,' */
  readonly place: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What names of columns are understood. */
export const columns = ['text', 'label', 'source', 'target', 'prompt', 'completion'] as const;

/**
 * The fields of an example: a prompt with its completion is a short conversation.
 *
 * @throws FigmentError `DATA_INVALID`
 */
export function fieldsOfRecord(value: unknown, place: string): Readonly<Record<string, unknown>> {
  const wrong = (what: string): FigmentError => new FigmentError('DATA_INVALID', `${place} must ${what}.`);
  const record: Readonly<Record<string, unknown>> = isObject(value) ? value : {};
  const text = (name: string): string => {
    const said = record[name];
    if (typeof said !== 'string') throw wrong(`have a text as ${name}, got ${shown(said)}`);
    return said;
  };
  if ('messages' in record) return { chat: chatOf(record['messages'], wrong) };
  if ('prompt' in record) return { chat: [{ role: 'user', content: text('prompt') }, { role: 'assistant', content: text('completion') }] };
  if ('source' in record) return { source: text('source'), target: text('target') };
  if (!('text' in record)) throw wrong(`have text, messages, prompt and completion, or source and target, got ${isObject(value) ? Object.keys(value).join(', ') || '{}' : shown(value)}`);
  if (!('label' in record)) return { text: text('text') };
  const label = Number(record['label']);
  if (!Number.isSafeInteger(label) || label < 0 || record['label'] === '') throw wrong(`have a whole number of at least 0 as label, got ${shown(record['label'])}`);
  return { text: text('text'), label };
}

function chatOf(messages: unknown, wrong: (what: string) => FigmentError): Kinds['chat'] {
  try {
    checkKind('chat', messages, 'messages');
  } catch (error) {
    throw wrong(`hold a conversation: ${error instanceof Error ? error.message.replace(/\.$/, '') : String(error)}`);
  }
  const chat = messages as Kinds['chat'];
  if (!chat.some(({ role }) => role === 'assistant')) throw wrong('have something that the assistant says, for that is what is learnt');
  return chat.map(({ role, content }) => ({ role, content }));
}
