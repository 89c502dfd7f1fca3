import { TokenizerError } from '../../errors.ts';

/** What is wrong with rendering these messages by this template. */
export function failed(message: string): TokenizerError {
  return new TokenizerError('CHAT_INVALID', `the chat template can not be rendered: ${message}`);
}

/** What is wrong with the template, whatever the messages. */
export function wrongTemplate(message: string, options?: ErrorOptions): TokenizerError {
  return new TokenizerError('CHAT_TEMPLATE_INVALID', `the chat template is wrong: ${message}`, options);
}
