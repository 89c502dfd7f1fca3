import { key } from '@figment/core/random';
import { type BatchStep, generate, type GenerationCall, type GenerationInput, type GenerationResult, type NextTokenModel } from '@figment/transformer/generation';

/** All steps of a generation, and its result. */
export async function written(model: NextTokenModel, prompts: readonly (readonly number[])[], options: GenerationInput, call: Partial<GenerationCall> = {}): Promise<GenerationResult & { readonly steps: readonly BatchStep[] }> {
  const generation = generate(model, prompts, options, { key: key(0), ...call });
  const steps: BatchStep[] = [];
  for (;;) {
    const { done, value } = await generation.next();
    if (done === true) return { ...value, steps };
    steps.push(value);
  }
}
