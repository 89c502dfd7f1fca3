import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';

import { readTensor } from '../backend/in-flight.ts';
import { FigmentError } from '../errors.ts';
import type { Module } from '../nn/module.ts';
import type { HostArray, Tensor } from '../tensor.ts';
import type { Safetensors, SafetensorsDType, SafetensorsInput, WritableDType } from './safetensors/index.ts';

/** Parameters and buffers of a model by the names that they have in a checkpoint; what is shared between modules once, by its first name. */
export function weightsOf(modules: Readonly<Record<string, Module>>): Map<string, Variable> {
  const seen = new Set<Variable>();
  const weights = new Map<string, Variable>();
  for (const [name, module] of Object.entries(modules)) {
    for (const [path, variable] of [...module.namedParameters(), ...module.namedBuffers()]) {
      if (seen.has(variable)) continue;
      seen.add(variable);
      weights.set(path === '' ? name : `${name}.${path}`, variable);
    }
  }
  return weights;
}

/** A tensor as an entry of a safetensors file. */
export function entryOf(name: string, value: Tensor, floats: 'F32' | 'F16' = 'F32'): SafetensorsInput {
  const dtype: WritableDType = value.dtype === 'int32' ? 'I32' : value.dtype === 'bool' ? 'BOOL' : floats;
  return { name, dtype, shape: value.shape, read: () => readTensor(value) };
}

const readable: Readonly<Record<string, readonly SafetensorsDType[]>> = { float32: ['F32', 'F16', 'BF16', 'F64'], int32: ['I32', 'I64'], bool: ['BOOL', 'U8'] };

/**
 * Checks that a file holds exactly these tensors.
 *
 * @throws FigmentError `CHECKPOINT_MISMATCH` with the first tensor that is missing, has another shape or type, or is not known
 */
export function checkTensors(file: Safetensors, wanted: ReadonlyMap<string, Tensor>, { location, of }: { readonly location: string; readonly of: string }): void {
  const mismatch = (reason: string): FigmentError => new FigmentError('CHECKPOINT_MISMATCH', `${location} does not fit ${of}: ${reason}`);
  for (const [name, value] of wanted) {
    const entry = file.tensors.get(name);
    if (entry === undefined) throw mismatch(`it holds no "${name}" of shape [${value.shape.join(', ')}].`);
    if (entry.shape.join() !== value.shape.join()) throw mismatch(`"${name}" has shape [${entry.shape.join(', ')}] there and [${value.shape.join(', ')}] here.`);
    if (!readable[value.dtype]?.includes(entry.dtype)) throw mismatch(`"${name}" has type ${entry.dtype} there, which ${value.dtype} can't take.`);
  }
  for (const name of file.tensors.keys()) if (!wanted.has(name)) throw mismatch(`it holds "${name}", which there is no place for.`);
}

/** A host array as a tensor of the same kind as `like`. */
export function tensorLike(like: Tensor, { data, shape }: HostArray): Tensor {
  return tensor(data, [...shape], like.dtype);
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of each tensor that was read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Copies a file's tensors into variables. Check them first. */
export async function loadInto(variables: ReadonlyMap<string, Variable>, file: Safetensors, { signal, onBytes }: LoadOptions = {}): Promise<void> {
  for await (const [name, array] of file.readAll()) {
    signal?.throwIfAborted();
    const variable = variables.get(name) as Variable;
    tidy(() => { variable.assign(tensorLike(variable, array)); });
    const { start, end } = file.tensors.get(name) as { start: number; end: number };
    onBytes?.(end - start);
  }
}
