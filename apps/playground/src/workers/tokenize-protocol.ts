/**
 * What crosses between the page and the worker that tokenizes: plain data, no tensors, no models.
 */

import type { ScriptCount } from '@figment/tokenizer/inspect';

export type { ScriptCount } from '@figment/tokenizer/inspect';

/** A tokenizer that can be opened. */
export interface TokenizerEntry {
  /** `o200k`, `korean-bpe`; `own:NAME` for what the user trained or brought. */
  readonly id: string;
  readonly title: string;
  readonly origin: 'shipped' | 'own';
  /** What is kept; undefined for what is fetched. */
  readonly bytes: number | undefined;
  /** How many tokens it has, where it is known before. */
  readonly tokens: number | undefined;
  /** Of one's own: when it was made or brought. */
  readonly savedAt: number | undefined;
  /** Of one's own: how it was made. */
  readonly recipe: Recipe | undefined;
}

/** How a tokenizer was trained here; a file that was brought has none. */
export interface Recipe {
  readonly model: TokenizerKind;
  readonly vocabulary: number;
  /** What it learnt from: `box`, `korean`, `english`, `both`, or the name of a file. */
  readonly text: string;
}

export const tokenizerKinds = ['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece', 'words', 'characters'] as const;
export type TokenizerKind = (typeof tokenizerKinds)[number];

/** What is known of a tokenizer once it is open. */
export interface TokenizerFacts {
  readonly model: string;
  /** How many tokens there are. */
  readonly vocabulary: number;
  /** How many merges it learnt, where that is how it works. */
  readonly merges: number | undefined;
  readonly specialTokens: readonly string[];
}

export interface TokenizeRequest {
  readonly tokenizer: string;
  readonly text: string;
  /** Whether special tokens that the text spells are read as such. */
  readonly special: boolean;
  /** Only the first so many merges; all of them where it is undefined. */
  readonly merges: number | undefined;
  /** The stretch of the text (UTF-16) whose tokens are wanted one by one. */
  readonly from: number;
  readonly to: number;
}

/** One token as it is shown. */
export interface ShownToken {
  readonly id: number;
  /** As it stands in the vocabulary: `Ġhello`, `▁안녕`, `##ing`. */
  readonly token: string;
  /** What it writes, in UTF-8: may be a part of a character. */
  readonly bytes: readonly number[];
  /** UTF-16 indices into the text; equal for tokens that stand in no text. */
  readonly start: number;
  readonly end: number;
  readonly byteStart: number;
  readonly byteEnd: number;
  readonly special: boolean;
  readonly unknown: boolean;
  /** How many times it occurs in the whole text. */
  readonly count: number;
}

/** One merge, by what it joins and what it makes, as bytes. */
export interface Merge {
  /** Undefined where the file tells what was made but not of what. */
  readonly parts: readonly [left: readonly number[], right: readonly number[]] | undefined;
  readonly made: readonly number[];
}

export interface Tokenized {
  readonly facts: TokenizerFacts;
  /** Of the whole text. */
  readonly count: number;
  readonly characters: number;
  readonly bytes: number;
  readonly unknown: number;
  readonly scripts: readonly ScriptCount[];
  readonly ms: number;
  /** Index of the first token in `tokens`. */
  readonly first: number;
  /** Tokens of the stretch that was asked for. */
  readonly tokens: readonly ShownToken[];
  /** The latest merges that were in use, newest first. */
  readonly merges: readonly Merge[];
}

export interface TrainTokenizerRequest {
  readonly title: string;
  readonly model: TokenizerKind;
  readonly vocabulary: number;
  /** What it learns from: texts that come with the playground, a text, or a file. */
  readonly text: { readonly sample: 'korean' | 'english' | 'both' } | { readonly box: string } | { readonly file: Blob; readonly name: string };
}

export interface TokenizerTrainProgress {
  readonly phase: 'fetching' | 'reading' | 'counting' | 'merging' | 'pruning' | 'saving';
  readonly done: number;
  readonly of: number | undefined;
}

export interface LoadedBytes {
  readonly loaded: number;
  readonly total: number | undefined;
}

/** What the page may ask of the worker. */
export interface Tokenize {
  tokenizers(): Promise<readonly TokenizerEntry[]>;
  /** Fetches and opens it, if it is not open. */
  open(tokenizer: string, onProgress: (loaded: LoadedBytes) => void): Promise<TokenizerFacts>;
  tokenize(request: TokenizeRequest): Promise<Tokenized>;
  /** All ids of the text. */
  ids(request: TokenizeRequest): Promise<readonly number[]>;
  /** Trains and keeps it; gives its entry. */
  train(request: TrainTokenizerRequest, onProgress: (progress: TokenizerTrainProgress) => void): Promise<TokenizerEntry>;
  /** Reads files as one tokenizer and keeps it. */
  take(files: readonly File[]): Promise<TokenizerEntry>;
  remove(tokenizer: string): Promise<void>;
  /** As a `tokenizer.json`. */
  exportTokenizer(tokenizer: string): Promise<Blob>;
}
