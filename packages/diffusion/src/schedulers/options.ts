import * as z from 'zod';

/**
 * Options that several schedulers share. They are called what diffusers calls them, in camel case, and have its defaults, so that its
 * `scheduler_config.json` reads as ours.
 */

export const timestepSpacing = (usual: 'linspace' | 'leading' | 'trailing') =>
  z
    .enum(['linspace', 'leading', 'trailing'])
    .default(usual)
    .describe('Which times are visited: evenly from first to last, even multiples from the first, or from the last (Lin et al. 2024, arXiv:2305.08891, table 2).')
    .meta({ advanced: true });

export const stepsOffset = z.int().min(0).default(0).describe('Added to the times of leading spacing.').meta({ advanced: true });

export const timesteps = z.array(z.number()).min(1).nullable().default(null).describe('The times themselves, falling, instead of a spacing.').meta({ advanced: true });

export const sigmaSchedule = z
  .enum(['training', 'karras', 'exponential', 'beta'])
  .default('training')
  .describe('How noise levels are spread: as in training, densest near the data (karras), evenly by logarithm (exponential), or densest at both ends (beta).');

/** The range of other noise levels than those of training. */
export const sigmaRange = {
  sigmaMin: z.number().positive().nullable().default(null).describe('The least noise of karras, exponential and beta.').meta({ advanced: true }),
  sigmaMax: z.number().positive().nullable().default(null).describe('The most noise of karras, exponential and beta.').meta({ advanced: true }),
};

export const finalSigmasType = z
  .union([z.enum(['zero', 'sigmaMin']), z.number().min(0)])
  .default('zero')
  .describe('Whether the last step goes to no noise, to the least noise of training, or to a noise level.')
  .meta({ advanced: true });

/** Keeping what is taken for the clean sample in bounds. */
export const thresholding = {
  thresholding: z.boolean().default(false).describe('Scale down samples whose values are too large (Saharia et al. 2022, Imagen, arXiv:2205.11487, section 2.3); for pixels.').meta({ advanced: true }),
  dynamicThresholdingRatio: z.number().min(0).max(1).default(0.995).describe('The part of the values that thresholding keeps whole.').meta({ advanced: true }),
  sampleMaxValue: z.number().positive().default(1).describe('The most that thresholding divides by.').meta({ advanced: true }),
};

export const clipping = (usual: boolean) => ({
  clipSample: z.boolean().default(usual).describe('Cut what is taken for the clean sample at clipSampleRange; for pixels.').meta({ advanced: true }),
  clipSampleRange: z.number().positive().default(1).describe('Where it is cut.').meta({ advanced: true }),
});

/** Adding noise on the way (Karras et al. 2022, EDM, arXiv:2206.00364, algorithm 2). */
export const churn = {
  sChurn: z.number().min(0).default(0).describe('How much noise is added on the way, and taken away again.').meta({ advanced: true }),
  sTmin: z.number().min(0).default(0).describe('The least noise level at which it is.').meta({ advanced: true }),
  sTmax: z.number().min(0).nullable().default(null).describe('The largest noise level at which it is.').meta({ advanced: true }),
  sNoise: z.number().min(0).default(1).describe('Its standard deviation.').meta({ advanced: true }),
};

export const solverOrder = (usual: number) => z.int().min(1).max(3).default(usual).describe('How many predictions a step is made from.');

export const lowerOrderFinal = (usual: boolean) =>
  z.boolean().default(usual).describe('Take lower orders at the end of few steps (fewer than 15), which is steadier.').meta({ advanced: true });

/** Of flows. */
export const flowShift = z.number().positive().default(1).describe('Moves the noise levels of flows towards noise, as large pictures need.');

/** Of models that were distilled at some of the times of training. */
export const distillation = {
  timesteps,
  originalInferenceSteps: z.int().min(1).default(50).describe('At how many times the model was distilled.').meta({ advanced: true }),
  strength: z.number().gt(0).max(1).default(1).describe('How much of the way is gone: all (1), or only its end, for pictures that are partly noise.').meta({ advanced: true }),
};
