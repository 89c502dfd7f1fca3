import { add, mul } from '../../ops/index.ts';
import type { Tensor } from '../../tensor.ts';
import type { DecayOptions } from './optimizer.ts';

/** The weight decay of a parameter: its strength, or 0 where it is exempt. */
export function strengthFor(parameter: Tensor, { weightDecay = 0, decays = 'all' }: DecayOptions): number {
  return decays === 'all' || parameter.rank >= 2 ? weightDecay : 0;
}

/** Decay as a term of the loss: its gradient is added, and passes through the moments (L2 regularisation). */
export function withL2(gradient: Tensor, parameter: Tensor, options: DecayOptions): Tensor {
  const strength = strengthFor(parameter, options);
  return strength === 0 ? gradient : add(gradient, mul(parameter, strength));
}

/** Decay beside the gradient: the parameter shrinks by `learningRate * weightDecay` (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2). */
export function shrunk(parameter: Tensor, learningRate: number, options: DecayOptions): Tensor {
  const strength = strengthFor(parameter, options);
  return strength === 0 ? parameter : mul(parameter, 1 - learningRate * strength);
}
