import type { Tokenizer } from '@figment/tokenizer';

import type { Language } from '../language/language.ts';
import type { ChatForm } from './message.ts';
import { plainForm } from './plain-form.ts';

/** How a model's conversations are written: by its tokenizer's template; as ChatML where there are its tokens; or as a play. */
export async function chatFormOf(language: Language): Promise<ChatForm> {
  const tokenizer = language.tokenizer as Partial<Tokenizer>;
  const hasTemplate = Object.keys(tokenizer.config?.chatTemplates ?? {}).length > 0;
  const hasRoles = ['<|im_start|>', '<|im_end|>'].every((token) => tokenizer.addedTokens?.some(({ content }) => content === token));
  // Who only completes texts loads no templates.
  return hasTemplate || hasRoles ? await (await import('./template-form.ts')).templateForm(language) : plainForm(language);
}
