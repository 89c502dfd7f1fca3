import * as z from 'zod';

import { type BlockShape, downsampling } from '../kl/shape.ts';

/** Options of diffusers' encoder and decoder, as fields of a config. */
export const blockFields = {
  image: z
    .object({
      size: z.int().min(8).max(2048).default(32).describe('Width and height of the pictures, in pixels.'),
      channels: z.int().min(1).max(16).default(3).describe('1 for grey pictures, 3 for colour.'),
    })
    .describe('The pictures it learns; taken from the data if you say nothing.')
    .prefault({}),
  latentChannels: z.int().min(1).max(256).default(4).describe('Channels of the latent picture.'),
  blockChannels: z.array(z.int().min(4).max(2048)).min(1).max(8).default([32, 64]).describe('Channels of each block, the finest first; the picture is halved from one to the next.').meta({ advanced: true }),
  layersPerBlock: z.int().min(1).max(8).default(1).describe('Residual blocks at each resolution of the encoder; the decoder has one more.').meta({ advanced: true }),
  normGroups: z.int().min(1).max(256).default(8).describe('Groups of channels that are normalised together; must divide all of blockChannels.').meta({ advanced: true }),
  midAttention: z.boolean().default(true).describe('Lets every place look at every place, at the coarsest resolution.').meta({ advanced: true }),
  downAttention: z.array(z.boolean()).max(8).default([]).describe('Which blocks of the encoder have attention as well, the finest first.').meta({ advanced: true }),
  upAttention: z.array(z.boolean()).max(8).default([]).describe('Which blocks of the decoder have attention as well, the coarsest first.').meta({ advanced: true }),
};

type BlockConfig = Omit<BlockShape, 'imageChannels'> & { readonly image: { readonly size: number; readonly channels: number } };

/** What a schema can't say of one field alone. */
export function checkBlocks(config: BlockConfig, context: { addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void }): void {
  const { image, blockChannels, normGroups } = config;
  const factor = downsampling(config);
  if (image.size % factor !== 0) {
    context.addIssue({ code: 'custom', path: ['image', 'size'], message: `must be a multiple of ${factor}, for the picture is halved ${blockChannels.length - 1} times, got ${image.size}` });
  }
  blockChannels.forEach((channels, i) => {
    if (channels % normGroups !== 0) context.addIssue({ code: 'custom', path: ['blockChannels', i], message: `must be a multiple of normGroups (${normGroups}), got ${channels}` });
  });
}

export function blockShapeOf(config: BlockConfig): BlockShape {
  return { ...config, imageChannels: config.image.channels };
}

/** Number of places of a latent picture. */
export function placesOf(config: BlockConfig): number {
  return (config.image.size / downsampling(config)) ** 2;
}
