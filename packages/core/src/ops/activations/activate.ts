import type { FusedActivation } from '../../backend/fused-kernels.ts';
import type { Tensor } from '../../tensor.ts';
import { gelu } from './gelu.ts';
import { relu } from './rectifiers.ts';
import { silu } from './silu.ts';

/** Activations that an op can end with, by name: `gelu` is exact, `geluTanh` the approximation of GPT-2. */
export type Activation = FusedActivation;

const activations: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  none: (x) => x,
  relu,
  silu,
  gelu: (x) => gelu(x),
  geluTanh: (x) => gelu(x, { approximate: 'tanh' }),
};

/** The activation of that name; x itself for `none`. */
export const activate = (x: Tensor, activation: Activation): Tensor => activations[activation](x);

/** Their names, for checks at the door. */
export const activationNames = Object.keys(activations);
