import * as z from 'zod';

const advanced = { advanced: true } as const;
const id = z.int().min(0);
const texts = z.array(z.string().min(1));

/**
 * How a text is written. Rules act in the order of transformers' logits processors: guidance, bias, penalties, n-grams, banned ids, least
 * length, constraint, forced ids; and, where tokens are drawn, temperature, topK, topP, minP, typicalP, epsilonCutoff, etaCutoff.
 */
export const generationOptions = z.object({
  maxTokens: z.int().min(1).max(1_000_000_000).default(200).describe('Most tokens it writes.'),
  temperature: z.number().min(0).max(100).default(0.8).describe('How daring: 0 always takes the likeliest token, 1 draws as the model thinks.'),
  topK: z.int().min(0).default(0).describe('Draws from that many of the likeliest tokens; 0 = all.'),
  topP: z.number().min(0).max(1).default(1).describe('Draws from the likeliest tokens that together have this probability.'),
  minP: z.number().min(0).max(1).default(0).describe('Draws from tokens at least this part as likely as the likeliest.'),
  stop: texts.default([]).describe('Texts that end it; they are cut off.'),
  repetitionPenalty: z.number().positive().max(100).default(1).describe('Above 1: less of what stands there already, the prompt included.'),
  presencePenalty: z.number().min(-100).max(100).default(0).describe('Taken from the logits of all that was written already.'),
  frequencyPenalty: z.number().min(-100).max(100).default(0).describe('The same for each time that it was written.'),
  beams: z.int().min(1).max(256).default(1).describe('Texts that are followed at the same time to find the likeliest: beam search, which draws nothing.'),
  samples: z.int().min(1).max(4096).default(1).describe('Texts for each prompt.').meta(advanced),
  candidates: z.int().min(0).max(1000).default(8).describe('How many alternatives each step tells.').meta(advanced),
  overflow: z.enum(['error', 'truncate', 'slide']).default('error').describe('When the context is too short: refuse and end, cut off the start of the prompt, or forget the older half again and again.').meta(advanced),
  minTokens: z.int().min(0).default(0).describe('Least tokens it writes before it may end.').meta(advanced),
  typicalP: z.number().positive().max(1).default(1).describe('Draws from the tokens of most typical surprise that together have this probability.').meta(advanced),
  epsilonCutoff: z.number().min(0).lt(1).default(0).describe('Draws from tokens of at least this probability.').meta(advanced),
  etaCutoff: z.number().min(0).lt(1).default(0).describe('The same, lower where the model is less sure.').meta(advanced),
  noRepeatNgram: z.int().min(0).default(0).describe('No run of that many tokens comes twice; 0 = any may.').meta(advanced),
  bias: z.record(z.string().min(1), z.number()).default({}).describe('Added to the logits of ids or texts: { "42": -5, "maybe": 2 }.').meta(advanced),
  banned: z.array(z.union([id, z.string().min(1)])).default([]).describe('Ids and texts that it never writes.').meta(advanced),
  forced: z
    .object({
      first: id.optional().describe('The id it begins with.'),
      last: id.optional().describe('The id at maxTokens.'),
      at: z.record(z.string().regex(/^\d+$/), id).optional().describe('Ids by their places, from 0.'),
    })
    .optional()
    .describe('Ids it has to write.')
    .meta(advanced),
  begin: z.array(id).default([]).describe('Ids that the text starts with: goes on from there.').meta(advanced),
  stopIds: z.array(id).default([]).describe('Ids that end it.').meta(advanced),
  endDecay: z
    .object({ start: z.int().min(0).describe('After how many tokens.'), factor: z.number().positive().describe('By which it grows with each token.') })
    .optional()
    .describe('Makes an end likelier and likelier.')
    .meta(advanced),
  beamGroups: z.int().min(1).max(256).default(1).describe('Groups of beams that differ from each other.').meta(advanced),
  diversityPenalty: z.number().min(0).default(0).describe('Taken from the score of a token for each beam of an earlier group that has it at the same place.').meta(advanced),
  lengthPenalty: z.number().min(-10).max(10).default(1).describe('Scores of beams are divided by length to this power: above 0 likes long texts.').meta(advanced),
  earlyStopping: z.union([z.boolean(), z.literal('never')]).default(false).describe('Whether beam search ends with as many texts as beams; if not, when a better one is unlikely, or never expected.').meta(advanced),
  contrastive: z
    .object({ alpha: z.number().min(0).max(1).default(0.6).describe('Weight of being unlike what stands there.'), topK: z.int().min(1).default(4).describe('Of the likeliest tokens.') })
    .optional()
    .describe('Contrastive search.')
    .meta(advanced),
  guidance: z
    .object({ scale: z.number().default(1.5).describe('1 = none.'), negative: z.string().default('').describe('What it moves away from.') })
    .optional()
    .describe('Classifier-free guidance.')
    .meta(advanced),
  draft: z
    .object({
      tokens: z.int().min(1).max(31).default(5).describe('How many tokens it guesses ahead.'),
      adaptive: z.boolean().default(true).describe('Two more after all were right, one fewer after one was wrong.'),
    })
    .default({ tokens: 5, adaptive: true })
    .describe('How a smaller model guesses ahead, where there is one.')
    .meta(advanced),
  constraint: z
    .union([
      z.object({ json: z.union([z.boolean().meta({ title: 'Any JSON' }), z.record(z.string(), z.unknown()).meta({ title: 'JSON schema' })]).describe('A JSON schema; true = any JSON.') }),
      z.object({ pattern: z.string().describe('A regular expression for all of the text.').meta({ title: 'Regular expression' }) }),
      z.object({ grammar: z.string().describe('A grammar.') }),
    ])
    .optional()
    .describe('A form that the text has to have.')
    .meta(advanced),
});

/** How a text is written; what is left out has a default. */
export type GenerationInput = z.input<typeof generationOptions>;
/** The same with its defaults. */
export type GenerationOptions = z.output<typeof generationOptions>;
