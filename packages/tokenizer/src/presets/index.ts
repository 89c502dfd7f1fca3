export { cl100k, gpt2, o200k, o200kHarmony, p50k, p50kEdit, r50k } from './openai.ts';
export { llama3, qwen2 } from './open-weights.ts';
export type { Preset } from './preset.ts';
