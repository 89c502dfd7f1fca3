import { engine, type GradConfig, type NamedAttrMap, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';

import { reshape } from '../../basic/shape.ts';

/** A gradient that tfjs's tape calls: dL/dInput by the kernel's input names, each computed only when it is asked for. */
export type Rule = GradConfig & {
  /** Whether it only reads the shapes of what it saves: then nothing has to be kept for it. */
  readonly readsShapesOnly?: boolean | undefined;
};

export const one = (x: Tensor | Tensor[]): Tensor => x as Tensor;
export const several = (x: Tensor | Tensor[]): Tensor[] => (Array.isArray(x) ? x : [x]);
// Names the type of an attribute at the place where it is read.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export const attribute = <Value>(attrs: NamedAttrMap, name: string): Value => attrs[name] as Value;

/**
 * A handle of its own on the same values. The tape frees gradients that it has added up, so a rule
 * may never hand back the very tensor it was given.
 */
export const handle = (x: Tensor, shape: readonly number[] = x.shape): Tensor => reshape(x, [...shape]);

/** The adjoint of broadcasting: sums x over the axes along which `shape` was stretched. */
export function sumTo(x: Tensor, shape: readonly number[]): Tensor {
  if (x.shape.length === shape.length && x.shape.every((length, axis) => length === shape[axis])) return handle(x);
  const lead = x.rank - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < x.rank; axis++) if (axis < lead || (shape[axis - lead] === 1 && x.shape[axis] !== 1)) axes.push(axis);
  return handle(axes.length === 0 ? x : sum(x, axes), shape);
}

/**
 * Whether the backward pass itself is being recorded, for a derivative of higher order. What the tape saved of an
 * output is then of no use: the tape does not know that it depends on the input, so it is computed again from the input.
 */
export const isHigherOrder = (): boolean => engine().state.gradientDepth > 0;

/** A kernel of one input, whose gradient is `derivative` of its input and output times dL/dy. */
export function unary(kernelName: string, derivative: (dy: Tensor, x: Tensor) => Tensor): Rule {
  return { kernelName, inputsToSave: ['x'], gradFunc: (dy, [x]) => ({ x: () => derivative(one(dy), x as Tensor) }) };
}

/** As {@link unary}, where the derivative is a function of the output. */
export function unaryFromOutput(kernelName: string, forward: (x: Tensor) => Tensor, derivative: (dy: Tensor, y: Tensor) => Tensor): Rule {
  return {
    kernelName,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y]) => ({ x: () => derivative(one(dy), isHigherOrder() ? forward(x as Tensor) : (y as Tensor)) }),
  };
}

/** A kernel that is constant almost everywhere. */
export function constant(kernelName: string, ...inputs: string[]): Rule {
  return {
    kernelName,
    inputsToSave: inputs,
    readsShapesOnly: true,
    gradFunc: (_dy, saved) => Object.fromEntries(inputs.map((name, i) => [name, () => zeros((saved[i] as Tensor).shape)])),
  };
}
