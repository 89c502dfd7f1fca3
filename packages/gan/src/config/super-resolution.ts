import * as z from 'zod';

/** The defaults are those of `@upscalerjs/esrgan-slim`. */
export const superResolutionConfig = z
  .object({
    scale: z.literal([2, 3, 4, 8]).default(2).describe('How many times larger a picture gets on each side.'),
    architecture: z
      .enum(['residualDense', 'residualInResidual'])
      .default('residualDense')
      .describe('residualDense: small and fast (RDN). residualInResidual: the generator of ESRGAN, slower and finer.'),
    features: z.int().min(4).max(256).default(64).describe('Channels between the blocks.'),
    growth: z.int().min(1).max(256).default(4).describe('Channels that each convolution of a dense block adds: 4 = slim, 64 = medium, 32 = thick.').meta({ advanced: true }),
    convolutions: z.int().min(1).max(8).default(1).describe('Convolutions in a dense block that add channels: 1, 4 in thick.').meta({ advanced: true }),
    denseBlocks: z.int().min(1).max(32).default(2).describe('Dense blocks: 2 = slim, 10 = medium; 3 in each block of thick.').meta({ advanced: true }),
    adversarial: z.number().min(0).max(1000).default(0).describe('While it learns: how much it counts that a discriminator takes large pictures for real. 0 = only the distance of pixels, with which one begins; 0.005 afterwards draws in finer detail.'),
    blocks: z.int().min(1).max(32).default(10).describe('Blocks of dense blocks, with residualInResidual only.').meta({ advanced: true }),
  });

export type SuperResolutionConfig = z.output<typeof superResolutionConfig>;
