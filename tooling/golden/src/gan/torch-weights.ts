import type { HostArray, Parameter, Tensor } from '@figment/core';
import { fromTorch, type Layout, toTorch } from '@figment/core/interchange';
import { download, reshape, tidy, upload } from '@figment/core/ops';

import type { GoldenArray } from '../case/array.ts';
import type { GoldenCase } from '../case/case.ts';
import { readSafetensors } from '../case/safetensors.ts';

/** Parameters and buffers by their names in torch. */
export type TorchNames = ReadonlyMap<string, Parameter>;

/** Fills all of them from `model.safetensors`. @throws when a name is in one of the two only */
export function readTorchWeights(golden: GoldenCase, names: TorchNames): void {
  const stored = storedWeights(golden);
  const strangers = [...names.keys(), ...stored.keys()].filter((name) => !(names.has(name) && stored.has(name)));
  if (strangers.length > 0) throw new Error(`not in the file and in the network both: ${strangers.join(', ')}`);
  for (const [name, weight] of names) {
    const { data, shape } = stored.get(name)!;
    const array = fromTorch({ data: Float32Array.from(data), shape }, layoutOf(shape));
    // A convolution that sees all there is left is a linear map here: [h, w, in, out] for [h w in, out].
    tidy(() => { weight.assign(reshape(upload(array), weight.shape)); });
  }
}

/** What belongs to a weight, such as its gradient, as torch lays it out. */
export async function inTorch(golden: GoldenCase, name: string, tensor: Tensor): Promise<HostArray> {
  const { shape } = storedWeights(golden).get(name)!;
  const layout = layoutOf(shape);
  const { data } = await download(tensor);
  return toTorch({ data, shape: layout === 'same' ? shape : fromTorch({ data: new Float32Array(data.length), shape }, layout).shape }, layout);
}

function storedWeights(golden: GoldenCase): Map<string, GoldenArray> {
  return readSafetensors(golden.readFile('model.safetensors'));
}

/** Kernels of convolutions, also of transposed ones, matrices, vectors. */
function layoutOf(shape: readonly number[]): Layout {
  return shape.length < 2 ? 'same' : shape.length === 2 ? 'matrix' : 'kernel';
}
