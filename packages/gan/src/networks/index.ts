/**
 * The networks of generative adversarial models, to be built of one's own, and the layers that are theirs.
 *
 * @module
 */
export type { Discriminator, Judgement } from './discriminator.ts';
export type { Generator } from './generator.ts';
export { Pass, type PassOptions } from './pass.ts';

export type { LatentGenerator, LatentGeneratorOptions } from './generators/latent-generator.ts';
export { DcganGenerator } from './generators/dcgan.ts';
export { ResidualGenerator, type ResidualGeneratorOptions } from './generators/residual.ts';
export { StyleGenerator, type StyleGeneratorOptions } from './generators/style.ts';
export { UNet, type UNetOptions } from './generators/u-net.ts';
export { UpsamplingGenerator } from './generators/upsampling.ts';

export { ConvolutionalDiscriminator, type ConvolutionalDiscriminatorOptions, type DiscriminatorOptions } from './discriminators/convolutional.ts';
export { PatchDiscriminator, type PatchDiscriminatorOptions } from './discriminators/patch.ts';
export { ResidualDiscriminator } from './discriminators/residual.ts';

export { minibatchStddev, type MinibatchStddevOptions } from '../layers/minibatch-stddev.ts';
export { modulatedConv2d, type ModulatedConv2dOptions } from '../layers/modulated-conv2d.ts';
export { SpectralNorm, type SpectralNormOptions } from '../layers/spectral-norm.ts';
