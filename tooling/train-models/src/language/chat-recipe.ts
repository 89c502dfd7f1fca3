/** The model that ships to be talked with: adapters on the language model that ships, trained on conversations about emoji. */
export const chat = {
  base: 'english-korean',
  conversations: 'emoji-chat.jsonl', heldOut: 'emoji-chat.held-out.jsonl',
  /** Of the conversations that it learns from, how many are measured. */
  measured: 150,
  adapter: { rank: 64, alpha: 128, kind: 'lora', targets: ['all-linear'] as string[] },
  /** It says what it knows: nothing is drawn. */
  generation: { temperature: 0 },
  training: { steps: 1300, seed: 7, batchSize: 32, learningRate: 2e-3, warmUp: 100, finalRatio: 0.05, betas: [0.9, 0.95], weightDecay: 0, ema: 0 },
} as const;
