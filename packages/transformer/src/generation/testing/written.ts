import { key } from '@figment/core/random';

import { generate, type GenerationCall } from '../generate.ts';
import type { NextTokenModel } from '../next-token-model.ts';
import type { GenerationInput } from '../options.ts';
import type { BatchStep, GenerationResult } from '../result.ts';

/** All steps of a generation, and its result. */
export async function written<State extends object>(
  model: NextTokenModel<State>,
  prompts: readonly (readonly number[])[],
  options: GenerationInput,
  call: Partial<GenerationCall<State>> = {},
): Promise<GenerationResult & { readonly steps: readonly BatchStep[] }> {
  const generation = generate(model, prompts, options, { key: key(1), ...call });
  const steps: BatchStep[] = [];
  for (;;) {
    const { done, value } = await generation.next();
    if (done === true) return { ...value, steps };
    steps.push(value);
  }
}
