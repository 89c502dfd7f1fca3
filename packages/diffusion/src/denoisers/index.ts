/**
 * Networks that predict noise, the clean sample, velocity or flow, each a `Denoiser` of core's.
 *
 * @module
 */
export { ConditionEmbedding, type ConditionEmbeddingOptions, type ConditionSizes } from './condition-embedding.ts';
export { DitBlock, type DitBlockCall, type DitBlockOptions } from './dit/block.ts';
export { Dit, type DitOptions } from './dit/dit.ts';
export { PatchEmbedding, type PatchGrid, unpatchify } from './dit/patches.ts';
export { transformerPresets } from './dit/presets.ts';
export { type PositionGrid, sinePositions } from './dit/sine-positions.ts';
export { MmditBlock, type MmditBlockCall, type MmditBlockOptions, type Streams } from './mmdit/block.ts';
export { JointAttention, type JointAttentionOptions } from './mmdit/joint-attention.ts';
export { Mmdit, type MmditOptions } from './mmdit/mmdit.ts';
export { BagOfTokens, type BagOfTokensOptions } from './residual-mlp/bag-of-tokens.ts';
export { ResidualMlp, type ResidualMlpOptions } from './residual-mlp/residual-mlp.ts';
export { Hourglass, type HourglassSizes } from './space-time/hourglass.ts';
export { SpaceTimeUnet } from './space-time/space-time-unet.ts';
export { FourierFeatures, TimeEmbedding, type TimeEmbeddingOptions, timestepEmbedding, type TimestepEmbeddingOptions } from './time-embedding.ts';
export { ControlNet, type ControlNetOptions } from './unet/controlnet.ts';
export type { UNet2dOptions, UNetBlockKind, UNetLevel, UNetMid, UNetTimeOptions, UNetTrunkOptions } from './unet/options.ts';
export type { UNetCondition } from './unet/trunk.ts';
export { scaleResiduals, UNet2d, type UNetResiduals } from './unet/unet2d.ts';
export { Unet1d } from './unet-1d/unet-1d.ts';
