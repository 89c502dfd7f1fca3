import * as z from 'zod';

import { guidanceMethods, schedulers } from './built-in.ts';

const advanced = { advanced: true };

/** How many steps a way has. */
export const stepsField = (usual: number) => z.int().min(1).max(1000).default(usual).describe('Steps from noise to picture: more are slower and finer.');

/** How the way from noise to data is gone: options of every task that goes it. */
export const samplingFields = {
  steps: z.int().min(1).max(1000).optional().describe('Steps from noise to picture: more are slower and finer; what suits the model if left out.'),
  sampler: z
    .string()
    .min(1)
    .default('auto')
    .describe('How each step is made; auto takes what suits the model, and a plugin may bring others.')
    .meta({ examples: ['auto', ...Object.keys(schedulers)] }),
  samplerOptions: z.record(z.string(), z.unknown()).default({}).describe("The sampler's own options, such as { eta: 1 } of ddim.").meta(advanced),
};

/** How strongly a condition is followed. */
export const guidanceField = (usual: number) => z.number().min(0).max(50).default(usual).describe('How strongly the prompt or class is followed: 1 = as learnt, more = closer to it and less varied.');

/** How a condition is followed. */
export const guidanceFields = {
  guidance: z.number().min(0).max(50).optional().describe('How strongly the prompt or class is followed: 1 = as learnt, more = closer to it and less varied; what suits the model if left out.'),
  guidanceRescale: z.number().min(0).max(1).default(0).describe('Takes back the contrast that strong guidance adds: 0 = none of it, 1 = all.').meta(advanced),
  guidanceInterval: z
    .tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
    .default([0, 1])
    .describe('Guides in this part of the way only, from 0 (picture) to 1 (noise): leaving out both ends keeps pictures varied.')
    .meta(advanced),
  guidanceMethod: z.string().min(1).default('classifier-free').describe('How the answers with and without the condition are put together; a plugin may bring others.').meta({ ...advanced, examples: Object.keys(guidanceMethods) }),
  guidanceOptions: z.record(z.string(), z.unknown()).default({}).describe("The method's own options.").meta(advanced),
};

/** What is asked for, where it is not the input. */
export const wishFields = {
  prompt: z.string().max(10_000).default('').describe('What the picture shows, for a model that reads captions.'),
  negativePrompt: z.string().max(10_000).default('').describe('What it should not show.'),
  label: z.int().min(0).optional().describe('Its class, for a model that knows classes; drawn at random for each picture if left out.'),
};

export const countField = (usual: number) => z.int().min(1).max(64).default(usual).describe('How many pictures.');

/** How far a picture may go from the one it begins with. */
export const strengthField = (usual: number) => z.number().min(0).max(1).default(usual).describe('How much noise the given picture is covered with at first: 0 = it stays, 1 = nothing of it is left.');

type Fields<Shape extends Readonly<Record<string, z.ZodType>>> = z.output<z.ZodObject<Shape>>;
export type SamplingOptions = Fields<typeof samplingFields>;
export type GuidanceOptions = Fields<typeof guidanceFields>;
