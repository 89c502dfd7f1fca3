import * as z from 'zod';

const advanced = { advanced: true };

/** How data become noise. */
export const processConfig = z
  .object({
    kind: z
      .enum(['flow', 'variancePreserving', 'varianceExploding'])
      .default('flow')
      .describe('How pictures are mixed with noise: flow = along a straight line (rectified flow); variancePreserving = as DDPM and Stable Diffusion do; varianceExploding = noise is added on top, as EDM does.'),
    trainingSteps: z.int().min(10).max(100_000).default(1000).describe('How finely the way from picture to noise is numbered.').meta(advanced),
    betas: z.enum(['linear', 'scaledLinear', 'cosine', 'sigmoid']).default('cosine').describe('Of variancePreserving: how fast pictures drown in noise.').meta(advanced),
    betaStart: z.number().positive().max(0.5).default(0.0001).describe('Of variancePreserving, but for cosine: the first beta.').meta(advanced),
    betaEnd: z.number().positive().max(0.999).default(0.02).describe('Of variancePreserving, but for cosine: the last beta.').meta(advanced),
    zeroTerminalSnr: z.boolean().default(false).describe('Of variancePreserving: leaves nothing of the picture at the end, so that very dark and very bright pictures can be made.').meta(advanced),
    sigmaMin: z.number().positive().max(1).default(0.002).describe('Of varianceExploding: the least noise.').meta(advanced),
    sigmaMax: z.number().min(1).max(10_000).default(80).describe('Of varianceExploding: the most noise.').meta(advanced),
    sigmaData: z.number().positive().max(10).default(0.5).describe('Of varianceExploding: standard deviation of the pixels in [-1, 1], in which noise is measured.').meta(advanced),
  })
  .describe('How pictures become noise.')
  .prefault({});

/** What a network is asked to tell; left out, what suits the process. */
export const predictionConfig = z
  .enum(['noise', 'sample', 'velocity', 'flow'])
  .optional()
  .describe('What the network predicts: the noise, the clean picture, or a direction between them; left out, what suits the process (flow: the clean picture of pixels, the flow of latents, sounds and clips; variancePreserving and varianceExploding: velocity).')
  .meta(advanced);

export const lossConfig = z
  .object({
    weight: z
      .enum(['uniform', 'minSnr', 'p2', 'edm'])
      .optional()
      .describe('Which noise levels count more: uniform = all alike; minSnr and p2 = those where the picture takes shape; edm = each so that its loss is about 1; left out, edm for pixels where the clean picture is predicted, else uniform.'),
    minSnrGamma: z.number().positive().max(100).default(5).describe('Of minSnr: signal-to-noise ratio from which on the weight no longer rises.').meta(advanced),
  })
  .describe('How errors at different noise levels are weighed.')
  .meta(advanced)
  .prefault({});

const timesOf = (usualMean: number) => z
  .object({
    distribution: z
      .enum(['logitNormal', 'uniform', 'mode', 'logNormal', 'importance'])
      .default('logitNormal')
      .describe('Which noise levels are trained on more often: logitNormal = those in the middle; uniform = all alike; mode = flat with a heavier middle; logNormal = around a noise level, as EDM does; importance = where the loss is large.'),
    mean: z.number().min(-5).max(5).default(usualMean).describe('Of logitNormal and logNormal: above 0 leans to more noise; -1.2 is what EDM takes.'),
    deviation: z.number().positive().max(5).default(1).describe('Of logitNormal and logNormal: how far it spreads.'),
    modeScale: z.number().min(-1).max(1.75).default(1.29).describe('Of mode: how much heavier the middle is.'),
  })
  .describe('Which noise levels are trained on.')
  .meta(advanced)
  .prefault({});

export const timesConfig = timesOf(0);
/** A little towards noise, where it is decided what a picture shows. */
export const pixelTimesConfig = timesOf(0.6);

export type ProcessConfig = z.output<typeof processConfig>;

/**
 * The prediction that a config asks for, or that suits its process. Pixels are many numbers that hang together, so a network that is small for
 * them says what a picture looks like sooner than each number of its noise: Li and He 2025, "Back to basics: let denoising generative models
 * denoise", arXiv:2511.13720.
 */
export function predictionOf({ process, prediction }: { readonly process: ProcessConfig; readonly prediction?: z.output<typeof predictionConfig> }, ofPixels = false): 'noise' | 'sample' | 'velocity' | 'flow' {
  return prediction ?? ({ flow: ofPixels ? 'sample' : 'flow', variancePreserving: 'velocity', varianceExploding: 'velocity' } as const)[process.kind];
}

/** Which predictions each process can be read by. */
const readable = { flow: ['flow', 'sample', 'noise'], variancePreserving: ['noise', 'sample', 'velocity'], varianceExploding: ['velocity', 'sample', 'noise'] } as const;

interface Issues {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}

/** What a schema can't say of one field alone. */
export function checkProcess({ process, prediction }: { readonly process: ProcessConfig; readonly prediction?: z.output<typeof predictionConfig> }, context: Issues): void {
  const can: readonly string[] = readable[process.kind];
  if (prediction !== undefined && !can.includes(prediction)) context.addIssue({ code: 'custom', path: ['prediction'], message: `must be one of ${can.join(', ')} for a process of kind ${process.kind}` });
  if (process.zeroTerminalSnr && predictionOf({ process, prediction }) === 'noise') {
    context.addIssue({ code: 'custom', path: ['prediction'], message: 'must be velocity or sample with process.zeroTerminalSnr: where nothing is left of the picture, its noise tells nothing' });
  }
  if (process.betaEnd < process.betaStart) context.addIssue({ code: 'custom', path: ['process', 'betaEnd'], message: `must be at least process.betaStart (${process.betaStart})` });
}
