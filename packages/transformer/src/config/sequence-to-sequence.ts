import * as z from 'zod';

import { adapterConfig, recommendedGeneration, specialIds, towerFields } from './tower-fields.ts';

/** Encoder-decoders: from one text to another. */
export const sequenceToSequenceConfig = z.object({
  preset: z.enum(['modern', 't5', 'bart', 'marian']).default('modern').describe('What the fields left out follow: modern has rotary positions and norms before each part of a block; the others are published models.'),
  layers: z.int().min(1).max(256).default(3).describe('Blocks of the encoder, and of the decoder if not told apart.'),
  decoderLayers: z.int().min(1).max(256).optional().describe('Blocks of the decoder.').meta({ advanced: true }),
  width: z.int().min(8).max(32_768).default(160).describe('Numbers that stand for a token between blocks.'),
  heads: z.int().min(1).max(256).default(5).describe('Ways of looking at other tokens, side by side.'),
  decoderHeads: z.int().min(1).max(256).optional().describe("Of the decoder; as the encoder's if left out.").meta({ advanced: true }),
  decoderHidden: z.int().min(1).max(262_144).optional().describe("Hidden units of the decoder's feed-forward networks.").meta({ advanced: true }),
  context: z.int().min(8).max(1_048_576).default(128).describe('Longest text, in tokens.'),
  labelSmoothing: z.number().min(0).max(0.5).default(0.1).describe('Part of the target that is spread over all tokens: Szegedy et al. 2015, arXiv:1512.00567.').meta({ advanced: true }),
  objective: z.enum(['translate', 'spans']).default('translate').describe('What it learns: from each text its counterpart, or to fill in spans that were cut out (T5).'),
  task: z.enum(['translate', 'summarize', 'correct', 'rewrite']).default('translate').describe('What its pairs teach it, for people.').meta({ advanced: true }),
  prefix: z.string().max(1000).default('').describe("Put before each text: T5's 'translate English to German: '.").meta({ advanced: true }),
  ...towerFields,
  ids: specialIds,
  adapter: adapterConfig,
  generation: recommendedGeneration,
});

/** What an encoder-decoder is made of, defaults filled in. */
export type SequenceToSequenceConfig = z.output<typeof sequenceToSequenceConfig>;
