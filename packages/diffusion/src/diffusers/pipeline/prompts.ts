import type { Tensor } from '@figment/core';
import type { DenoiserCondition, PromptEncoder, Tokenizer } from '@figment/core/interfaces';
import { clone, tensor, tidy } from '@figment/core/ops';
import type { SamplingWarning } from '@figment/core/sampling';

/** How prompts are read, as CLIP does: begun and ended, and filled up with what `padding` is. */
export interface PromptReading {
  readonly tokenizer: Tokenizer;
  readonly encoder: PromptEncoder;
  /** Tokens of a prompt, its begin and end included: 77. */
  readonly tokens: number;
  /** An id; what ends a prompt where undefined. */
  readonly padding: number | undefined;
}

/** Prompts as ids, [B, tokens]. What is too long is cut before its end, and told. */
export function promptIds({ tokenizer, tokens, padding }: PromptReading, prompts: readonly string[]): { readonly ids: Int32Array; readonly warnings: readonly SamplingWarning[] } {
  const ids = new Int32Array(prompts.length * tokens);
  const warnings: SamplingWarning[] = [];
  // Tokenizers that know no options take a text as it is.
  const reader: { encode(text: string, options?: object): { readonly ids: readonly number[] } } = tokenizer;
  for (const [row, prompt] of prompts.entries()) {
    const all = reader.encode(prompt, { addSpecialTokens: true, truncation: false, padding: false }).ids;
    const end = all.at(-1) ?? 0;
    const kept = all.length > tokens ? [...all.slice(0, tokens - 1), end] : all;
    if (kept !== all) {
      warnings.push({ code: 'PROMPT_TRUNCATED', message: `the prompt "${prompt.slice(0, 60)}" has ${all.length - 2} tokens, of which the text encoder reads the first ${tokens - 2}: say the most important things first, or less.` });
    }
    ids.fill(padding ?? end, row * tokens, (row + 1) * tokens);
    ids.set(kept, row * tokens);
  }
  return { ids, warnings };
}

/** What a denoiser is told of prompts. Padding is told like words: Stable Diffusion was trained with it. */
export function tellPrompts(reading: PromptReading, prompts: readonly string[]): { readonly condition: DenoiserCondition; readonly warnings: readonly SamplingWarning[] } {
  const { ids, warnings } = promptIds(reading, prompts);
  const shape = [prompts.length, reading.tokens];
  const told = tidy((): Record<string, Tensor> => {
    const { states, pooled } = reading.encoder.encode(tensor(ids, shape, 'int32'), tensor(new Int32Array(ids.length).fill(1), shape, 'int32'));
    return { states: clone(states), pooled: clone(pooled) };
  });
  return { condition: told, warnings };
}
