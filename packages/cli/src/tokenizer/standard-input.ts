import { FigmentError } from '@figment/core';

/**
 * All that is piped into the command, the last newline included: it is a token, too.
 *
 * @throws FigmentError `INPUT_INVALID` where nothing is piped
 */
export async function standardInput(what: string): Promise<string> {
  if (process.stdin.isTTY) throw new FigmentError('INPUT_INVALID', `say ${what}, or pipe it into the command.`);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
