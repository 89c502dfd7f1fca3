import type { Dataset } from '@figment/core/data';
import type { DatasetCall } from '@figment/core/plugin';

import { chatFormOf } from '../chat/chat-form.ts';
import type { Language } from '../language/language.ts';
import type { TokenRows } from './batches.ts';
import { packedRows } from './packed-rows.ts';
import { packedTexts } from './packed-texts.ts';
import { type Encoded, encodeAll, type Sequences, utf8Length } from './sequences.ts';
import type { Chats, Texts } from './sources.ts';

/** How texts become what a decoder learns from. */
export interface LanguageModelDataOptions {
  readonly language: Language;
  /** Ids of a row. */
  readonly context: number;
  /** Texts that share a row don't see each other (false). Conversations never do. */
  readonly isolate?: boolean | undefined;
}

/**
 * Texts as rows of ids, packed, so that every one of them is predicted; or conversations, of which what the assistant says is learnt.
 *
 * @throws FigmentError `DATA_EMPTY`, `TOKENIZER_MISSING`, `INPUT_INVALID` for a conversation that the model's template refuses
 */
export async function languageModelData(source: Dataset<Texts | Chats>, { language, context, isolate = false }: LanguageModelDataOptions, { signal }: DatasetCall): Promise<Dataset<TokenRows>> {
  const { title } = source;
  const options = { title, vocabulary: language.vocabulary, signal };
  if ('chat' in source.fields) {
    const form = await chatFormOf(language);
    const encode = (chat: Chats['chat'][number]): Encoded => {
      const { ids, said } = form.encode(chat, 'whole');
      return { ids, learnt: said, bytes: chat.reduce((sum, { content }) => sum + utf8Length(content), 0) };
    };
    const chats = await encodeAll(valuesOf(source as Dataset<Chats>, 'chat'), encode, options);
    return packedTexts(chats, { title, context, long: 'cut' });
  }
  const texts = await encodeTexts(source as Dataset<Texts>, language, signal);
  return isolate ? packedTexts(texts, { title, context, long: 'split' }) : packedRows(texts, { title, context, ended: language.ids.end.length > 0 });
}

/** Texts, each with an end behind it, where the language has one. */
export async function encodeTexts(source: Dataset<Texts>, language: Language, signal: AbortSignal, { bare = false }: { readonly bare?: boolean } = {}): Promise<Sequences> {
  const [end] = language.ids.end;
  const encode = (text: string): Encoded => {
    const { ids } = language.encode(text, { bare });
    return { ids: ids.length === 0 || end === undefined || ids.at(-1) === end ? ids : [...ids, end], bytes: utf8Length(text) };
  };
  return await encodeAll(valuesOf(source, 'text'), encode, { title: source.title, vocabulary: language.vocabulary, signal });
}

/** One field of a dataset, batch by batch. */
async function* valuesOf<Batch, Field extends keyof Batch & string>(source: Dataset<Batch>, field: Field): AsyncGenerator<Batch[Field] & readonly unknown[], void, undefined> {
  for await (const batch of source.pass({ batchSize: 64 })) yield (batch as Batch)[field] as Batch[Field] & readonly unknown[];
}
