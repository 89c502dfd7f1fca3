import { FigmentError } from '@figment/core';
import type { Dataset, HostBatch } from '@figment/core/data';
import type { DatasetCall } from '@figment/core/plugin';

import type { TextEncoderConfig } from '../config/text-encoder.ts';
import type { Language } from '../language/language.ts';
import { type EncoderRows, type LabelledRows, type MaskedRows, type PairedRows, tokenFields } from './batches.ts';
import { bucketed } from './bucketed.ts';
import { hidden } from './hide.ts';
import { encodeTexts } from './language-model-data.ts';
import { maskOf, padded } from './padded.ts';
import { type LabelledTexts, requireSource, type TextPairs, type Texts } from './sources.ts';
import { stretchesOf } from './stretches.ts';

/** How texts become what an encoder learns from. */
export interface TextEncoderDataOptions extends Pick<TextEncoderConfig, 'objective' | 'context' | 'classes'> {
  readonly language: Language;
}

type Ids = ArrayLike<number>;

/**
 * Texts with hidden words, texts of known classes, or pairs that mean the same, whichever the config's objective learns from.
 *
 * @throws FigmentError `DATA_INVALID` for data without what it learns from, `DATA_EMPTY`, `TOKENIZER_MISSING`, `TOKENIZER_MISMATCH` without a mask to hide words behind
 */
export async function textEncoderData(source: Dataset<Texts | LabelledTexts | TextPairs>, options: TextEncoderDataOptions, call: DatasetCall): Promise<Dataset<EncoderRows>> {
  switch (options.objective) {
    case 'masked':
      return await maskedTexts(source as Dataset<Texts>, options, call);
    case 'classify':
      return await labelledTexts(source as Dataset<LabelledTexts>, options, call);
    case 'contrastive':
      return await pairedTexts(source as Dataset<TextPairs>, options, call);
  }
}

/** Texts one behind the other, in stretches as long as the context (Liu et al. 2019, arXiv:1907.11692, section 4.2: "full sentences"). */
async function maskedTexts(source: Dataset<Texts>, { language, context }: TextEncoderDataOptions, { signal }: DatasetCall): Promise<Dataset<MaskedRows>> {
  requireSource(source, ['text'], 'masked');
  const { mask, begin, end, padding } = language.ids;
  if (mask === undefined) throw new FigmentError('TOKENIZER_MISMATCH', 'to guess hidden words, the tokenizer must have a token to hide them behind, e.g. [MASK], or config.ids.mask name one.');
  // What the tokenizer puts around a text stands around each stretch.
  const around = language.encode('').ids;
  const [before, behind] = [around.slice(0, Math.ceil(around.length / 2)), around.slice(Math.ceil(around.length / 2))];
  const texts = await encodeTexts(source, language, signal, { bare: true });
  const stretches = stretchesOf(texts, context - around.length, 1);
  const hiding = { vocabulary: language.tokenizer.vocabularySize, mask, special: new Set([begin, ...end, padding, ...around].filter((id) => id !== undefined)) };
  return bucketed<MaskedRows>({
    title: source.title,
    fields: tokenFields('ids', 'mask', 'targets'),
    lengths: stretches.lengths,
    read(indices, key) {
      const { seen, targets } = hidden(Array.from(indices, (i) => [...before, ...stretches.at(i), ...behind]), hiding, key);
      return { ids: padded(seen, padding ?? 0), mask: maskOf(seen), targets: padded(targets, -100) };
    },
  });
}

async function labelledTexts(source: Dataset<LabelledTexts>, options: TextEncoderDataOptions, { signal }: DatasetCall): Promise<Dataset<LabelledRows>> {
  requireSource(source, ['text', 'label'], 'classify');
  const { classes } = options;
  const texts: Ids[] = [], labels: number[] = [];
  for await (const host of source.pass({ batchSize: 64 })) {
    await turn(signal);
    for (const [i, text] of host.text.entries()) {
      const label = (host.label).data[i] as number;
      if (!(label >= 0 && label < classes)) throw new FigmentError('DATA_INVALID', `label[${labels.length}] of ${source.title} must be below ${classes}, the number of classes (config.classes), got ${label}.`);
      texts.push(encoded(text, options));
      labels.push(label);
    }
  }
  return bucketed<LabelledRows>({
    title: source.title,
    fields: { ...tokenFields('ids', 'mask'), label: { kind: 'label', shape: [] } },
    lengths: texts.map(({ length }) => length),
    read: (indices) => ({ ...rowsOf(texts, indices, options), label: { data: Int32Array.from(indices, (i) => labels[i] as number), shape: [indices.length] } }),
  });
}

async function pairedTexts(source: Dataset<TextPairs>, options: TextEncoderDataOptions, { signal }: DatasetCall): Promise<Dataset<PairedRows>> {
  requireSource(source, ['source', 'target'], 'contrastive');
  const texts: Ids[] = [], others: Ids[] = [];
  for await (const host of source.pass({ batchSize: 64 })) {
    await turn(signal);
    for (const [i, text] of host.source.entries()) {
      texts.push(encoded(text, options));
      others.push(encoded(host.target[i] as string, options));
    }
  }
  return bucketed<PairedRows>({
    title: source.title,
    fields: tokenFields('ids', 'mask', 'positiveIds', 'positiveMask'),
    lengths: texts.map(({ length }, i) => length + (others[i] as Ids).length),
    read(indices) {
      const { ids: positiveIds, mask: positiveMask } = rowsOf(others, indices, options);
      return { ...rowsOf(texts, indices, options), positiveIds, positiveMask };
    },
  });
}

/** A text with what the tokenizer puts around it; one that is too long loses its end, but not what is put there. */
function encoded(text: string, { language, context }: TextEncoderDataOptions): Int32Array {
  const ids = Int32Array.from(language.encode(text).ids);
  if (ids.length <= context) return ids;
  const last = ids[ids.length - 1] as number;
  const cut = ids.slice(0, context);
  if (language.ids.end.includes(last)) cut[context - 1] = last;
  return cut;
}

function rowsOf(texts: readonly Ids[], indices: Int32Array, { language }: TextEncoderDataOptions): HostBatch<EncoderRows> {
  const chosen = Array.from(indices, (i) => texts[i] as Ids);
  return { ids: padded(chosen, language.ids.padding ?? 0), mask: maskOf(chosen) };
}

/** Lets others have a turn: an abort, a progress bar. */
async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve); });
  signal.throwIfAborted();
}
