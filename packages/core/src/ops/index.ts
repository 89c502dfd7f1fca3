/**
 * Operations on tensors. None disposes what it is given; each result belongs to the caller's `tidy`.
 * All are differentiable on every backend, twice where the mathematics allows.
 *
 * @module
 */
export { download, eye, fill, linspace, ones, onesLike, range, scalar, tensor, upload, zeros, zerosLike } from './basic/creation.ts';
export { clone, dispose, keep, memory, tidy } from './basic/memory.ts';
export { add, addN, div, divNoNan, floorDiv, mod, mul, neg, pow, reciprocal, squaredDifference, sub } from './basic/arithmetic.ts';
export { abs, atan, ceil, cos, erf, exp, expm1, floor, log, log1p, round, rsqrt, sigmoid, sign, sin, sqrt, square, tan, tanh } from './basic/elementwise.ts';
export {
  equal,
  greater,
  greaterEqual,
  isFinite,
  isInf,
  isNaN,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
  where,
} from './basic/comparison.ts';
export { clip, maximum, minimum } from './basic/clip.ts';
export { all, any, argMax, argMin, max, mean, min, prod, sum } from './basic/reductions.ts';
export {
  broadcastTo,
  cast,
  concat,
  expandDims,
  gather,
  pad,
  reshape,
  reverse,
  slice,
  split,
  squeeze,
  stack,
  tile,
  transpose,
  unstack,
} from './basic/shape.ts';

export { einsum } from './linear-algebra/einsum.ts';
export { linear, type LinearMapOptions } from './linear-algebra/linear.ts';
export { oneHot } from './basic/one-hot.ts';
export { matMul } from './linear-algebra/mat-mul.ts';

export { activate, type Activation } from './activations/activate.ts';
export { gated, geglu, swiglu } from './activations/gated.ts';
export { gelu, type GeluOptions, quickGelu } from './activations/gelu.ts';
export { elu, leakyRelu, relu, selu } from './activations/rectifiers.ts';
export { silu } from './activations/silu.ts';
export { logSoftmax, logSumExp, softmax, type SoftmaxOptions } from './activations/softmax.ts';
export { logSigmoid, mish, softplus } from './activations/softplus.ts';

export { batchNorm, type BatchNormOptions, batchNormTraining, type BatchNormTraining, type BatchNormTrainingOptions } from './normalization/batch-norm.ts';
export { groupNorm, type GroupNormOptions, instanceNorm, type InstanceNormOptions } from './normalization/group-norm.ts';
export { layerNorm, type LayerNormOptions } from './normalization/layer-norm.ts';
export { rmsNorm, type RmsNormOptions } from './normalization/rms-norm.ts';
export { standardizeWeight } from './normalization/weight-standardization.ts';

export { customGrad, type CustomGrad, type GradientCall, stopGradient, withoutGradient } from './autodiff/custom-grad.ts';
export { withReferenceOps } from './autodiff/fused.ts';
export { recompute } from './autodiff/recompute.ts';
export { grad, type GradientOptions, type Gradients, valueAndGrads, valueAndGradsWithAux } from './autodiff/gradients.ts';

export { conv1d, type Conv1dOptions } from './convolution/conv1d.ts';
export { conv2d, type Conv2dOptions } from './convolution/conv2d.ts';
export { convTranspose2d, type ConvTranspose2dOptions } from './convolution/conv-transpose2d.ts';
export { depthwiseConv2d, type DepthwiseConv2dOptions } from './convolution/depthwise-conv2d.ts';
export type { Padding, Pair } from './convolution/geometry.ts';

export { adaptiveAveragePool2d, averagePool2d, type AveragePoolOptions } from './pooling/average-pool.ts';
export { maxPool2d, type MaxPoolOptions } from './pooling/max-pool.ts';

export { padEdges, type PadEdgesOptions } from './image/pad-edges.ts';
export { pixelShuffle, pixelUnshuffle } from './image/pixel-shuffle.ts';
export { psnr } from './image/psnr.ts';
export { ssim, type SsimOptions } from './image/ssim.ts';
export type { ResizeMode } from './image/resize-weights.ts';
export { resize, type ResizeOptions } from './image/resize.ts';
export { signed, unsigned } from './image/signed.ts';

export { attention, type AttentionOptions } from './attention/attention.ts';
export { atPositions, type AttentionPositions } from './attention/positions.ts';
export { rotaryEmbedding, type RotaryOptions } from './attention/rotary-embedding.ts';

export { scatterAddAlongAxis, scatterAlongAxis, takeAlongAxis } from './indexing/along-axis.ts';
export { embedding, type EmbeddingOptions } from './indexing/embedding.ts';
export { sort, type Sorted, type SortOptions, topK, type TopKOptions } from './sorting/sort.ts';

export { binaryCrossEntropy, type BinaryCrossEntropyOptions } from './losses/binary-cross-entropy.ts';
export { crossEntropy, type CrossEntropyOptions } from './losses/cross-entropy.ts';
export { klDivergence, type KlDivergenceOptions } from './losses/kl-divergence.ts';
export type { LossOptions, Reduction } from './losses/reduction.ts';
export { huberLoss, l1Loss, mseLoss, smoothL1Loss } from './losses/regression.ts';

export { clipByGlobalNorm, clipScale, globalNorm } from './numerics/clip-by-global-norm.ts';
export { cumprod, cumsum, type CumulativeOptions } from './numerics/cumulative.ts';
export { standardDeviation, variance, type VarianceOptions } from './numerics/moments.ts';
export { norm, type NormOptions } from './numerics/norm.ts';
export { cosineBetween, lerp, slerp } from './numerics/paths.ts';
