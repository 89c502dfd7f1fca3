import { engine, type NamedAttrMap, type NamedTensorMap } from '@tensorflow/tfjs-core';

import type { FusedKernelName, FusedKernels } from '../../backend/fused-kernels.ts';
import { hasKernel } from '../../backend/kernels.ts';
import type { Tensor } from '../../tensor.ts';
import { runKernel } from '../run-kernel.ts';
import { valueAndGrads } from './gradients.ts';
import { several } from './rules/rule.ts';
import { hold, isRecording, record, unrecorded } from './tape.ts';

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

/** Whether the backend has a fused kernel, and may use it. */
export function hasFused(kernel: string): boolean {
  return references === 0 && hasKernel(kernel);
}

/** Runs a fused kernel that nobody differentiates. */
export function runFused<Name extends FusedKernelName>(kernel: Name, inputs: FusedKernels[Name]['inputs'], attrs: FusedKernels[Name]['attrs']): Tensor[] {
  return run(kernel, inputs as unknown as Named, attrs);
}

type Inputs<Name extends FusedKernelName> = FusedKernels[Name]['inputs'];
type Differentiable<Name extends FusedKernelName> = FusedKernels[Name]['grads'][number] & keyof Inputs<Name>;
type AsTensors<Given> = { readonly [Input in keyof Given]: object extends Pick<Given, Input> ? Tensor | undefined : Tensor };

export interface FusedOp<Name extends FusedKernelName> {
  readonly kernel: Name;
  /** What the kernel has gradients of, in the order of its contract. */
  readonly inputs: AsTensors<Pick<Inputs<Name>, Differentiable<Name>>>;
  /** What nobody differentiates: targets, masks, weights of classes. */
  readonly constants?: AsTensors<Omit<Inputs<Name>, Differentiable<Name>>> | undefined;
  readonly attrs: FusedKernels[Name]['attrs'];
  /** Whether the gradient is also given the value, as `y`. */
  readonly gradientNeedsValue?: boolean | undefined;
  /** Told the kernel's further outputs, which it may not keep: nothing flows back through them. Not called where the reference runs. */
  readonly observe?: ((further: readonly Tensor[]) => void) | undefined;
  /**
   * dL/dInput of dL/dy and the inputs by differentiable ops, each made when it is asked for: with it the kernel serves derivatives of
   * higher order too, where they would else go through the reference.
   */
  readonly gradient?: ((upstream: Tensor, inputs: AsTensors<Pick<Inputs<Name>, Differentiable<Name>>>) => { readonly [Input in Differentiable<Name>]: () => Tensor }) | undefined;
  /** The same of basic ops, on tensors that may be other handles than those of the call. */
  readonly reference: (inputs: AsTensors<Pick<Inputs<Name>, Differentiable<Name>>>, constants: AsTensors<Omit<Inputs<Name>, Differentiable<Name>>>) => Tensor;
}

type Named = Readonly<Record<string, Tensor | undefined>>;

interface UntypedOp extends Omit<FusedOp<FusedKernelName>, 'inputs' | 'constants' | 'reference' | 'gradient'> {
  readonly inputs: Named;
  readonly constants?: Named | undefined;
  readonly gradient?: ((upstream: Tensor, inputs: Named) => Readonly<Record<string, () => Tensor>>) | undefined;
  readonly reference: (inputs: Named, constants: Named) => Tensor;
}

/**
 * An op's fused kernel where the backend has one; else, under {@link withReferenceOps} and, for an op without a gradient of its own,
 * for derivatives of higher order, the composed reference. What the kernels are given and give back stands in `backend/fused-kernels.ts`.
 */
export function fused<Name extends FusedKernelName>(op: FusedOp<Name>): Tensor {
  const { kernel, attrs, gradientNeedsValue = false, inputs: all, constants = {}, reference, gradient, observe } = op as unknown as UntypedOp;
  if ((gradient === undefined && engine().state.gradientDepth > 1) || !hasFused(kernel)) return reference(all, constants);
  const [given, fixed] = [present(all), present(constants)];
  if (!isRecording()) {
    const [value, ...rest] = run(kernel, { ...given, ...fixed }, { ...attrs, valueOnly: observe === undefined });
    observe?.(rest);
    for (const tensor of rest) tensor.dispose();
    return value as Tensor;
  }
  const [value, ...rest] = unrecorded(() => run(kernel, { ...given, ...fixed }, attrs)) as [Tensor, ...Tensor[]];
  unrecorded(() => observe?.(rest));
  for (const tensor of rest) tensor.kept = true;
  const [inputs, others] = [heldAll(given), heldAll(fixed)];
  const extra: Record<string, Tensor> = Object.fromEntries(rest.map((tensor, i) => [`saved${i}`, tensor]));
  if (gradientNeedsValue) extra['y'] = hold(value);
  const saved = [inputs, others, extra].flatMap((tensors) => Object.values(tensors));
  record(kernel, Object.values(given), value, saved, (upstream, places) => {
    const wanted = places.map((place) => Object.keys(inputs)[place] as string);
    if (engine().state.gradientDepth === 0 && hasFused(`${kernel}Grad`)) return run(`${kernel}Grad`, { ...inputs, ...others, dy: upstream, ...extra }, { ...attrs, wanted });
    const own = gradient?.(upstream, inputs);
    if (own !== undefined) return wanted.map((name) => (own[name] as () => Tensor)());
    return valueAndGrads(() => reference(inputs, others), wanted.map((name) => inputs[name] as Tensor), { upstream }).gradients;
  });
  return value;
}

function run(kernel: string, tensors: Named, attrs: object): Tensor[] {
  return several(runKernel(kernel, tensors as NamedTensorMap, attrs as NamedAttrMap));
}

/** Those that were given. */
function present(tensors: Named): Record<string, Tensor> {
  const given: Record<string, Tensor> = {};
  for (const name in tensors) if (tensors[name] !== undefined) given[name] = tensors[name];
  return given;
}

function heldAll(tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, hold(tensor)]));
}
