/**
 * Modules and layers. A layer is made with a key and its options, which are checked before anything is allocated, and runs in
 * `forward`, inside a `tidy` or a gradient tape. It has no mode and no state besides its parameters and buffers.
 *
 * @module
 */
export { AdaptedLinear } from './adapters/adapted-linear.ts';
export { type AnyLinear, adaptedLayers, linearLayers, type PlacedLayer } from './adapters/linear-layers.ts';
export { lengths, LowRank, type LowRankOptions } from './adapters/low-rank.ts';
export { type CacheView, type CacheViewOptions, viewOfCache } from './attention/attend-to-cache.ts';
export { appendToCache, disposeCache, emptyCache, type KeyValueCache, rewindCache, selectFromCache } from './attention/key-value-cache.ts';
export { LearnedPositions, type LearnedPositionsOptions } from './attention/learned-positions.ts';
export { type AttentionCall, MultiHeadAttention, type MultiHeadAttentionOptions } from './attention/multi-head-attention.ts';
export type { RotarySettings } from './attention/rotary-settings.ts';
export { BatchNorm, type BatchNormCall, type BatchNormOptions } from './batch-norm.ts';
export { Conv1d, type Conv1dOptions } from './convolution/conv1d.ts';
export { Conv2d } from './convolution/conv2d.ts';
export { ConvTranspose2d, type ConvTranspose2dOptions } from './convolution/conv-transpose2d.ts';
export { DepthwiseConv2d, type DepthwiseConv2dOptions } from './convolution/depthwise-conv2d.ts';
export type { ConvolutionOptions } from './convolution/options.ts';
export { dropout } from './dropout.ts';
export { Embedding, type EmbeddingOptions } from './embedding.ts';
export { FeedForward, type FeedForwardKind, type FeedForwardOptions } from './feed-forward.ts';
export { GroupNorm, type GroupNormOptions, InstanceNorm, type InstanceNormOptions } from './group-norm.ts';
export { Linear, type LinearOptions } from './linear.ts';
export {
  allOnes,
  allZeros,
  type Fans,
  fansOf,
  gain,
  type GainOptions,
  glorotNormal,
  glorotUniform,
  heNormal,
  type HeOptions,
  heUniform,
  type Initialiser,
  normalOf,
  orthogonal,
  torchDefault,
  truncatedNormalOf,
  uniformWithin,
} from './initialisers.ts';
export { LayerNorm, type LayerNormOptions } from './layer-norm.ts';
export { buffer, Module, parameter } from './module.ts';
export { Gru } from './recurrent/gru.ts';
export { Lstm, type LstmState } from './recurrent/lstm.ts';
export type { RecurrentOptions } from './recurrent/network.ts';
export type { RecurrentCall } from './recurrent/recurrence.ts';
export { Downsample, type DownsampleOptions, Upsample, type UpsampleOptions } from './resample.ts';
export { ConditionedResidualBlock, type ConditionedResidualBlockOptions } from './conditioned-residual-block.ts';
export { ResidualBlock, type ResidualBlockOptions } from './residual-block.ts';
export { RmsNorm, type RmsNormOptions } from './rms-norm.ts';
export { type Layer, Sequential, type Step } from './sequential.ts';
