import type { Safetensors, SafetensorsInput } from '@figment/core/checkpoint';
import type { Module } from '@figment/core/nn';
import { tidy, upload } from '@figment/core/ops';
import { FigmentError, type HostArray, type Parameter } from '@figment/core';

import { fromTorch, layoutOf, toTorch, torchShape } from './layout.ts';
import { currentName, diffusersName } from './names.ts';

/**
 * Fills a module's parameters from a file with torch's names and layouts. Nothing is written before all names and shapes are known to fit.
 *
 * @throws FigmentError `CHECKPOINT_MISMATCH` with the first name that is missing, not known or of another shape
 */
export async function readWeights(module: Module, file: Safetensors): Promise<void> {
  const stored = new Map([...file.tensors].map(([name, { shape }]) => [currentName(name), { name, shape }]));
  const wanted = new Map([...module.namedParameters()].map(([name, parameter]) => [diffusersName(name), parameter]));
  for (const [name, parameter] of wanted) {
    const entry = stored.get(name);
    if (entry === undefined) throw new FigmentError('CHECKPOINT_MISMATCH', `the file has no tensor "${name}", which this config needs.`);
    const right = torchShape(parameter.shape, layoutOf(name, parameter.shape));
    if (withoutOnes(entry.shape) !== withoutOnes(right)) {
      throw new FigmentError('CHECKPOINT_MISMATCH', `"${entry.name}" must have the shape [${right.join(', ')}], got [${entry.shape.join(', ')}].`);
    }
  }
  const unknown = [...stored].find(([name]) => !wanted.has(name));
  if (unknown !== undefined) throw new FigmentError('CHECKPOINT_MISMATCH', `the file has a tensor "${unknown[1].name}", for which this config has no place.`);
  for await (const [name, array] of file.readAll()) assign(currentName(name), wanted.get(currentName(name))!, array);
}

/** Attention layers were 1x1 convolutions once: [C, C, 1, 1] for [C, C]. */
function withoutOnes(shape: readonly number[]): string {
  return shape.filter((length) => length !== 1).join();
}

function assign(name: string, parameter: Parameter, { data }: HostArray): void {
  const layout = layoutOf(name, parameter.shape);
  tidy(() => { parameter.assign(upload(fromTorch({ data, shape: torchShape(parameter.shape, layout) }, layout), 'float32')); });
}

/** A module's parameters for a file with torch's names and layouts. */
export function weightsOf(module: Module, dtype: 'F32' | 'F16'): SafetensorsInput[] {
  return [...module.namedParameters()].map(([path, parameter]) => {
    const name = diffusersName(path);
    const layout = layoutOf(name, parameter.shape);
    return {
      name, dtype, shape: torchShape(parameter.shape, layout),
      read: async () => toTorch({ data: await parameter.data<'float32'>(), shape: parameter.shape }, layout).data,
    };
  });
}
