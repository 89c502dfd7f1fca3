import type { PromptEncoder } from '@figment/core/interfaces';
import type { Key } from '@figment/core/random';
import * as z from 'zod';

import { FigmentError } from '@figment/core';
import type { HourglassSizes } from '../denoisers/space-time/hourglass.ts';
import type { BuiltIn } from '../tasks/found.ts';
import { groupsFor, levelsOf, unshuffled } from './build.ts';
import type { DenoiserCall, DenoiserDefinition } from './denoiser-definition.ts';

const options = z.object({});

function definition(id: string, title: string, create: DenoiserDefinition['create']): DenoiserDefinition {
  return { id, title, options, create };
}

/** The networks of this package, by id; each is loaded when it is asked for. */
export const denoisers: BuiltIn<DenoiserDefinition> = {
  unet: async () => {
    const { UNet2d } = await import('../denoisers/unet/unet2d.ts');
    return definition('unet', 'U-Net', ({ key, shape, outChannels, classes, promptWidth, sizes }) => {
      const folded = sizes.unshuffle ** 2;
      return unshuffled(new UNet2d(key, {
        channels: shape.at(-1)! * folded,
        outChannels: outChannels * folded,
        levels: levelsOf(sizes, promptWidth === undefined ? 'attention' : 'crossAttention'),
        mid: { attention: promptWidth === undefined ? 'self' : 'cross' },
        groups: groupsFor(sizes.channels),
        conditioning: 'scaleShift',
        ...(classes !== undefined && { labels: classes + 1 }),
        ...(promptWidth !== undefined && { contextWidth: promptWidth }),
      }), sizes.unshuffle);
    });
  },
  dit: async () => {
    const { Dit } = await import('../denoisers/dit/dit.ts');
    return definition('dit', 'Diffusion transformer', ({ key, shape, outChannels, classes, promptWidth, sizes: { width, depth, heads, patch } }) => new Dit(key, {
      size: shape[0]!, channels: shape.at(-1)!, outChannels, patch, width, heads, layers: depth,
      ...(classes !== undefined && { classes }),
      ...(promptWidth !== undefined && { contextWidth: promptWidth, pooledWidth: promptWidth }),
    }));
  },
  mmdit: async () => {
    const { Mmdit } = await import('../denoisers/mmdit/mmdit.ts');
    return definition('mmdit', 'Multimodal diffusion transformer', (call) => {
      const { key, shape, outChannels, sizes: { width, depth, heads, patch } } = call;
      const promptWidth = withCaptions(call);
      return new Mmdit(key, { size: shape[0]!, channels: shape.at(-1)!, outChannels, patch, width, heads, layers: depth, contextWidth: promptWidth, pooledWidth: promptWidth });
    });
  },
  mlp: async () => {
    const { ResidualMlp } = await import('../denoisers/residual-mlp/residual-mlp.ts');
    return definition('mlp', 'Residual MLP', ({ key, shape, outChannels, classes, promptWidth, sizes: { width, depth } }) => new ResidualMlp(key, {
      shape, outChannels, width, layers: depth,
      ...(classes !== undefined && { classes }),
      // A prompt's vector of as many numbers is told as it is.
      ...(promptWidth !== undefined && { pooledWidth: promptWidth, conditionWidth: promptWidth }),
    }));
  },
  'unet-1d': async () => {
    const { Unet1d } = await import('../denoisers/unet-1d/unet-1d.ts');
    return definition('unet-1d', 'U-Net of sequences', (call) => new Unet1d(call.key, hourglassOf(call)));
  },
  'space-time-unet': async () => {
    const { SpaceTimeUnet } = await import('../denoisers/space-time/space-time-unet.ts');
    return definition('space-time-unet', 'U-Net of clips', (call) => new SpaceTimeUnet(call.key, hourglassOf(call)));
  },
};

function hourglassOf({ shape, outChannels, classes, promptWidth, sizes: { channels, blocks, attention, heads } }: DenoiserCall): HourglassSizes {
  return {
    channels: shape.at(-1)!, outChannels, widths: channels, blocks, attention, heads, groups: groupsFor(channels),
    ...(classes !== undefined && { classes }),
    ...(promptWidth !== undefined && { contextWidth: promptWidth, pooledWidth: promptWidth }),
  };
}

function withCaptions({ promptWidth }: DenoiserCall): number {
  if (promptWidth === undefined) throw new FigmentError('CONFIG_INVALID', 'config.network.kind must be unet, dit or mlp without captions: in mmdit words and patches look at each other. Or set config.condition to text.');
  return promptWidth;
}

/** What reads captions: a bag of tokens. */
export async function promptEncoderFor(key: Key, sizes: { readonly vocabulary: number; readonly width: number }): Promise<PromptEncoder> {
  const { BagOfTokens } = await import('../denoisers/residual-mlp/bag-of-tokens.ts');
  return new BagOfTokens(key, sizes);
}
