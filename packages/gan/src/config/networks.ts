import type { Key } from '@figment/core/random';
import * as z from 'zod';

import type { Discriminator } from '../networks/discriminator.ts';
import { ConvolutionalDiscriminator } from '../networks/discriminators/convolutional.ts';
import { ResidualDiscriminator } from '../networks/discriminators/residual.ts';
import type { Generator } from '../networks/generator.ts';
import { DcganGenerator } from '../networks/generators/dcgan.ts';
import { ResidualGenerator } from '../networks/generators/residual.ts';
import { StyleGenerator } from '../networks/generators/style.ts';
import { UpsamplingGenerator } from '../networks/generators/upsampling.ts';
import { attentionRule, attentiveSides, pyramidOf, sizeRule } from '../networks/pyramid.ts';

const advanced = { advanced: true };
const maxChannels = z.int().min(1).max(2048).default(512).describe('Most channels at any resolution.').meta(advanced);

/** The network that makes pictures. Each kind reads the settings that it has. */
export const generatorConfig = z
  .object({
    kind: z
      .enum(['upsampling', 'dcgan', 'residual', 'style'])
      .default('upsampling')
      .describe('upsampling = doubled pixels smoothed by convolutions, stable at small size; dcgan = transposed convolutions; residual = residual blocks that see the latent everywhere; style = a style for each resolution, as StyleGAN2.'),
    channels: z.int().min(1).max(1024).default(16).describe('Channels at the finest resolution; twice as many at each that is half as fine.'),
    maxChannels,
    spectralNorm: z.boolean().default(false).describe('Of residual: divides each weight by its spectral norm.').meta(advanced),
    attention: z.int().min(0).max(256).default(0).describe('Of residual: side of the features, in pixels, whose places take from each other; 0 for none.').meta(advanced),
    styleSize: z.int().min(2).max(4096).default(64).describe('Of style: numbers in a style.').meta(advanced),
    mappingLayers: z.int().min(1).max(16).default(4).describe('Of style: layers between latent and styles.').meta(advanced),
    noise: z.boolean().default(true).describe('Of style: draws small accidents afresh at each resolution.').meta(advanced),
    outputs: z.enum(['skip', 'residual']).default('skip').describe('Of style: skip = a picture at each resolution, all added up; residual = one picture at the end, of blocks that add to what they are given.').meta(advanced),
    mixing: z.number().min(0).max(1).default(0.9).describe('Of style: part of the pictures that are learnt from two latents, one for the coarse and one for the fine.').meta(advanced),
  })
  .describe('The network that makes pictures.')
  .prefault({});

/** The network that tells real pictures from made ones. */
export const discriminatorConfig = z
  .object({
    kind: z.enum(['convolutional', 'residual']).default('convolutional').describe('convolutional = convolutions of stride 2; residual = residual blocks, deeper and slower.'),
    channels: z.int().min(1).max(1024).default(32).describe('Channels of the first convolution; twice as many at each resolution that is half as fine.'),
    maxChannels,
    norm: z.enum(['none', 'batch', 'instance', 'group']).default('none').describe('Of convolutional: what is normalised between convolutions.').meta(advanced),
    spectralNorm: z.boolean().default(false).describe('Divides each weight by its spectral norm, so that the judgement changes gently: another cure than r1.'),
    attention: z.int().min(0).max(256).default(0).describe('Of residual: side of the features, in pixels, whose places take from each other; 0 for none.').meta(advanced),
    minibatchStddev: z.int().min(0).max(256).default(4).describe('So many pictures are compared with each other, against collapse; 0 for none.').meta(advanced),
  })
  .describe('The network that tells real pictures from made ones.')
  .prefault({});

/** The fields of a config that networks are made from. */
export const networkFields = {
  image: z
    .object({
      size: z.int().min(8).max(1024).default(32).describe('Width and height of the pictures, in pixels: 4, 5, 6 or 7 times a power of two.'),
      channels: z.literal([1, 3]).default(3).describe('1 for grey pictures, 3 for colour.'),
    })
    .describe('The pictures it learns; taken from the data if you say nothing.')
    .prefault({}),
  latent: z.int().min(1).max(4096).default(64).describe('Numbers that a picture is made of.'),
  condition: z.enum(['none', 'class']).default('none').describe('What pictures are asked for by: nothing, or a class (label); taken from the data if you say nothing.'),
  classes: z.int().min(2).max(100_000).default(10).describe('Of condition class: how many classes there are.').meta(advanced),
  generator: generatorConfig,
  discriminator: discriminatorConfig,
};

/** What networks are made from. */
export interface NetworksConfig {
  readonly image: { readonly size: number; readonly channels: number };
  readonly latent: number;
  readonly condition: 'none' | 'class';
  readonly classes: number;
  readonly generator: z.output<typeof generatorConfig>;
  readonly discriminator: z.output<typeof discriminatorConfig>;
}

interface Issues {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}

/** What a schema can't say of one field alone. */
export function checkNetworks({ image: { size }, ...networks }: Pick<NetworksConfig, 'image' | 'generator' | 'discriminator'>, context: Issues): void {
  if (pyramidOf(size) === undefined) {
    context.addIssue({ code: 'custom', path: ['image', 'size'], message: `${sizeRule(size)}, got ${size}` });
    return;
  }
  for (const name of ['generator', 'discriminator'] as const) {
    const { kind, attention } = networks[name];
    if (kind !== 'residual' || attention === 0 || attentiveSides(name, size).includes(attention)) continue;
    context.addIssue({ code: 'custom', path: [name, 'attention'], message: `${attentionRule(name, size)}, got ${attention}` });
  }
}

/** How many classes pictures are asked for by, where they are. */
export function classesOf({ condition, classes }: Pick<NetworksConfig, 'condition' | 'classes'>): number | undefined {
  return condition === 'class' ? classes : undefined;
}

/** @throws FigmentError `CONFIG_INVALID` */
export function createGenerator(config: NetworksConfig, key: Key): Generator {
  const { image, latent, generator: { kind, ...settings } } = config;
  const options = { size: image.size, pictureChannels: image.channels, latentSize: latent, classes: classesOf(config), ...settings };
  switch (kind) {
    case 'upsampling': return new UpsamplingGenerator(key, options);
    case 'dcgan': return new DcganGenerator(key, options);
    case 'residual': return new ResidualGenerator(key, options);
    case 'style': return new StyleGenerator(key, options);
  }
}

/** @throws FigmentError `CONFIG_INVALID` */
export function createDiscriminator(config: NetworksConfig, key: Key): Discriminator {
  const { image, discriminator: { kind, ...settings } } = config;
  const options = { size: image.size, pictureChannels: image.channels, classes: classesOf(config), ...settings };
  return kind === 'residual' ? new ResidualDiscriminator(key, options) : new ConvolutionalDiscriminator(key, options);
}
