import type { CorpusText } from './corpus.ts';

/** The language model that ships: a small GPT on a novel, speeches, a manual in Korean and the names of emoji. */
export const englishKorean = {
  texts: [
    { name: 'moby-dick', weight: 0.27, documents: 'file' },
    { name: 'state-of-the-union', weight: 0.27, documents: 'lines' },
    { name: 'korean-help', weight: 0.36, documents: 'lines' },
    { name: 'emoji', weight: 0.1, documents: 'lines' },
  ] satisfies readonly CorpusText[],
  vocabulary: 2048,
  config: { preset: 'gpt', layers: 5, width: 160, heads: 5, context: 128, attention: { bias: true, outputBias: true }, generation: { temperature: 0.7, topK: 40 } },
  training: { steps: 6600, seed: 7, batchSize: 20, learningRate: 2e-3, warmUp: 100, finalRatio: 0.05, betas: [0.9, 0.95], weightDecay: 0.1, ema: 0 },
} as const;
