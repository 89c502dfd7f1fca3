import * as z from 'zod';

const advanced = { advanced: true };

/** What a model is told besides noise. */
export const conditionFields = {
  condition: z.enum(['none', 'class', 'text']).default('none').describe('What pictures are asked for by: nothing, a class (label), or a caption (text); taken from the data if you say nothing.'),
  classes: z.int().min(2).max(100_000).default(10).describe('Of condition class: how many classes there are.').meta(advanced),
  conditionDropout: z.number().min(0).max(1).default(0.1).describe('Part of the examples that are learnt without their condition, so that guidance can compare with and without.').meta(advanced),
  prompt: z
    .object({
      lowerCase: z.boolean().default(true).describe('Reads captions in small letters.'),
      tokens: z.int().min(1).max(512).default(16).describe('Most tokens of a caption; longer ones are cut.'),
      width: z.int().min(8).max(2048).default(128).describe('Numbers in the vector of a caption.'),
      vocabulary: z.int().min(1).max(4_194_304).optional().describe("How many tokens there are; the tokenizer's if left out."),
    })
    .describe('Of condition text: how captions are read (a bag of tokens).')
    .meta(advanced)
    .prefault({}),
  selfConditioning: z.boolean().default(false).describe('Shows the network what it thought the picture to be a step before.').meta(advanced),
};
