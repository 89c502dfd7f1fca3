import { z } from 'zod';

const count = z.int().min(0);

/** What a training can be told, as hosts show it. */
export const options = z.object({
  model: z.enum(['bpe', 'sentencepiece-bpe', 'unigram', 'wordpiece', 'words', 'characters']).default('bpe').describe('bpe: in bytes, as GPT and Llama 3 have it; sentencepiece-bpe: Llama 2, Gemma; unigram: T5, XLM-R; wordpiece: BERT.'),
  vocabulary: z.int().min(1).max(2 ** 26).default(8000).describe('How many tokens there may be at most, special ones included.'),
  specialTokens: z.array(z.string().min(1)).optional().describe('Special tokens, which get the first ids; each model has its own if absent.'),
  minFrequency: count.optional().describe('Pairs, words or characters that are rarer are left out.').meta({ advanced: true }),
  limitAlphabet: count.min(1).optional().describe('The most characters in the alphabet, by frequency.').meta({ advanced: true }),
  maxTokenLength: count.min(2).optional().describe('The longest token, in characters; of bpe in bytes.').meta({ advanced: true }),
});
