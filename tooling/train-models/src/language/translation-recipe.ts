/** The translator that ships: a small encoder-decoder on messages and headings of two programs. */
export const translateEnKo = {
  train: 'messages.tsv', heldOut: 'messages.held-out.tsv',
  vocabulary: 3000,
  config: { preset: 'modern', layers: 3, width: 160, heads: 5, context: 64, dropout: 0.1, labelSmoothing: 0.1 },
  training: { steps: 7000, seed: 7, batchSize: 32, learningRate: 1.5e-3, warmUp: 200, finalRatio: 0.03, betas: [0.9, 0.98], weightDecay: 0.05, ema: 0.999 },
} as const;
