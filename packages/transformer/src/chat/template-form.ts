import { FigmentError, isFigmentError } from '@figment/core';
import type { ChatTokenizer } from '@figment/tokenizer/chat';

import type { Language } from '../language/language.ts';
import type { ChatForm } from './message.ts';

/** Stands for an answer where only what follows it is asked for. */
const ANSWER = '#answer#';

/** The template that the model was trained with; ChatML where there is none. */
export async function templateForm(language: Language): Promise<ChatForm> {
  const { chatTemplateOf, chatTemplates, chatTemplate, encodeChat } = await import('@figment/tokenizer/chat');
  const tokenizer = language.tokenizer as unknown as ChatTokenizer;
  const { chatTemplates: own = {} } = tokenizer.config;
  const [name] = Object.hasOwn(own, 'default') ? ['default'] : Object.keys(own);
  const template = name === undefined ? chatTemplate(chatTemplates.chatml) : chatTemplateOf(tokenizer, { name });
  const encode: ChatForm['encode'] = (messages, ending) => {
    try {
      const { ids, assistantMask } = encodeChat(tokenizer, messages, { template, addGenerationPrompt: ending === 'answer', continueFinalMessage: ending === 'unfinished' });
      return { ids, said: assistantMask };
    } catch (cause) {
      if (isFigmentError(cause, 'OPTIONS_INVALID')) throw cause;
      throw new FigmentError('INPUT_INVALID', `input.messages can not be written with this model's chat template: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  };
  // What the template writes right behind an answer ends it: <|im_end|>, <end_of_turn>, <|eot_id|>.
  const text = template.render([{ role: 'user', content: ANSWER }, { role: 'assistant', content: ANSWER }]);
  const behind = text.slice(text.lastIndexOf(ANSWER) + ANSWER.length).trimStart();
  const mark = tokenizer.addedTokens.find(({ content }) => behind.startsWith(content));
  return { end: [...new Set([...(mark === undefined ? [] : [mark.id]), ...language.ids.end])], stop: [], encode };
}
