import { engine, getBackend, getKernel, type NamedAttrMap, type NamedTensorMap } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { customGrad } from './custom-grad.ts';
import { several } from './rules/rule.ts';

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
 *
 * A kernel `FigmentX` returns the value, or a list of it and what its gradient would otherwise compute again.
 * Beside it stands `FigmentXGrad`: given the same inputs, `dy` and that rest as `saved0`, `saved1`, ..., it returns dL/dInput
 * for each input that was given, in order.
 */
export function fused({ kernel, inputs, attrs = {}, reference }: FusedOp): Tensor {
  if (references > 0 || engine().state.gradientDepth > 1 || (getKernel(kernel, getBackend()) as unknown) == null) return reference();
  const given = Object.entries(inputs).filter((entry): entry is [string, Tensor] => entry[1] !== undefined);
  const named = (tensors: readonly Tensor[]): NamedTensorMap => Object.fromEntries(given.map(([name], i) => [name, tensors[i] as Tensor]));
  return customGrad({
    inputs: given.map(([, tensor]) => tensor),
    forward: (tensors, remember) => {
      const [value, ...rest] = several(engine().runKernel(kernel, named(tensors), attrs));
      remember(rest);
      return value as Tensor;
    },
    gradient: ({ upstream, inputs: tensors, remembered = [] }) => {
      const saved = Object.fromEntries(remembered.map((tensor, i) => [`saved${i}`, tensor]));
      return several(engine().runKernel(`${kernel}Grad`, { ...named(tensors), dy: upstream, ...saved }, attrs));
    },
  });
}
