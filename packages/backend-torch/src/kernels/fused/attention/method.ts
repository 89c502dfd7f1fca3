import type { Handle } from '../../../abi/signature.ts';

/** What attention is computed from; all heads have keys and values of their own. */
export interface AttentionOperands {
  /** [B, H, Tq, D], the last axis in order, as of all three. */
  readonly q: Handle;
  /** [B, H, Tk, D] */
  readonly k: Handle;
  /** [B, H, Tk, E] */
  readonly v: Handle;
  /** float32, added to the scaled scores; each axis that of [B, H, Tq, Tk] or 1. */
  readonly bias: Handle | null;
  readonly causal: boolean;
  readonly scale: number;
  readonly sizes: AttentionSizes;
}

export interface AttentionSizes {
  readonly batch: number;
  readonly heads: number;
  readonly queries: number;
  readonly keys: number;
  /** D */
  readonly width: number;
  /** E */
  readonly valueWidth: number;
}

/** y: [B, H, Tq, E], logSumExp: [B, H, Tq], which `backward` takes as it is given here. */
export interface AttentionResult {
  readonly y: Handle;
  readonly logSumExp: Handle;
}

/** A way to compute attention, and its gradients: of q, k and v, float32. Rows that see nothing give 0. */
export interface AttentionMethod {
  forward(operands: AttentionOperands): AttentionResult;
  /** dy: [B, H, Tq, E] */
  backward(operands: AttentionOperands, dy: Handle, result: AttentionResult): readonly [dq: Handle, dk: Handle, dv: Handle];
}
