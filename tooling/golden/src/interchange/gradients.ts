import type { HostArray, Tensor } from '@figment/core';
import { layoutOf, toTorch, type WeightNames } from '@figment/core/interchange';
import type { Module } from '@figment/core/nn';
import { dispose, download, type Gradients, valueAndGradsWithAux } from '@figment/core/ops';

import type { Result } from '../kind.ts';

/** A loss with its parts, `grad_NAME` of inputs, and `grad.NAME` of every parameter in torch's names and layouts. */
export async function lossWithParameterGradients(
  module: Module, names: WeightNames, inputs: Readonly<Record<string, Tensor>>, f: () => { value: Tensor; aux: Record<string, Tensor> },
): Promise<Record<string, Result>> {
  const parameters = [...module.namedParameters()];
  const given = Object.entries(inputs);
  const { value, aux, gradients }: Gradients & { aux: Record<string, Tensor> } = valueAndGradsWithAux(f, [...given, ...parameters].map(([, variable]) => variable));
  const ofParameters = gradients.slice(given.length);
  try {
    const inTorch = await Promise.all(parameters.map(async ([path], i): Promise<readonly [string, HostArray]> => {
      const name = names.theirs(path);
      const gradient = await download(ofParameters[i]!);
      return [`grad.${name}`, toTorch(gradient, layoutOf(name, gradient.shape))];
    }));
    return { loss: value, ...aux, ...Object.fromEntries(given.map(([name], i) => [`grad_${name}`, gradients[i]!])), ...Object.fromEntries(inTorch) };
  } finally {
    dispose(ofParameters);
  }
}
