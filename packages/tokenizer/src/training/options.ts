import type { Normalizer } from '../normalizers/normalizer.ts';
import type { PreTokenizer } from '../pre-tokenizers/pre-tokenizer.ts';

/** Texts to learn from: lines, paragraphs or documents; each is one, and no token crosses its end. */
export type Texts = Iterable<string> | AsyncIterable<string>;

/** How far a training is. */
export interface TrainingProgress {
  readonly phase: 'reading' | 'counting' | 'merging' | 'pruning';
  readonly done: number;
  /** Undefined where it can't be known: how many texts a stream has. */
  readonly of: number | undefined;
}

/** How a tokenizer is trained. */
export interface TrainTokenizerOptions {
  /**
   * 'bpe': byte-level, nothing is unknown (GPT-2 and later); 'sentencepiece-bpe': characters, `▁` for spaces, byte fallback (Llama 2, Gemma);
   * 'unigram': SentencePiece's other model (T5, XLM-R); 'wordpiece': BERT's; 'words'; 'characters'.
   */
  readonly model: 'bpe' | 'sentencepiece-bpe' | 'unigram' | 'wordpiece' | 'words' | 'characters';
  /** How many tokens it may have at most, special ones included. */
  readonly vocabulary: number;
  /** Their ids come first, in this order. Each kind has its own default: `<|endoftext|>`, `<unk>`, `[PAD] [UNK] [CLS] [SEP] [MASK]`. */
  readonly specialTokens?: readonly string[] | undefined;
  /** Pairs, words or characters that are rarer are left out (0). Not for 'unigram'. */
  readonly minFrequency?: number | undefined;
  /** Instead of what the kind has. null: none. */
  readonly normalizer?: Normalizer | null | undefined;
  /** What cuts texts into words, instead of what the kind has; bytes and spaces are then still written as the kind does. null: nothing cuts. */
  readonly preTokenizer?: PreTokenizer | null | undefined;
  /** Characters that have to be in (sentencepiece-bpe, wordpiece, unigram): of 'bpe' all 256 bytes are. */
  readonly initialAlphabet?: readonly string[] | undefined;
  /** The most characters that are kept in the alphabet, by frequency (sentencepiece-bpe, wordpiece, unigram). */
  readonly limitAlphabet?: number | undefined;
  /** The longest token, in characters, at least 2; of 'bpe' in bytes. Not for 'words' and 'characters'. */
  readonly maxTokenLength?: number | undefined;
  /** Called often enough for a progress bar, between pieces of work. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  /** Stops with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
