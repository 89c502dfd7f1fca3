import * as decoders from '../decoders/index.ts';
import type { Decoder } from '../decoders/decoder.ts';
import * as normalizers from '../normalizers/index.ts';
import type { Normalizer } from '../normalizers/normalizer.ts';
import * as preTokenizers from '../pre-tokenizers/index.ts';
import type { PreTokenizer } from '../pre-tokenizers/pre-tokenizer.ts';
import { o200k } from '../presets/index.ts';
import type { TokenizerParts } from '../tokenizer.ts';
import type { TrainTokenizerOptions } from './options.ts';

/** What stands around a kind's model. */
export interface Pipeline {
  readonly specialTokens: readonly string[];
  readonly normalizer: Normalizer | undefined;
  readonly preTokenizer: PreTokenizer | undefined;
  /** What texts that are encoded go through: what words were counted with, or what comes to the same and is simpler. */
  readonly encoding: Pick<TokenizerParts, 'normalizer' | 'preTokenizer'>;
  readonly decoder: Decoder | undefined;
}

const SPACE = '▁';

/** The stages of a kind, with those of the options in place of its own. */
export function pipelineOf({ model, specialTokens, normalizer, preTokenizer }: TrainTokenizerOptions): Pipeline {
  const { cut, write, ...own } = pipelines[model]();
  const cuts = preTokenizer === null ? undefined : preTokenizer ?? cut;
  const writes = write?.(preTokenizer !== null);
  const stages = [cuts, writesItself(cuts, writes) ? undefined : writes].filter((stage) => stage !== undefined);
  const counting = {
    normalizer: normalizer === null ? undefined : normalizer ?? own.normalizer,
    preTokenizer: stages.length > 1 ? preTokenizers.sequence(stages) : stages[0],
  };
  return {
    ...own,
    ...counting,
    specialTokens: specialTokens ?? own.specialTokens,
    // Where words are cut at spaces, no token goes on behind one, so texts need no cuts: they are merged as SentencePiece's own models do.
    encoding: model === 'sentencepiece-bpe' && cuts === undefined ? { normalizer: withSpacesWritten(counting.normalizer) } : counting,
  };
}

function withSpacesWritten(normalizer: Normalizer | undefined): Normalizer {
  const write = normalizers.replace({ pattern: ' ', content: SPACE });
  return normalizer === undefined ? write : normalizers.sequence([normalizer, write]);
}

/** Whether what cuts writes words as they are spelled, too. */
function writesItself(cuts: PreTokenizer | undefined, writes: PreTokenizer | undefined): boolean {
  return writes !== undefined && JSON.stringify(cuts?.spec ?? null).includes(JSON.stringify(writes.spec.type));
}

interface KindPipeline extends Omit<Pipeline, 'preTokenizer' | 'encoding'> {
  /** What cuts a text into words: what `preTokenizer` takes the place of. */
  readonly cut: PreTokenizer | undefined;
  /** What then writes words as the model's tokens are spelled. splits: whether that may cut, too. */
  readonly write?: (splits: boolean) => PreTokenizer;
}

const pipelines: Readonly<Record<TrainTokenizerOptions['model'], () => KindPipeline>> = {
  // GPT-4o's words: those of GPT-2 would cut before combining marks, and keep numbers of any length.
  bpe: () => ({
    specialTokens: ['<|endoftext|>'],
    normalizer: undefined,
    cut: preTokenizers.split({ pattern: { regex: o200k.pattern }, behavior: 'isolated' }),
    write: () => preTokenizers.byteLevel({ addPrefixSpace: false, useRegex: false }),
    decoder: decoders.byteLevel(),
  }),
  'sentencepiece-bpe': () => sentencePiece(undefined),
  unigram: () => sentencePiece(normalizers.nfkc()),
  // Accents are not stripped: that would take Hangul apart into jamo.
  wordpiece: () => ({
    specialTokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'],
    normalizer: normalizers.sequence([normalizers.nfc(), normalizers.bert({ lowercase: false, stripAccents: false })]),
    cut: preTokenizers.bert(),
    decoder: decoders.wordPiece(),
  }),
  words: () => ({ specialTokens: ['<unk>'], normalizer: normalizers.nfc(), cut: preTokenizers.whitespace(), decoder: undefined }),
  characters: () => ({
    specialTokens: ['<unk>'],
    normalizer: normalizers.nfc(),
    cut: preTokenizers.split({ pattern: { regex: String.raw`[\s\S]` }, behavior: 'isolated' }),
    decoder: decoders.fuse(),
  }),
};

/** As Gemma, no space is put before a text, so that what is decoded is what was encoded. */
function sentencePiece(normalizer: Normalizer | undefined): KindPipeline {
  return {
    specialTokens: ['<unk>'],
    normalizer,
    cut: undefined,
    write: (splits) => preTokenizers.metaspace({ replacement: SPACE, prependScheme: 'never', split: splits }),
    decoder: decoders.sequence([decoders.replace({ pattern: SPACE, content: ' ' }), decoders.byteFallback(), decoders.fuse()]),
  };
}
