import { tidy, type TensorContainer, zerosLike } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { tensorsIn } from '../../tensor-tree.ts';
import { backpropagate } from './backpropagate.ts';
import { registerGradients } from './register.ts';
import { type TapeNode, tapeEngine } from './tape.ts';

/** Options of {@link valueAndGrads} and {@link valueAndGradsWithAux}. */
export interface GradientOptions {
  /** dL/dy of the same shape as the value (ones). */
  readonly upstream?: Tensor | undefined;
}

/** A type, not an interface, so that `tidy` takes it for a container of tensors. */
export type Gradients = {
  /** What the function returned. */
  readonly value: Tensor;
  /** One for each `x`, of its shape; zeros where the value does not depend on it. */
  readonly gradients: Tensor[];
};

/**
 * The value of `f` and its gradients with respect to `xs` (parameters, or any tensors that `f` uses).
 * Nest calls for higher derivatives. The results belong to the caller; what `f` made besides is freed, also when it throws.
 *
 * @throws FigmentError `INPUT_INVALID` when `xs` is empty, `SHAPE_MISMATCH` when `upstream` has another shape than the value.
 */
export function valueAndGrads(f: () => Tensor, xs: readonly Tensor[], options: GradientOptions = {}): Gradients {
  const { value, gradients } = valueAndGradsWithAux(() => ({ value: f(), aux: {} }), xs, options);
  return { value, gradients };
}

/** As {@link valueAndGrads}, for a function that also returns tensors nobody differentiates, such as metrics: `aux` comes back as it was made. */
export function valueAndGradsWithAux<Aux extends TensorContainer>(
  f: () => { readonly value: Tensor; readonly aux: Aux },
  xs: readonly Tensor[],
  options: GradientOptions = {},
): Gradients & { readonly aux: Aux } {
  if (xs.length === 0) throw new FigmentError('INPUT_INVALID', 'xs must name at least one tensor to differentiate with respect to, got none.');
  registerGradients();
  const engine = tapeEngine();
  const { state } = engine;
  const isOutermost = state.gradientDepth === 0;
  const around = state.activeTape;
  let tape: readonly TapeNode[] = [];
  const carried: Tensor[] = [];
  let aux: Aux | undefined;
  const forward = (): Tensor => {
    const result = f();
    aux = result.aux;
    for (const tensor of tensorsIn(aux)) {
      // Lifted over the end of the forward scope, and handed to the caller's below.
      if (tensor.kept || tensor === result.value) continue;
      tensor.kept = true;
      carried.push(tensor);
    }
    requireUpstream(options.upstream, result.value);
    return result.value;
  };
  try {
    const result = tidy(() => {
      engine.startTape();
      let value: Tensor;
      try {
        value = tidy(forward);
      } finally {
        engine.endTape();
        tape = state.activeTape ?? [];
        // The backward pass may take gradients of its own, on a tape of their own.
        if (isOutermost) state.activeTape = around;
      }
      const found = backpropagate(tape, value, xs, { upstream: options.upstream, frees: isOutermost });
      return { value, gradients: found.map((gradient, i) => gradient ?? zerosLike(xs[i] as Tensor)) };
    });
    for (const tensor of carried) {
      tensor.kept = false;
      engine.track(tensor);
    }
    return { ...result, aux: aux as Aux };
  } catch (error) {
    for (const tensor of carried) tensor.dispose();
    if (isOutermost) for (const { saved = [] } of tape) for (const tensor of saved) tensor.dispose();
    throw error;
  }
}

function requireUpstream(upstream: Tensor | undefined, value: Tensor): void {
  if (upstream === undefined || upstream.shape.join() === value.shape.join()) return;
  throw new FigmentError('SHAPE_MISMATCH', `upstream must have the value's shape [${value.shape.join(', ')}], got [${upstream.shape.join(', ')}].`);
}

/** The gradient of a scalar function (or of the sum of its values) with respect to its one argument. */
export function grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) => {
    const { value, gradients } = valueAndGrads(() => f(x), [x]);
    if (value !== x) value.dispose();
    return gradients[0] as Tensor;
  };
}
