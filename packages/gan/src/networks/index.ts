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
export type { StyleOutputs } from './generators/style-block.ts';
export { UNet, type UNetOptions } from './generators/u-net.ts';
export { UpsamplingGenerator } from './generators/upsampling.ts';

export { ConvolutionalDiscriminator, type ConvolutionalDiscriminatorOptions, type DiscriminatorOptions } from './discriminators/convolutional.ts';
export { PatchDiscriminator, type PatchDiscriminatorOptions } from './discriminators/patch.ts';
export { ResidualDiscriminator, type ResidualDiscriminatorOptions } from './discriminators/residual.ts';

export { AdaptiveBatchNorm, type AdaptiveBatchNormOptions } from '../layers/adaptive-batch-norm.ts';
export { ClassEmbedding } from '../layers/class-embedding.ts';
export { Doubling } from '../layers/doubling.ts';
export { EqualizedLinear, type EqualizedLinearOptions } from '../layers/equalized-linear.ts';
export { MappingNetwork, type MappingNetworkOptions } from '../layers/mapping-network.ts';
export { MeanStyle } from '../layers/mean-style.ts';
export { minibatchStddev, type MinibatchStddevOptions } from '../layers/minibatch-stddev.ts';
export { modulatedConv2d, type ModulatedConv2dOptions } from '../layers/modulated-conv2d.ts';
export { StyledConvolution, type StyledConvolutionOptions, StyledPicture } from '../layers/modulated-layers.ts';
export { NoiseInput } from '../layers/noise-input.ts';
export type { Norm, NormName } from '../layers/norm.ts';
export { SelfAttention, type SelfAttentionOptions } from '../layers/self-attention.ts';
export { type Normalizable, SpectralConv2d, SpectralEmbedding, SpectralLinear } from '../layers/spectral-layers.ts';
export { SpectralNorm, type SpectralNormOptions } from '../layers/spectral-norm.ts';
