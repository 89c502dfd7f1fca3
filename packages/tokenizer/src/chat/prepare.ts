import { shown, TokenizerError } from '../errors.ts';
import type { ChatMessage } from './message.ts';

/** Names under which templates look for what a model thought. */
const reasoningFields = ['reasoning_content', 'thinking', 'reasoning'] as const;

/**
 * Messages as transformers hands them to a template: fields that are null are left out, and what a model thought has all the names that
 * templates know.
 *
 * @throws TokenizerError `CHAT_INVALID`
 */
export function prepareMessages(messages: readonly ChatMessage[]): Record<string, unknown>[] {
  if (!Array.isArray(messages) || messages.length === 0) throw new TokenizerError('CHAT_INVALID', `messages must be a list of at least one message, got ${shown(messages)}.`);
  return messages.map((message: unknown, i) => {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) throw new TokenizerError('CHAT_INVALID', `messages[${i}] must be an object with a role, got ${shown(message)}.`);
    const { role } = message as { role?: unknown };
    if (typeof role !== 'string') throw new TokenizerError('CHAT_INVALID', `messages[${i}].role must be a string, e.g. "user", got ${shown(role)}.`);
    const fields = Object.fromEntries(Object.entries(message).filter(([, value]) => value !== null && value !== undefined)) as Record<string, unknown>;
    const reasoning = reasoningFields.map((name) => fields[name]).find((value) => value !== undefined);
    return reasoning === undefined ? fields : { thinking: reasoning, ...fields, reasoning_content: reasoning };
  });
}

/** Marks where the last message ends; a blank behind it shows whether a template trims. */
export interface EndMark {
  readonly mark: string;
  /** What the message was. */
  readonly final: string;
}

/**
 * Marks the end of what the last message says in `field`.
 *
 * @throws TokenizerError `CHAT_INVALID` when it says nothing there
 */
export function markEnd(messages: Record<string, unknown>[], field: string): EndMark {
  const said = JSON.stringify(messages);
  // Noncharacters: no text has all of them.
  const mark = Array.from({ length: 32 }, (_, i) => String.fromCharCode(0xfdd0 + i)).find((character) => !said.includes(character));
  const last = messages.at(-1) ?? {};
  const value = last[field];
  if (mark === undefined || value === undefined) throw new TokenizerError('CHAT_INVALID', `continueFinalMessage: the last message must have a ${field} to go on with, got ${shown(value)}.`);
  if (typeof value === 'string') {
    const fields = (reasoningFields as readonly string[]).includes(field) ? reasoningFields.filter((name) => last[name] === value) : [field];
    for (const name of fields) last[name] = `${value}${mark} `;
    return { mark, final: value };
  }
  const parts = Array.isArray(value) ? value as { text?: unknown }[] : [];
  const at = parts.map((part) => typeof part.text === 'string').lastIndexOf(true);
  const text = parts[at]?.text;
  if (typeof text !== 'string') throw new TokenizerError('CHAT_INVALID', `continueFinalMessage: the ${field} of the last message must have text to go on with, got ${shown(value)}.`);
  last[field] = parts.map((part, i) => (i === at ? { ...part, text: `${text}${mark} ` } : part));
  return { mark, final: text };
}
