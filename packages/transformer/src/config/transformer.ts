import * as z from 'zod';

import { adapterConfig, recommendedGeneration, specialIds, towerFields } from './tower-fields.ts';

/** Language models: what comes next. */
export const transformerConfig = z.object({
  preset: z
    .enum(['gpt', 'gpt2', 'neox', 'llama', 'mistral', 'qwen2', 'qwen3', 'gemma3', 'mixtral'])
    .default('gpt')
    .describe('What the fields left out follow: gpt is a small GPT with rotary positions; the others are published models.'),
  layers: z.int().min(1).max(256).default(4).describe('Blocks, one after the other.'),
  width: z.int().min(8).max(32_768).default(128).describe('Numbers that stand for a token between blocks.'),
  heads: z.int().min(1).max(256).default(4).describe('Ways of looking back at earlier tokens, side by side.'),
  context: z.int().min(8).max(1_048_576).default(256).describe('Tokens it can look back on.'),
  ...towerFields,
  ids: specialIds,
  adapter: adapterConfig,
  generation: recommendedGeneration,
});

/** What a decoder is made of, defaults filled in. */
export type TransformerConfig = z.output<typeof transformerConfig>;
