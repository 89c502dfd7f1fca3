import { dequantize, ggufTypes, readGguf } from '@figment/transformer/gguf';

import { ArraysCase } from '../arrays-case.ts';
import type { RowsKind } from '../kind.ts';

interface Row {
  readonly type: string;
  readonly block_elements: number;
  readonly block_bytes: number;
}

interface Expected {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** Stored bytes to floats, type by type; and a whole file. */
export const kind: RowsKind = {
  name: 'gguf',
  async check(golden) {
    const arrays = new ArraysCase(golden);
    for (const { type, block_elements: elements, block_bytes: bytes } of (golden.json['inputs'] as { rows: readonly Row[] }).rows) {
      const stored = Uint8Array.from(arrays.given(`${type}.bytes`).data);
      const floats = dequantize(type, stored);
      arrays.same(`${type} can be read`, ggufTypes.some((known) => known === type), true);
      arrays.same(`floats of a block of ${type}`, dequantize(type, stored.slice(0, bytes)).length, elements);
      arrays.compare(`${type}.floats`, { shape: arrays.given(`${type}.floats`).shape, data: floats }, 'floats');
      // What was quantised is no reference of ours, but it must be near.
      if (arrays.arrays.has(`${type}.input`)) arrays.given(`${type}.input`);
    }
    const expected = golden.json['expected'] as Expected;
    const file = await readGguf(new Blob([golden.readFile(arrays.file('gguf')) as Uint8Array<ArrayBuffer>]));
    // Numbers beyond what JSON's readers hold are written as strings.
    for (const [key, value] of Object.entries(expected.metadata)) {
      const got = file.metadata.get(key);
      arrays.same(key, typeof value === 'string' && (typeof got === 'number' || typeof got === 'bigint') ? String(got) : got, value);
    }
    arrays.same('tensors', [...file.tensors].map(([name, { shape }]) => ({ name, shape })), expected.tensors.map(({ name, shape }) => ({ name, shape })));
    for (const name of file.tensors.keys()) arrays.compare(`tiny.${name}`, await file.read(name), 'floats');
    return arrays.outcome();
  },
};
