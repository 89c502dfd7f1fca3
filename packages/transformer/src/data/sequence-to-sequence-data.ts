import { FigmentError } from '@figment/core';
import type { Dataset } from '@figment/core/data';
import type { DatasetCall } from '@figment/core/plugin';
import { foldIn } from '@figment/core/random';

import type { SequenceToSequenceConfig } from '../config/sequence-to-sequence.ts';
import type { Language } from '../language/language.ts';
import { IGNORED, tokenFields, type TranslationRows } from './batches.ts';
import { bucketed, type Bucketed } from './bucketed.ts';
import { corruptSpans, longestForSpans, spanCounts } from './corrupt-spans.ts';
import { encodeTexts } from './language-model-data.ts';
import { maskOf, padded } from './padded.ts';
import { sentinelsOf } from './sentinels.ts';
import { requireSource, type TextPairs, type Texts } from './sources.ts';
import { stretchesOf } from './stretches.ts';

/** How texts become what an encoder-decoder learns from. */
export interface SequenceToSequenceDataOptions extends Pick<SequenceToSequenceConfig, 'objective' | 'prefix' | 'context'> {
  readonly language: Language;
}

/** What is read, and what is to be written. */
interface Pair {
  readonly source: ArrayLike<number>;
  readonly target: readonly number[];
}

const fields = tokenFields('ids', 'mask', 'targetIds', 'targets');

/**
 * Pairs of texts, or of what is left of a text and the spans that were cut out of it, batched by length. Pairs of which one is longer than the
 * context are left out.
 *
 * @throws FigmentError `DATA_INVALID` for data without pairs, `DATA_EMPTY`, `TOKENIZER_MISSING`, `TOKENIZER_MISMATCH` where an id is lacking that it takes
 */
export async function sequenceToSequenceData(source: Dataset<Texts | TextPairs>, options: SequenceToSequenceDataOptions, { signal }: DatasetCall): Promise<Dataset<TranslationRows>> {
  const { language } = options;
  const [end] = language.ids.end;
  const start = language.ids.decoderStart;
  if (end === undefined || start === undefined) throw new FigmentError('TOKENIZER_MISMATCH', 'an encoder-decoder must have an id that ends a text and one that begins what it writes: config.ids.end and config.ids.decoderStart, or a tokenizer with <|endoftext|>, or <s> and </s>.');
  const batch = (pairs: readonly Pair[]): ReturnType<Bucketed<TranslationRows>['read']> => {
    const sources = pairs.map((pair) => pair.source);
    return {
      ids: padded(sources, language.ids.padding ?? 0),
      mask: maskOf(sources),
      // [start, t1, …, tn] -> [t1, …, tn, end]
      targetIds: padded(pairs.map(({ target }) => [start, ...target]), language.ids.padding ?? 0),
      targets: padded(pairs.map(({ target }) => [...target, end]), IGNORED),
    };
  };
  return options.objective === 'spans' ? await spans(source as Dataset<Texts>, options, end, batch, signal) : await translations(source as Dataset<TextPairs>, options, batch, signal);
}

async function translations(source: Dataset<TextPairs>, { language, context, prefix }: SequenceToSequenceDataOptions, batch: (pairs: readonly Pair[]) => ReturnType<Bucketed<TranslationRows>['read']>, signal: AbortSignal): Promise<Dataset<TranslationRows>> {
  requireSource(source, ['source', 'target'], 'translate');
  const pairs: Pair[] = [];
  let all = 0;
  for await (const host of source.pass({ batchSize: 64 })) {
    await new Promise((resolve) => { setTimeout(resolve); });
    signal.throwIfAborted();
    for (const [i, text] of host.source.entries()) {
      all++;
      const ids = language.encode(`${prefix}${text}`).ids, target = language.encode(host.target[i] as string, { bare: true }).ids;
      if (ids.length > 0 && ids.length <= context && target.length < context) pairs.push({ source: Int32Array.from(ids), target });
    }
  }
  if (pairs.length === 0) throw new FigmentError('DATA_EMPTY', `${source.title} must have a pair of texts of at most ${context} tokens each, the context of this model, got none among ${all}.`);
  const title = pairs.length === all ? source.title : `${source.title}, ${pairs.length} of ${all} pairs: the others are longer than ${context} tokens`;
  const at = (i: number): Pair => pairs[i] as Pair;
  return bucketed({ title, fields, lengths: pairs.map((pair) => pair.source.length + pair.target.length), read: (indices) => batch(Array.from(indices, at)) });
}

async function spans(source: Dataset<Texts>, { language, context }: SequenceToSequenceDataOptions, end: number, batch: (pairs: readonly Pair[]) => ReturnType<Bucketed<TranslationRows>['read']>, signal: AbortSignal): Promise<Dataset<TranslationRows>> {
  requireSource(source, ['text'], 'spans');
  const texts = await encodeTexts(source, language, signal);
  const longest = longestForSpans(context);
  const sentinels = sentinelsOf(language, spanCounts(longest).spans);
  const stretches = stretchesOf(texts, longest, 2);
  return bucketed({
    title: source.title,
    fields,
    lengths: stretches.lengths,
    read: (indices, key) => batch(Array.from(indices, (i, row) => {
      const { left, spans: cut } = corruptSpans(stretches.at(i), sentinels, foldIn(key, row));
      return { source: left.at(-1) === end ? left : [...left, end], target: cut };
    })),
  });
}
