import { engine, zerosLike } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';

/** What {@link customGrad} makes an op of. */
export interface CustomGrad<Inputs extends readonly Tensor[]> {
  /** What the value is differentiated with respect to. */
  readonly inputs: Inputs;
  /** What the gradient needs besides and nobody differentiates: masks, indices. */
  readonly constants?: readonly Tensor[] | undefined;
  /** `remember` keeps what was computed on the way, to spare the gradient computing it again. */
  readonly forward: (inputs: Inputs, remember: (tensors: readonly Tensor[]) => void) => Tensor;
  /**
   * dL/dInput for each input, from dL/dy. Write it with differentiable ops on the `inputs` that are handed in (those of a
   * closure may be freed by then), and it can be differentiated again: for that `remembered` is undefined, since the tape
   * does not know how it depends on the inputs.
   */
  readonly gradient: (call: GradientCall<Inputs>) => readonly Tensor[];
}

/** What a gradient is computed from. */
export interface GradientCall<Inputs extends readonly Tensor[]> {
  /** dL/dy. */
  readonly upstream: Tensor;
  readonly inputs: Inputs;
  readonly constants: readonly Tensor[];
  readonly remembered: readonly Tensor[] | undefined;
}

/** A value with a gradient of its own. */
export function customGrad<const Inputs extends readonly Tensor[]>({ inputs, constants = [], forward, gradient }: CustomGrad<Inputs>): Tensor {
  const count = inputs.length;
  const first = count + constants.length;
  const op = engine().customGrad((...args) => {
    const save = args[count] as unknown as (tensors: Tensor[]) => void;
    const saved = { done: false };
    // At once: a tidy of the forward pass may free what is remembered when it ends.
    const remember = (tensors: readonly Tensor[]): void => {
      save([...inputs, ...constants, ...tensors]);
      saved.done = true;
    };
    const value = forward(args.slice(0, count) as unknown as Inputs, remember);
    if (!saved.done) remember([]);
    return {
      value,
      gradFunc: (upstream: Tensor, kept: Tensor[]) => {
        const gradients = gradient({
          upstream,
          inputs: kept.slice(0, count) as unknown as Inputs,
          constants: kept.slice(count, first),
          remembered: engine().state.gradientDepth > 0 ? undefined : kept.slice(first),
        });
        // The tape frees gradients it has added up: what it gave or saved must not come back to it as one.
        return gradients.map((x) => (x === upstream || kept.includes(x) ? x.clone() : x));
      },
    };
  });
  return op(...inputs);
}

/** The value of x as a constant: nothing flows back through it. */
export function stopGradient(x: Tensor): Tensor {
  return customGrad({ inputs: [x], forward: ([value]) => value.clone(), gradient: ({ inputs: [value] }) => [zerosLike(value)] });
}
