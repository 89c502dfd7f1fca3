import type { FieldSpec } from '@figment/core/data';
import type { Key } from '@figment/core/random';
import * as z from 'zod';

import { PatchDiscriminator } from '../networks/discriminators/patch.ts';
import { UNet } from '../networks/generators/u-net.ts';
import { learningRateScaleConfig, penaltyEvery, weight } from './game.ts';

const advanced = { advanced: true };
const norm = z.enum(['none', 'batch', 'instance', 'group']).default('group').meta(advanced);

/** Size and channels of pictures that are translated. */
export const translatedImageConfig = z
  .object({
    size: z.int().min(8).max(1024).default(32).describe('Width and height of the pictures, in pixels: a multiple of 2 to the power of the generator\'s levels.'),
    channels: z.literal([1, 3]).default(3).describe('1 for grey pictures, 3 for colour.'),
  })
  .describe('The pictures it learns; taken from the data if you say nothing.')
  .prefault({});

/** What makes a picture of a picture. */
export const uNetConfig = z
  .object({
    channels: z.int().min(1).max(512).default(32).describe('Channels at the finest resolution; twice as many at each that is half as fine, up to four times.'),
    levels: z.int().min(1).max(8).default(4).describe('How often a picture is halved on the way down.'),
    norm: norm.describe('What is normalised between convolutions.'),
    dropout: z.number().min(0).max(0.9).default(0.3).describe('Part of what it knows at the bottom that it does without while it learns.').meta(advanced),
    residual: z.boolean().optional().describe('Adds to the picture it is given, in place of beginning from nothing. Left out: where it is given gray pictures of its own.').meta(advanced),
  })
  .describe('The U-Net that makes a picture of a picture.')
  .prefault({});

/** What tells real pictures from translated ones, patch by patch. */
export const patchConfig = z
  .object({
    channels: z.int().min(1).max(512).default(32).describe('Channels of the first convolution; twice as many after each.'),
    strided: z.int().min(1).max(6).default(2).describe('Convolutions that halve the picture: with each, a patch is twice as large.'),
    norm: norm.describe('What is normalised between convolutions.'),
    spectralNorm: z.boolean().default(false).describe('Divides each weight by its spectral norm, so that the judgement changes gently.').meta(advanced),
  })
  .describe('The network that judges patches of pictures.')
  .prefault({});

/** What the networks play for, and how strongly. */
export function gameFields(usual: 'nonSaturating' | 'leastSquares', r1: number) {
  return {
    loss: z.enum(['nonSaturating', 'leastSquares', 'hinge', 'relativistic']).default(usual).describe('What the two networks play for.').meta(advanced),
    adversarial: z.number().min(0).max(1000).default(1).describe('How much it counts that the discriminator takes pictures for real: more = livelier, less = closer to the average.'),
    r1: weight(r1).describe('Holds the discriminator: penalty of its slope at real pictures; 0 for none.').meta(advanced),
    penaltyEvery: penaltyEvery.describe('The penalty is taken at every so many steps, and so many times as strong.').meta(advanced),
    learningRateScale: learningRateScaleConfig,
  };
}

type UNetConfig = z.output<typeof uNetConfig>;
type PatchConfig = z.output<typeof patchConfig>;

/** From one kind of picture to another; `residual` where the config leaves it open. */
export function createUNet(key: Key, { residual, ...options }: UNetConfig, { from, to, residual: usual }: { readonly from: number; readonly to: number; readonly residual: boolean }): UNet {
  return new UNet(key, { ...options, in: from, out: to, residual: residual ?? usual });
}

/** @param inputs channels of all that it sees */
export function createPatchDiscriminator(key: Key, options: PatchConfig, inputs: number): PatchDiscriminator {
  return new PatchDiscriminator(key, { ...options, in: inputs });
}

interface Issues {
  addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void;
}

/** What a schema can't say of one field alone. */
export function checkSizes({ image: { size }, levels, strided }: { readonly image: { readonly size: number }; readonly levels: number; readonly strided: number }, context: Issues): void {
  const factor = 2 ** levels;
  if (size % factor !== 0) {
    const near = [Math.floor(size / factor), Math.ceil(size / factor)].filter((times) => times > 0).map((times) => times * factor);
    context.addIssue({ code: 'custom', path: ['image', 'size'], message: `must be a multiple of ${factor}, for generator.levels (${levels}) halve it so often (here ${near.join(' or ')}), got ${size}` });
  }
  if (size < 2 ** (strided + 1)) context.addIssue({ code: 'custom', path: ['discriminator', 'strided'], message: `must leave 2 pixels or more of ${size}: at most ${Math.floor(Math.log2(size)) - 1}, got ${strided}` });
}

/** Size and channels of the pictures that data have. */
export function imageFromData(fields: Readonly<Record<string, FieldSpec>>): Readonly<Record<string, unknown>> {
  const [height, width, channels] = fields['image']?.shape ?? [];
  return height !== undefined && height === width ? { image: { size: height, channels } } : {};
}
