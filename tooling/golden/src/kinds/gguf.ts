import { dequantize, readGguf } from '@figment/transformer/gguf';

import type { RowsKind } from '../kind.ts';
import { Expectations } from '../language/expectations.ts';

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
    const expected = new Expectations(golden);
    const same = (name: string, got: unknown, wanted: unknown): void => {
      const [mine, theirs] = [JSON.stringify(got), JSON.stringify(wanted)];
      if (mine !== theirs) expected.fail(`${name} is ${mine}, expected ${theirs}`);
    };
    for (const { type, block_elements: elements, block_bytes: bytes } of (golden.json['inputs'] as { rows: readonly Row[] }).rows) {
      const stored = Uint8Array.from(expected.array(`${type}.bytes`).data);
      same(`weights in a block of ${type}`, dequantize(type, stored.slice(0, bytes)).length, elements);
      await expected.check(`${type}.floats`, { shape: expected.array(`${type}.floats`).shape, data: dequantize(type, stored) }, 'floats');
      // What was quantised: near, and no reference for what comes out.
      expected.told(`${type}.input`);
    }
    const { metadata, tensors } = golden.json['expected'] as Expected;
    const { gguf = 'tiny.gguf' } = golden.json['files'] as { gguf?: string };
    const file = await readGguf(new Blob([golden.readFile(gguf) as Uint8Array<ArrayBuffer>]));
    for (const [key, value] of Object.entries(metadata)) {
      const got = file.metadata.get(key);
      // Numbers that not every reader of JSON holds are written as strings.
      same(key, typeof value === 'string' && (typeof got === 'number' || typeof got === 'bigint') ? String(got) : got, value);
    }
    expected.told(...expected.below('metadata'), ...expected.below('tensors'));
    same('tensors', [...file.tensors].map(([name, { shape }]) => ({ name, shape })), tensors.map(({ name, shape }) => ({ name, shape })));
    for (const name of file.tensors.keys()) await expected.check(`tiny.${name}`, await file.read(name), 'floats');
    return expected.outcome();
  },
};
