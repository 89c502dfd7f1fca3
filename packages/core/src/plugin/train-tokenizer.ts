import { FigmentError } from '../errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { checkTokenizer } from './check-tokenizer.ts';
import { parseSchema } from './schema/check.ts';
import { shown } from './schema/path.ts';
import type { InputOf, Schema, TokenizerDefinition, TokenizerProgress } from './spec/v1.ts';

/** What a tokenizer is trained with. */
export interface TrainTokenizerOptions<O extends Schema> {
  /** As the definition's schema says. */
  readonly options?: InputOf<O> | undefined;
  /** Stops with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called often enough for a progress bar. */
  readonly onProgress?: ((progress: TokenizerProgress) => void) | undefined;
}

/**
 * Trains a tokenizer of what a plugin defines.
 *
 * @throws FigmentError `OPTIONS_INVALID` with the path, the value it had and what would be right, before a text is read; `TRAINING_INVALID`
 * when this kind can't be trained; `PLUGIN_INVALID` when the definition gives no tokenizer. The signal's reason when it is aborted.
 */
export async function trainTokenizer<O extends Schema>(
  definition: TokenizerDefinition<O>,
  texts: Iterable<string> | AsyncIterable<string>,
  { options, signal = new AbortController().signal, onProgress = () => undefined }: TrainTokenizerOptions<O> = {},
): Promise<Tokenizer> {
  if (definition.train === undefined) throw new FigmentError('TRAINING_INVALID', `${definition.id} can't be trained: it opens what is trained elsewhere.`);
  if (definition.options === undefined && options !== undefined) throw new FigmentError('OPTIONS_INVALID', `${definition.id} takes no options, got ${shown(options)}.`);
  const parsed = definition.options === undefined ? undefined : parseSchema(definition.options, options ?? {}, 'options', 'OPTIONS_INVALID');
  signal.throwIfAborted();
  const tokenizer: unknown = await definition.train(inTurn(texts, signal), parsed, { signal, onProgress });
  checkTokenizer(tokenizer, `train of ${definition.id}`);
  return tokenizer;
}

async function* inTurn(texts: Iterable<string> | AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  for await (const text of texts) {
    signal.throwIfAborted();
    yield text;
  }
}
