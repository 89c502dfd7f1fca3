import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What a kernel is given and gives back, as types: `grads` names the inputs whose gradients `…Grad` returns, in order. */
export interface FusedKernelContract {
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attrs: object;
  /** The value, then what its gradient would otherwise compute again. */
  readonly outputs: readonly string[];
  readonly grads: readonly string[];
}

/** The activations that a linear map can end with; `gelu` is exact, `geluTanh` the approximation of GPT-2. */
export type FusedActivation = 'none' | 'relu' | 'silu' | 'gelu' | 'geluTanh';

/** Rows above, rows below; columns before, columns after. */
export type FusedPadding = readonly [readonly [number, number], readonly [number, number]];

/**
 * The fused kernels that `ops/` asks a backend for. A backend registers those it has under these names with tfjs; where one
 * is missing, the composed reference runs. All tensors are float32 unless said otherwise.
 *
 * `X` returns the outputs, as a list or, when it is one, as it is. `XGrad` is given the same inputs and attributes, `dy`
 * of the shape of the value, and the further outputs as `saved0`, `saved1`, ...; it returns dL/dInput for those of `grads`
 * that were given, in order; or only for those that `wanted`, among its attributes, names. An input that is not of `grads` is a
 * constant. `valueOnly: true` among the attributes says that no gradient will be asked for: then the value may come alone.
 */
