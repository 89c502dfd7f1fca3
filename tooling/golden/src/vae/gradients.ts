import type { Tensor } from '@figment/core';
import { dispose, tidy, valueAndGrads } from '@figment/core/ops';

import type { Result } from '../kind.ts';

/** `loss_NAME`, and `grad_NAME.x` for each of the named inputs. */
export function lossWithGradients<Name extends string>(name: string, inputs: Readonly<Record<Name, Tensor>>, of: readonly Name[], loss: () => Tensor): Record<string, Result> {
  const { value, gradients } = valueAndGrads(loss, of.map((each) => inputs[each]));
  return { [`loss_${name}`]: value, ...Object.fromEntries(of.map((each, i) => [`grad_${name}.${each}`, gradients[i] as Tensor])) };
}

/** Each in a `tidy` of its own. */
export function tidied(make: Readonly<Record<string, () => Tensor>>): Record<string, Result> {
  return Object.fromEntries(Object.entries(make).map(([name, each]) => [name, tidy(each)]));
}

/** Runs `use` with inputs that are freed at its end. */
export async function withInputs<Inputs extends Readonly<Record<string, Tensor>>, T>(inputs: Inputs, use: (inputs: Inputs) => T | Promise<T>): Promise<T> {
  try {
    return await use(inputs);
  } finally {
    dispose(Object.values(inputs));
  }
}
