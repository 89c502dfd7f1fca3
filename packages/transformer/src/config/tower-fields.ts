import * as z from 'zod';

const advanced = { advanced: true } as const;

/** What every kind of transformer can be told; what is left out is the preset's. */
export const towerFields = {
  vocabulary: z.int().min(2).max(4_194_304).optional().describe('Ids there are; those of the tokenizer if left out.').meta(advanced),
  keyValueHeads: z.int().min(1).max(256).optional().describe('Heads of keys and values, each shared by several of queries; as many if left out.').meta(advanced),
  headWidth: z.int().min(2).max(1024).optional().describe('Channels of a head; width / heads if left out.').meta(advanced),
  hidden: z.int().min(1).max(262_144).optional().describe('Hidden units of the feed-forward network.').meta(advanced),
  dropout: z.number().min(0).max(0.9).default(0).describe('Part of the channels that is left out at random while training; helps with few data.'),
  tied: z.boolean().optional().describe('Whether logits use the weights of the token embedding.').meta(advanced),
  norm: z
    .object({
      kind: z.enum(['layer', 'rms']).optional().describe('By mean and variance, or by the root mean square.'),
      epsilon: z.number().positive().max(0.1).optional().describe('Added to the variance.'),
      bias: z.boolean().optional().describe('A learned shift, of a layer norm.'),
      unitOffset: z.boolean().optional().describe('Scales by 1 + weight, as Gemma.'),
      placement: z.enum(['pre', 'post', 'sandwich']).optional().describe('Before each half of a block, after the sum, or before and behind it.'),
      final: z.boolean().optional().describe('A norm after the last block.'),
    })
    .optional()
    .describe('How hidden states are normalised.')
    .meta(advanced),
  parallel: z.boolean().optional().describe('Attention and feed-forward side by side, as GPT-NeoX.').meta(advanced),
  embedding: z
    .object({
      scale: z.number().positive().optional().describe('What token embeddings are multiplied with.'),
      norm: z.boolean().optional().describe('A norm after the sum with positions.'),
      positions: z.enum(['none', 'learned', 'sinusoidal']).optional().describe('What is added for each position.'),
      positionOffset: z.int().min(0).max(1024).optional().describe('Rows of the table of positions before the first.'),
      tokenTypes: z.int().min(0).max(1024).optional().describe('Kinds of segments; 0 = none.'),
    })
    .optional()
    .describe('What happens to token embeddings before the first block.')
    .meta(advanced),
  rotary: z
    .union([
      z.literal(false),
      z.object({
        base: z.number().min(1).optional().describe('Of the wavelengths.'),
        localBase: z.number().min(1).optional().describe('Of layers that see a window only.'),
        fraction: z.number().positive().max(1).optional().describe('Part of each head that is turned.'),
        scaling: z
          .union([
            z.object({ kind: z.literal('linear'), factor: z.number().min(1) }),
            z.object({ kind: z.literal('llama3'), factor: z.number().min(1), lowFrequency: z.number().positive(), highFrequency: z.number().positive(), originalContext: z.int().min(1) }),
          ])
          .optional()
          .describe('Stretches the wavelengths for longer contexts.'),
      }),
    ])
    .optional()
    .describe('Rotary positions, or false for none.')
    .meta(advanced),
  relativeBias: z
    .union([z.literal(false), z.object({ buckets: z.int().min(2).max(1024).default(32), maxDistance: z.int().min(2).max(65_536).default(128) })])
    .optional()
    .describe("T5's learned bias for each distance, or false for none.")
    .meta(advanced),
  attention: z
    .object({
      bias: z.boolean().optional().describe('Of queries, keys and values.'),
      outputBias: z.boolean().optional().describe('Of the output.'),
      scale: z.number().positive().optional().describe('What scores are multiplied with; 1 / sqrt(headWidth) if left out.'),
      softCap: z.number().positive().optional().describe('Scores are kept within it by a tanh.'),
      queryKeyNorm: z.boolean().optional().describe("Normalises each head's queries and keys."),
      window: z.int().min(1).optional().describe('Positions that a local layer sees, itself included.'),
      local: z.union([z.boolean(), z.array(z.boolean())]).optional().describe('Which layers see the window only: all, none, or told for each.'),
    })
    .optional()
    .describe('How positions look at each other.')
    .meta(advanced),
  feedForward: z
    .object({
      kind: z.enum(['relu', 'silu', 'gelu', 'geluTanh', 'quickGelu', 'swiglu', 'geglu', 'gegluTanh']).optional().describe('Its activation, gated or not.'),
      bias: z.boolean().optional().describe('Whether it has biases.'),
      experts: z
        .object({
          count: z.int().min(2).max(256).describe('Feed-forward networks to choose from.'),
          perToken: z.int().min(1).max(64).default(2).describe('How many each token goes to.'),
          balance: z.number().min(0).default(0.01).describe('Weight of the loss that keeps them evenly used.'),
        })
        .optional()
        .describe('A mixture of experts.'),
    })
    .optional()
    .describe('The second half of a block.')
    .meta(advanced),
  logits: z
    .object({
      scale: z.number().positive().optional().describe('What the last hidden states are multiplied with before.'),
      bias: z.boolean().optional().describe('A bias for each id.'),
      softCap: z.number().positive().optional().describe('Logits are kept within it by a tanh.'),
    })
    .optional()
    .describe('How hidden states become logits.')
    .meta(advanced),
  recompute: z.boolean().default(false).describe('Computes blocks again in the backward pass: about a third more time, much less memory.').meta(advanced),
};

