import type { TrainTokenizerOptions } from '@figment/tokenizer';

/** A tokenizer that is shipped: what it learns from, and how. */
export interface TokenizerRecipe {
  readonly name: string;
  readonly texts: readonly ('korean' | 'english')[];
  readonly options: TrainTokenizerOptions;
}

export const recipes: readonly TokenizerRecipe[] = [
  // With the special tokens of ChatML, so that conversations can be tried with it.
  { name: 'korean-bpe', texts: ['korean'], options: { model: 'bpe', vocabulary: 8000, specialTokens: ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] } },
  { name: 'characters', texts: ['korean', 'english'], options: { model: 'characters', vocabulary: 4000 } },
];
