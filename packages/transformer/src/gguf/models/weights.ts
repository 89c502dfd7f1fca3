import type { SafetensorsEntry } from '@figment/core/checkpoint';
import { FigmentError, type HostArray } from '@figment/core';

import type { WeightFiles } from '../../huggingface/files/weight-files.ts';
import type { Gguf, GgufTensor } from '../read-gguf.ts';
import { ggufTypes } from '../types.ts';
import type { GgufArchitecture } from './architectures.ts';

/** How rows of queries and keys are to be read. */
interface Heads {
  readonly heads: number;
  readonly keyValueHeads: number;
}

/**
 * The weights of a file as models take them: experts one by one, rows in the order of ours.
 *
 * @throws FigmentError `GGUF_INVALID` for types that can't be read
 */
export function weightsOf(gguf: Gguf, file: string, architecture: GgufArchitecture, { heads, keyValueHeads }: Heads): WeightFiles {
  const unreadable = [...gguf.tensors].filter(([, { type }]) => !ggufTypes.some((known) => known === type));
  if (unreadable.length > 0) {
    const types = new Set(unreadable.map(([, { type }]) => type));
    throw new FigmentError('GGUF_INVALID', `${file} has weights of the types ${[...types].join(', ')} (${unreadable[0]![0]}), which can't be read; what can is ${ggufTypes.join(', ')}.`);
  }
  const arranged = (name: string, array: HostArray<Float32Array>): HostArray => {
    if (architecture.isInterleaved && /\.attn_[qk]\./.test(name)) return halves(array, name.includes('.attn_q.') ? heads : keyValueHeads);
    if (architecture.hasUnitOffset && name.endsWith('norm.weight')) return { ...array, data: array.data.map((value) => value - 1) };
    return array;
  };
  const places = new Map([...gguf.tensors].flatMap(([name, tensor]) => (name.includes('_exps.') ? expertsOf(name, tensor) : [[name, { of: name, tensor }] as const])));
  return {
    tensors: new Map([...places].map(([name, { tensor: { shape, start, end } }]): [string, SafetensorsEntry] => [name, { dtype: 'F32', shape, start, end }])),
    async *read(names) {
      for (const [name, { of, tensor }] of places) if (names.has(name)) yield [name, arranged(name, await gguf.read(of, tensor))];
    },
  };
}

/** The networks that lie in one tensor, [experts, out, in], as older files have them: `ffn_up.3.weight`. */
function expertsOf(name: string, { type, shape, start, end }: GgufTensor): [string, { of: string; tensor: GgufTensor }][] {
  const [count = 0, ...matrix] = shape;
  const size = (end - start) / count;
  return Array.from({ length: count }, (_, i) => [name.replace('_exps.', `.${i}.`), { of: name, tensor: { type, shape: matrix, start: start + i * size, end: start + (i + 1) * size } }]);
}

/**
 * Rows of each head from neighbours (0, half, 1, half + 1, ...) to halves (0, 1, ..., half, half + 1, ...): what llama.cpp's conversion did
 * the other way.
 */
function halves({ data, shape }: HostArray<Float32Array>, heads: number): HostArray {
  const [rows = 0, width = 1] = shape;
  const size = rows / heads;
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const within = row % size;
    const from = row - within + (2 * within < size ? 2 * within : 2 * within - size + 1);
    out.set(data.subarray(from * width, (from + 1) * width), row * width);
  }
  return { data: out, shape };
}
