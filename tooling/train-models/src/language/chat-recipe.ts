/** The model that ships to be talked with: adapters on the language model that ships, trained on conversations about emoji. */
export const chat = {
  base: 'english-korean',
  conversations: 'emoji-chat.jsonl',
  /** Conversations that are measured, the last of the file. */
  measured: 150,
  adapter: { rank: 32, alpha: 64, kind: 'lora', targets: ['all-linear'] as string[] },
  steps: 700, batchSize: 32, learningRate: 2e-3, finalRatio: 0.05, seed: 7,
} as const;