export interface FusedKernels {
  /** x * sigmoid(x). x: any shape */
  FigmentSilu: { inputs: { x: TensorInfo }; attrs: object; outputs: ['y']; grads: ['x'] };
  /** x where x > 0, else slope * x; `FigmentLeakyReluGrad`: dy there, else slope * dy. x: any shape */
  FigmentLeakyRelu: { inputs: { x: TensorInfo }; attrs: { slope: number }; outputs: ['y']; grads: ['x'] };
  /** x: any shape */
  FigmentGelu: { inputs: { x: TensorInfo }; attrs: { approximate: 'none' | 'tanh' }; outputs: ['y']; grads: ['x'] };
  /** activation(gate) * up, for SwiGLU and GeGLU. gate, up: the same shape */
  FigmentGated: { inputs: { gate: TensorInfo; up: TensorInfo }; attrs: { activation: 'silu' | 'gelu' | 'geluTanh' }; outputs: ['y']; grads: ['gate', 'up'] };
  /** x: [B, ..., C], weight, bias: [C] -> y as x; mean, scale (1 / standard deviation): [B, G] */
  FigmentGroupNorm: { inputs: { x: TensorInfo; weight?: TensorInfo; bias?: TensorInfo }; attrs: { groups: number; epsilon: number }; outputs: ['y', 'mean', 'scale']; grads: ['x', 'weight', 'bias'] };
  /** With the batch's own statistics. x: [B, ..., C], weight, bias: [C] -> y as x; mean, scale (1 / standard deviation, biased), unbiased variance: [C] */
  FigmentBatchNorm: { inputs: { x: TensorInfo; weight?: TensorInfo; bias?: TensorInfo }; attrs: { epsilon: number }; outputs: ['y', 'mean', 'scale', 'variance']; grads: ['x', 'weight', 'bias'] };
  /** x: [..., D], weight, bias: [D] -> y: [..., D]; mean, scale: [..., 1] */
  FigmentLayerNorm: { inputs: { x: TensorInfo; weight?: TensorInfo; bias?: TensorInfo }; attrs: { epsilon: number }; outputs: ['y', 'mean', 'scale']; grads: ['x', 'weight', 'bias'] };
  /** x: [..., D], weight: [D] -> y: [..., D]; scale: [..., 1] */
  FigmentRmsNorm: { inputs: { x: TensorInfo; weight?: TensorInfo }; attrs: { epsilon: number }; outputs: ['y', 'scale']; grads: ['x', 'weight'] };
  /**
   * activation(x W + bias) + residual. x: [..., I], weight: [I, O], bias: [O], residual: [..., O] -> y: [..., O];
   * and with an activation what its gradient needs of the sum before it: the sum, or the slope there: [..., O]
   */
  FigmentLinear: {
    inputs: { x: TensorInfo; weight: TensorInfo; bias?: TensorInfo; residual?: TensorInfo };
    attrs: { activation: FusedActivation };
    outputs: ['y', 'before'];
    grads: ['x', 'weight', 'bias', 'residual'];
  };
  /**
   * Convolution over NHWC. x: [B, H, W, I], kernel: [kh, kw, I / groups, O], bias: [O] -> [B, H', W', O].
   * A depthwise one has groups = I.
   */
  FigmentConv2d: {
    inputs: { x: TensorInfo; kernel: TensorInfo; bias?: TensorInfo };
    attrs: { stride: readonly [number, number]; padding: FusedPadding; dilation: readonly [number, number]; groups: number };
    outputs: ['y'];
    grads: ['x', 'kernel', 'bias'];
  };
  /**
   * softmax(q k^T * scale) v without storing the scores. q: [B, H, Tq, D], k: [B, Hkv, Tk, D], v: [B, Hkv, Tk, E], Hkv a divisor of H
   * -> y: [B, H, Tq, E], and ln sum exp of each row of scores: [B, H, Tq].
   * causal: query i sees keys 0 to i, counted from the start. mask: bool or int32, true = is seen, broadcasts to
   * [B, H, Tq, Tk]; or, where nothing is differentiated, float32 that is added to the scaled scores. Rows that see nothing give 0.
   * positions: only Tk positions of those that k and v have take part, from the first number on, as many as the second says; for the
   * value alone.
   * `FigmentAttentionGrad` is also given the value, as `y`.
   */
  FigmentAttention: {
    inputs: { q: TensorInfo; k: TensorInfo; v: TensorInfo; mask?: TensorInfo };
    attrs: { causal: boolean; scale: number; positions?: readonly [first: number, count: number] };
    outputs: ['y', 'logSumExp'];
    grads: ['q', 'k', 'v'];
  };
  /**
   * -sum over classes of share * ln softmax(logits), for the share of each class that target, smoothing and class weights
   * give, as torch's `cross_entropy` without reduction. logits: [N, C], targets: int32 [N], classWeight: [C]
   * -> losses: [N], 0 where the target is ignored; ln sum exp of the logits: [N],
   * or whatever else of them the backend's own gradient reads
   */
  FigmentCrossEntropy: {
    inputs: { logits: TensorInfo; targets: TensorInfo; classWeight?: TensorInfo };
    attrs: { ignoreIndex: number; labelSmoothing: number };
    outputs: ['losses', 'logSumExp'];
    grads: ['logits'];
  };
  /**
   * One update of many parameters by Adam or, decoupled, AdamW; not differentiated, writes new tensors. For the i-th of
   * `count`: inputs `p<i>`, `g<i>` (gradient), `m<i>`, `v<i>` (moments) and, with amsgrad, `x<i>` (largest second moment) ->
   * p', m', v' (, x') one after the other. `gradientScale`: [], what gradients are multiplied with first.
   */
  FigmentAdam: {
    inputs: Readonly<Record<`${'p' | 'g' | 'm' | 'v' | 'x'}${number}`, TensorInfo>> & { gradientScale?: TensorInfo };
    attrs: {
      count: number;
      step: number;
      learningRate: number;
      betas: readonly [number, number];
      epsilon: number;
      /** Of each parameter. */
      weightDecay: readonly number[];
      decoupled: boolean;
      amsgrad: boolean;
    };
    outputs: string[];
    grads: [];
  };
  /** The 2-norm of all tensors `x0`, `x1`, ... together: []; not differentiated. */
  FigmentGlobalNorm: { inputs: Readonly<Record<`x${number}`, TensorInfo>>; attrs: { count: number }; outputs: ['norm']; grads: [] };
  /**
   * Writes `rows`, [B, H, T, D], into the positions from `at` on of `into`, [B, H, capacity, D], where it lies: the one kernel that
   * changes what it is given -> `into`, by another handle. Not differentiated.
   */
  FigmentWritePositions: { inputs: { into: TensorInfo; rows: TensorInfo }; attrs: { at: number }; outputs: ['into']; grads: [] };
  /**
   * Numbers of a counter-based generator, bit for bit those of `random/` on the host; not differentiated.
   * Only registered where it is faster than making them on the host.
   */
  FigmentRandom: {
    inputs: Readonly<Record<string, never>>;
    attrs: { key: readonly [number, number]; shape: readonly number[]; distribution: 'uniform' | 'normal' };
    outputs: ['values'];
    grads: [];
  };
}

/** The names of {@link FusedKernels}; an entry that is no contract is left out, and can't be asked for. */
export type FusedKernelName = { [Name in keyof FusedKernels]: FusedKernels[Name] extends FusedKernelContract ? Name : never }[keyof FusedKernels];
