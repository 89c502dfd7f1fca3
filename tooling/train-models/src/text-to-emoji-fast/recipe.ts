/** How `models/text-to-emoji` learns to paint in few steps: reflow, into an adapter on its denoiser. */
export const recipe = {
  /** Whose denoiser and autoencoder it shares. */
  teacher: 'text-to-emoji',
  adapter: { rank: 32 },
  distillation: {
    // As the teacher is asked where nobody says how.
    guidance: 2,
    steps: 10,
    sampler: 'flow-match-euler',
    samplerOptions: { equalSteps: true },
    repeats: 4,
    fromNoise: 0.5,
  },
  /** What sampling takes where it is told nothing: what guidance does is learnt. */
  usual: { steps: 4, guidance: 1, sampler: 'flow-match-euler', samplerOptions: { equalSteps: true } },
  training: { steps: 1200, seed: 1, batchSize: 128, learningRate: 1e-3, betas: [0.9, 0.99], ema: 0.995, warmUp: 20 },
  /** Steps that the card states. */
  measured: [1, 2, 4],
} as const;
