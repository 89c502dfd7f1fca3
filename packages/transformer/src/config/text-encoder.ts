import * as z from 'zod';

import { adapterConfig, specialIds, towerFields } from './tower-fields.ts';

/** Encoders: what a text means, and what a hidden word is. */
export const textEncoderConfig = z.object({
  preset: z.enum(['bert', 'clip', 'modern']).default('modern').describe('What the fields left out follow: bert and clip are the published ones, modern has rotary positions and norms before each half of a block.'),
  layers: z.int().min(1).max(256).default(4).describe('Blocks, one after the other.'),
  width: z.int().min(8).max(32_768).default(128).describe('Numbers that stand for a token between blocks.'),
  heads: z.int().min(1).max(256).default(4).describe('Ways of looking at the other tokens, side by side.'),
  context: z.int().min(8).max(1_048_576).default(256).describe('Longest text, in tokens.'),
  objective: z.enum(['masked', 'contrastive', 'classify']).default('masked').describe('What it learns: to guess hidden words, to tell which texts mean the same, or to tell classes apart.'),
  pooling: z.enum(['mean', 'cls', 'max', 'last']).default('mean').describe('How the states of all tokens become the embedding of a text.').meta({ advanced: true }),
  normalize: z.boolean().default(true).describe('Whether embeddings have length 1.').meta({ advanced: true }),
  classes: z.int().min(0).max(65_536).default(0).describe('Classes to tell apart; 0 = none.').meta({ advanced: true }),
  /** Parts of a published encoder beside its blocks. */
  head: z.boolean().default(true).describe('Whether it can guess hidden words.').meta({ advanced: true }),
  pooler: z.boolean().default(false).describe("BERT's pooled state of the first token.").meta({ advanced: true }),
  nextSentence: z.boolean().default(false).describe("BERT's head that tells whether two sentences follow each other.").meta({ advanced: true }),
  projection: z.int().min(0).max(32_768).default(0).describe('Numbers that the state of a whole text is mapped to, for those who are told by it; 0 = it stays as it is.').meta({ advanced: true }),
  ...towerFields,
  ids: specialIds,
  adapter: adapterConfig,
});

/** What an encoder is made of, defaults filled in. */
export type TextEncoderConfig = z.output<typeof textEncoderConfig>;
