import { bart, marian, mbart } from './bart.ts';
import { bert } from './bert.ts';
import { clip } from './clip.ts';
import type { Family } from './family.ts';
import { gemma3 } from './gemma3.ts';
import { gptNeox } from './gpt-neox.ts';
import { gpt2 } from './gpt2.ts';
import { llama, mistral, qwen2, qwen3 } from './llama.ts';
import { mixtral } from './mixtral.ts';
import { t5 } from './t5.ts';

/** All that are known. Where several can hold a model, the first does. */
export const families: readonly Family[] = [gpt2, llama, mistral, qwen2, qwen3, gemma3, mixtral, gptNeox, bert, clip, t5, bart, mbart, marian];
