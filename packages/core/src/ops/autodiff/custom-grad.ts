import { engine, type TensorContainer, tidy } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import { hold, isRecording, record, unrecorded } from './tape.ts';

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
  if (!isRecording()) return tidy(() => forward(inputs, () => undefined));
  const saved: Tensor[] = [];
  try {
    saved.push(...inputs.map(hold), ...constants.map(hold));
    // Held at once: a tidy of the forward pass may free what is remembered when it ends.
    const value = unrecorded(() => tidy(() => forward(inputs, (tensors) => void saved.push(...tensors.map(hold)))));
    const [first, second] = [inputs.length, inputs.length + constants.length];
    record('customGrad', inputs, value, saved, (upstream) =>
      gradient({
        upstream,
        inputs: saved.slice(0, first) as unknown as Inputs,
        constants: saved.slice(first, second),
        remembered: engine().state.gradientDepth > 0 ? undefined : saved.slice(second),
      }),
    );
    return value;
  } catch (error) {
    for (const tensor of saved) tensor.dispose();
    throw error;
  }
}

/** What f makes, as constants: nothing of it is remembered for a gradient, and nothing flows back through it. */
export function withoutGradient<Result extends TensorContainer>(f: () => Result): Result {
  return unrecorded(() => tidy(f));
}

/** The value of x as a constant: nothing flows back through it. */
export function stopGradient(x: Tensor): Tensor {
  return unrecorded(() => x.clone());
}