/** Ids with a meaning of their own. Those left out are asked of the tokenizer. */
export const specialIds = z
  .object({
    begin: z.int().min(0).optional().describe('Begins a text.'),
    end: z.array(z.int().min(0)).optional().describe('Each ends a text.'),
    padding: z.int().min(0).optional().describe('Fills rows up.'),
    mask: z.int().min(0).optional().describe('Hides a token that is to be guessed.'),
    decoderStart: z.int().min(0).optional().describe('Begins what a decoder writes, where that is not `begin`.'),
  })
  .optional()
  .describe('Ids with a meaning of their own; those of the tokenizer if left out.')
  .meta(advanced);

/** Adapters that are trained instead of the weights. */
export const adapterConfig = z
  .object({
    rank: z.int().min(1).max(1024).default(8).describe('Of the matrices that are learnt.'),
    alpha: z.number().positive().default(16).describe('The adapter acts with alpha / rank.'),
    kind: z.enum(['lora', 'dora']).default('lora').describe('LoRA, or DoRA, which learns lengths apart from directions.'),
    targets: z.array(z.string()).optional().describe("Ends of the names of the layers that get one: 'attention.query', or 'all-linear'; those of attention if left out."),
    dropout: z.number().min(0).max(0.9).default(0).describe('Part of its input that is left out at random while training.'),
    rankStabilized: z.boolean().default(false).describe('Acts with alpha / sqrt(rank) instead: Kalajdzievski 2023, arXiv:2312.03732.'),
    ranks: z.record(z.string(), z.int().min(1).max(65_536)).optional().describe('Ranks of layers by the ends of their names, where they differ.'),
    alphas: z.record(z.string(), z.number().positive()).optional().describe('Alphas likewise.'),
    shared: z.array(z.array(z.string()).min(2)).optional().describe('Layers of one input that share their first matrix, as those that other libraries pack into one.'),
  })
  .optional()
  .describe('Train small adapters (LoRA) instead of the weights.')
  .meta(advanced);

/** Options of generation that the makers of a model recommend. */
export const recommendedGeneration = z
  .record(z.string(), z.unknown())
  .optional()
  .describe('How its makers would have it write: options of its tasks, where a caller leaves them out.')
  .meta(advanced);
