import { customGrad as tfCustomGrad, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';

export interface CustomGrad<Inputs extends readonly Tensor[]> {
  /** What the value is differentiated with respect to. */
  readonly inputs: Inputs;
  /** What the gradient needs besides and nobody differentiates: masks, indices. */
  readonly constants?: readonly Tensor[] | undefined;
  readonly forward: (...inputs: Inputs) => Tensor;
  /**
   * dL/dInput for each input, from dL/dy. Write it with differentiable ops on `inputs` (as they are handed in, not
   * from a closure: those are freed) and it can be differentiated again.
   */
  readonly gradient: (upstream: Tensor, inputs: Inputs, constants: readonly Tensor[]) => readonly Tensor[];
}

/** A value with a gradient of its own. */
export function customGrad<Inputs extends readonly Tensor[]>({ inputs, constants = [], forward, gradient }: CustomGrad<Inputs>): Tensor {
  const count = inputs.length;
  const op = tfCustomGrad((...args) => {
    const save = args[count] as unknown as (tensors: Tensor[]) => void;
    const given = args.slice(0, count) as unknown as Inputs;
    save([...inputs, ...constants]);
    return {
      value: forward(...given),
      gradFunc: (upstream: Tensor, saved: Tensor[]) => [...gradient(upstream, saved.slice(0, count) as unknown as Inputs, saved.slice(count))],
    };
  });
  return op(...inputs);
}

/** The value of x as a constant: nothing flows back through it. */
export function stopGradient(x: Tensor): Tensor {
  return customGrad({ inputs: [x], forward: (value) => value.clone(), gradient: (_upstream, [value]) => [zerosLike(value)] });
}
