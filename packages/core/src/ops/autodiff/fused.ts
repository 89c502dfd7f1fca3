import { engine, getBackend, getKernel, type NamedAttrMap, type NamedTensorMap } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';

let references = 0;

/** Runs f with every op composed of basic ones, no fused kernel: the oracle of the kernels' tests. */
export function withReferenceOps<Result>(f: () => Result): Result {
  references++;
  try {
    return f();
  } finally {
    references--;
  }
}

export interface FusedOp {
  /** The kernel's name, such as `FigmentAttention`. */
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Tensor | undefined>>;
  readonly attrs?: NamedAttrMap | undefined;
  /** The same of basic ops. */
  readonly reference: () => Tensor;
}

/**
 * An op's fused kernel where the backend has one; else, under {@link withReferenceOps} and for derivatives of higher
 * order, the composed reference.
 */
export function fused({ kernel, inputs, attrs = {}, reference }: FusedOp): Tensor {
  if (references > 0 || engine().state.gradientDepth > 1 || (getKernel(kernel, getBackend()) as unknown) == null) return reference();
  const given = Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined)) as NamedTensorMap;
  return engine().runKernel(kernel, given, attrs);
}
