import { engine, type TensorContainer, zerosLike } from '@tensorflow/tfjs-core';

import { FigmentError } from '../../errors.ts';
import type { Tensor } from '../../tensor.ts';
import { tensorsIn } from '../../tensor-tree.ts';
import { registerGradients } from './register.ts';

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
  const e = engine();
  // Private, yet the one way to hand a tensor to the scope that is open now.
  const track = (tensor: Tensor): void => void (e as unknown as { track(tensor: Tensor): Tensor }).track(tensor);
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
    const { upstream } = options;
    if (upstream !== undefined && upstream.shape.join() !== result.value.shape.join()) {
      throw new FigmentError(
        'SHAPE_MISMATCH',
        `upstream must have the value's shape [${result.value.shape.join(', ')}], got [${upstream.shape.join(', ')}].`,
      );
    }
    return result.value;
  };
  try {
    // A gradient scope of our own, so that an exception half-way frees what was made until then.
    const { value, grads } = e.tidy(() => {
      const result = e.gradients(forward, [...xs], options.upstream, true);
      return { value: result.value, grads: result.grads.map((gradient: Tensor | null | undefined, i) => gradient ?? zerosLike(xs[i] as Tensor)) };
    });
    for (const tensor of carried) {
      tensor.kept = false;
      track(tensor);
    }
    return { value, gradients: grads, aux: aux as Aux };
  } catch (error) {
    for (const tensor of carried) tensor.dispose();
    freeAbandonedTape();
    throw error;
  }
}

/** The gradient of a scalar function (or of the sum of its values) with respect to its one argument. */
export function grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) => {
    const { value, gradients } = valueAndGrads(() => f(x), [x]);
    if (value !== x) value.dispose();
    return gradients[0] as Tensor;
  };
}

/** tfjs frees the tensors saved on the tape at the end of a backward pass only: after an exception there is none. */
function freeAbandonedTape(): void {
  const { state } = engine();
  if (state.gradientDepth > 0 || (state.activeTape as unknown) == null) return;
  for (const node of state.activeTape) for (const tensor of node.saved ?? []) if (!tensor.isDisposed) tensor.dispose();
  (state as { activeTape: unknown }).activeTape = null;
}
