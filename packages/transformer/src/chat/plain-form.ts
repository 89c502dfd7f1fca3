import type { Language } from '../language/language.ts';
import type { ChatForm, Conversation } from './message.ts';

/** Who speaks, as it is written. What the system says stands for itself. */
const names = { system: '', user: 'User:', assistant: 'Assistant:' } as const;

/**
 * A conversation as a play, for tokenizers that have no tokens for roles:
 *
 * ```
 * User: 안녕하세요
 * Assistant: 안녕하세요! 무엇을 도와드릴까요?
 * ```
 *
 * Each answer ends with the token that ends texts, where there is one.
 */
export function plainForm(language: Language): ChatForm {
  const [end] = language.ids.end;
  return {
    end: language.ids.end,
    stop: ['\nUser:', '\nAssistant:'],
    encode(messages: Conversation, ending) {
      const ids: number[] = [], said: (0 | 1)[] = [];
      const push = (more: readonly number[], isSaid: 0 | 1): void => {
        for (const id of more) {
          ids.push(id);
          said.push(isSaid);
        }
      };
      // What the tokenizer puts before a text, e.g. <s>.
      push(language.encodePrompt('').filter((id) => id === language.ids.begin), 0);
      for (const [i, { role, content }] of messages.entries()) {
        push(language.encode(`${names[role]}${role === 'assistant' ? '' : `${role === 'user' ? ' ' : ''}${content}\n`}`, { bare: true }).ids, 0);
        if (role === 'assistant') {
          push(language.encode(` ${content}`, { bare: true }).ids, 1);
          if (ending === 'unfinished' && i === messages.length - 1) break;
          if (end !== undefined) push([end], 1);
          push(language.encode('\n', { bare: true }).ids, 0);
        }
      }
      if (ending === 'answer') push(language.encode(names.assistant, { bare: true }).ids, 0);
      return { ids, said };
    },
  };
}
