import { TokenizerError } from '../errors.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { ChatTemplate } from './chat-template.ts';

/** What of a tokenizer a conversation needs. */
export type ChatTokenizer = Pick<Tokenizer, 'encode' | 'addedTokens' | 'specialTokens' | 'config'>;

/** The template that a tokenizer's files bring along. */
export interface ChatTemplateChoice {
  /** Where there are several ('default'). */
  readonly name?: string | undefined;
  /** The clock that `strftime_now` reads (the system's). */
  readonly now?: (() => Date) | undefined;
}

/**
 * The chat template of a tokenizer, as its files have it.
 *
 * @throws TokenizerError `CHAT_TEMPLATE_INVALID` when it has none of that name
 */
export function chatTemplateOf(tokenizer: ChatTokenizer, { name = 'default', now }: ChatTemplateChoice = {}): ChatTemplate {
  const { chatTemplates = {}, fields = {} } = tokenizer.config;
  const source = Object.hasOwn(chatTemplates, name) ? chatTemplates[name] : undefined;
  if (source === undefined) {
    const names = Object.keys(chatTemplates);
    throw new TokenizerError('CHAT_TEMPLATE_INVALID', `this tokenizer has no chat template "${name}"${names.length === 0 ? ', nor any other: give one, e.g. chatTemplate(chatTemplates.chatml).' : `; it has ${names.join(', ')}.`}`);
  }
  const spelled = Object.entries(fields).flatMap(([field, value]) => {
    const token = typeof value === 'string' ? value : (value as { content?: unknown } | null)?.content;
    return field.endsWith('_token') && typeof token === 'string' ? [[field, token] as const] : [];
  });
  const roles = Object.entries(tokenizer.specialTokens).flatMap(([role, token]) => (token === undefined ? [] : [[`${role}_token`, token] as const]));
  return new ChatTemplate(source, { tokens: Object.fromEntries([...spelled, ...roles]), now });
}
