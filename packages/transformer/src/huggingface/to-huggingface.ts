import type { Module } from '@figment/core/nn';
import { tidy } from '@figment/core/ops';
import { FigmentError, type Tensor } from '@figment/core';

import type { Architecture } from '../architecture/architecture.ts';
import { families } from './families/index.ts';
import { pack } from './weights/packed.ts';
import { mapWeights } from './weights/weight-map.ts';

/**
 * Values that belong to parameters of a network (weights, gradients, moments) as files of transformers would have them.
 *
 * @param family `model_type`: 'gpt2'
 * @param values by the names of the parameters, each of its parameter's shape; all parts of what is packed there
 * @returns by the names there, owned by the caller's `tidy`
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED`
 */
export function toHuggingFace(family: string, network: Module & { readonly architecture: Architecture }, values: Iterable<readonly [name: string, value: Tensor]>): Record<string, Tensor> {
  const found = families.find(({ type }) => type === family);
  if (found === undefined) throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `"${family}" is not supported; these are: ${families.map(({ type }) => type).join(', ')}.`);
  const mapped = mapWeights(found, network.architecture, values);
  return tidy(() => Object.fromEntries([...mapped].map(([name, { ours, ...packing }]) => [name, pack(ours, packing)])));
}
