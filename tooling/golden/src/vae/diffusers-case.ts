import type { HostArray, Tensor } from '@figment/core';
import { openSafetensors } from '@figment/core/checkpoint';
import type { Module } from '@figment/core/nn';
import { add, div, dispose, download, type Gradients, valueAndGradsWithAux } from '@figment/core/ops';
import { type DiffusersFiles, diffusersName, layoutOf, toTorch } from '@figment/vae/diffusers';

import type { GoldenCase } from '../case/case.ts';
import type { Result } from '../kind.ts';

/** The files of a case as diffusers saves them; the importer obeys the config, so all of it counts as read. */
export async function diffusersFiles(golden: GoldenCase): Promise<DiffusersFiles> {
  const config = golden.readJson('config.json') as Record<string, unknown>;
  golden.options.raw(...Object.keys(config));
  return { config, weights: await openSafetensors(new Blob([golden.readFile('model.safetensors') as Uint8Array<ArrayBuffer>]), `${golden.id}/model.safetensors`) };
}

/** Pictures of a case lie in [-1, 1], ours in [0, 1]. */
export function toUnit(x: Tensor): Tensor {
  return div(add(x, 1), 2);
}

/**
 * A loss with its parts, `grad_x`, and `grad.NAME` of every parameter in torch's names and layouts.
 *
 * @param x In [-1, 1].
 */
export async function lossWithParameterGradients(module: Module, x: Tensor, f: () => { value: Tensor; aux: Record<string, Tensor> }): Promise<Record<string, Result>> {
  const parameters = [...module.namedParameters()];
  const { value, aux, gradients }: Gradients & { aux: Record<string, Tensor> } = valueAndGradsWithAux(f, [x, ...parameters.map(([, parameter]) => parameter)]);
  const [ofX, ...ofParameters] = gradients;
  try {
    const inTorch = await Promise.all(parameters.map(async ([path], i): Promise<readonly [string, HostArray]> => {
      const name = diffusersName(path);
      const gradient = await download(ofParameters[i]!);
      return [`grad.${name}`, toTorch(gradient, layoutOf(name, gradient.shape))];
    }));
    return { loss: value, ...aux, grad_x: ofX!, ...Object.fromEntries(inTorch) };
  } finally {
    dispose(ofParameters);
  }
}
