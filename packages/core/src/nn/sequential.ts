import type { Tensor } from '../tensor.ts';
import { Module } from './module.ts';

/** A layer that maps one tensor to another. */
export interface Layer extends Module {
  /** The result is what the next step is given. */
  forward(x: Tensor): Tensor;
}

/** One step of a {@link Sequential}: a layer, or a function such as `silu`. */
export type Step = Layer | ((x: Tensor) => Tensor);

/** Layers and functions one after the other. Its layers are saved as `layers.0`, `layers.1`; functions count in the numbering. */
export class Sequential extends Module {
  readonly layers: readonly Step[];

  constructor(...layers: readonly Step[]) {
    super();
    this.layers = layers;
  }

  /** Through all steps. */
  forward(x: Tensor): Tensor {
    return this.layers.reduce((h, step) => (typeof step === 'function' ? step(h) : step.forward(h)), x);
  }
}
