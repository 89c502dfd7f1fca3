import { readFileSync } from 'node:fs';

import { isFigmentError } from '@figment/core';
import { bits, key } from '@figment/core/random';
import { describe, expect, it } from 'vitest';

import { dequantize, type Gguf, ggufTypes, readGguf } from './index.ts';

/** Files that gguf wrote: fixtures/reference.py. */
const fixture = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(`fixtures/${name}.gguf`, import.meta.url)));
const open = (bytes: Uint8Array<ArrayBuffer>): Promise<Gguf> => readGguf(new Blob([bytes]), { file: 'x.gguf' });

describe('weights', () => {
  it.each(ggufTypes.filter((type) => type !== 'F32'))('of type %s become the floats of the reference, bit for bit', async (type) => {
    const file = await open(fixture('types'));
    expect(file.tensors.get(type)?.type).toBe(type);
    expect((await file.read(type)).data).toEqual((await file.read(`${type}.floats`)).data);
  });

  it('come in whole blocks, of types that are known', () => {
    expect(() => dequantize('Q4_0', new Uint8Array(17))).toThrow(expect.objectContaining({ code: 'GGUF_INVALID', message: 'Weights of type Q4_0 come in blocks of 18 bytes, got 17 bytes.' }));
    expect(() => dequantize('IQ4_XS', new Uint8Array(136))).toThrow(`Weights of type IQ4_XS can't be read; what can is ${ggufTypes.join(', ')}.`);
  });
});

describe('metadata', () => {
  it('has values of all types', async () => {
    const { metadata, version, alignment } = await open(fixture('values'));
    expect({ version, alignment }).toEqual({ version: 3, alignment: 64 });
    expect(Object.fromEntries([...metadata].filter(([name]) => name.startsWith('a.')))).toEqual({
      'a.uint8': 255, 'a.int8': -128, 'a.uint16': 65_535, 'a.int16': -32_768, 'a.uint32': 2 ** 32 - 1, 'a.int32': -(2 ** 31), 'a.uint64': 2n ** 64n - 1n, 'a.int64': -(2n ** 62n),
      'a.float32': 0.5, 'a.float64': 0.1, 'a.bool': true, 'a.string': '각', 'a.strings': ['x', ''], 'a.floats': [0.5, -1.5], 'a.nested': [[1, 2], [3]],
    });
  });

  it('is passed over where it is not asked for', async () => {
    const { metadata } = await readGguf(new Blob([fixture('values')]), { keep: (name) => name === 'a.bool' });
    expect([...metadata.keys()].sort()).toEqual(['a.bool', 'general.alignment']);
  });
});

describe('tensors', () => {
  it('lie at multiples of the alignment, slowest axis first', async () => {
    const file = await open(fixture('values'));
    expect(await file.read('matrix')).toEqual({ data: Float32Array.of(0, 1, 2, 3, 4, 5), shape: [2, 3] });
    expect(await file.read('vector')).toEqual({ data: Float32Array.of(0, 1, 2), shape: [3] });
    expect([...file.tensors.values()].map(({ start }) => start % 64)).toEqual([0, 0]);
  });

  it('are read when they are asked for', async () => {
    const bytes = fixture('types');
    let read = 0;
    const file = await readGguf({ size: 2 ** 40, slice: (start, end) => ({ arrayBuffer: () => { read += Math.min(end, bytes.length) - start; return Promise.resolve(bytes.slice(start, end).buffer); } }) });
    expect(read).toBe(bytes.length);
    await file.read('Q8_0');
    expect(read).toBe(bytes.length + 272);
  });
});

describe('a damaged file', () => {
  /** Where the tensors are listed in values.gguf, found by the names. */
  const bytes = fixture('values');
  const at = (text: string): number => Buffer.from(bytes).indexOf(text);
  const changed = (place: number, ...values: number[]): Uint8Array<ArrayBuffer> => {
    const copy = bytes.slice();
    copy.set(values, place);
    return copy;
  };
  const u64 = (value: bigint): number[] => [...new Uint8Array(BigUint64Array.of(value).buffer)];
  const matrix = at('matrix') + 'matrix'.length;
  const vector = at('vector') + 'vector'.length;

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['an empty one', new Uint8Array(), 'it ends within its header, at byte 0: it was cut off'],
    ['another format', new Uint8Array(64).fill(65), 'it must start with "GGUF", got "AAAA"'],
    ['version 1', changed(4, 1), 'it is of version 1, and only versions 2 and 3 can be read'],
    ['version 4', changed(4, 4), 'it is of version 4'],
    ['big-endian numbers', new Uint8Array([71, 71, 85, 70, 0, 0, 0, 3, ...new Array<number>(16).fill(0)]), 'its numbers are big-endian'],
    ['more tensors than it can hold', changed(8, ...u64(2n ** 40n)), 'byte 8 claims 1099511627776 tensors, more than the file can hold'],
    ['more metadata than it can hold', changed(16, ...u64(2n ** 63n)), 'byte 16 claims 9223372036854775808 entries'],
    ['a text that is longer than the file', changed(24, ...u64(10_000n)), 'byte 24 claims 10000 characters'],
    ['a header that is cut off', bytes.slice(0, 100), 'it was cut off'],
    ['data that are cut off', bytes.slice(0, -60), '"vector" should end at byte'],
    ['a tensor with five axes', changed(matrix, 5), 'the tensor "matrix" has 5 axes, more than 4'],
    ['a tensor of unheard-of size', changed(matrix + 4, ...u64(2n ** 52n)), 'more than any file can hold'],
    ['a length beyond 2^53', changed(matrix + 4, ...u64(2n ** 60n)), 'says 1152921504606846976, more than any file can hold'],
    ['a type that there is not', changed(matrix + 20, 99), '"matrix" has the unknown type 99'],
    ['rows that are no whole blocks', changed(matrix + 20, 2), '"matrix" has rows of 3, which are no whole blocks of 32, as Q4_0 has them'],
    ['a tensor that is not aligned', changed(vector + 16, ...u64(72n)), '"vector" begins at byte 72 of the data, which is no multiple of the alignment (64)'],
    ['tensors that overlap', changed(vector + 16, ...u64(0n)), '"matrix" begins at byte 640, within "vector"'],
    ['two tensors of one name', changed(at('vector'), ...Buffer.from('matrix')), 'two tensors are called "matrix"'],
    ['two values of one name', changed(at('a.uint8'), ...Buffer.from('a.int16')), 'holds a second "a.int16"'],
    ['an alignment that is none', changed(at('general.alignment') + 21, 3), 'general.alignment must be a power of two, got 3'],
  ].map(([name, file, message]) => [name as string, file as Uint8Array<ArrayBuffer>, message as string]))('is refused with the place: %s', async (_, file, message) => {
    await expect(open(file)).rejects.toThrow(expect.objectContaining({ code: 'GGUF_INVALID', message: expect.stringMatching(/^x\.gguf is no GGUF file that can be read: /) as string }));
    await expect(open(file)).rejects.toThrow(message);
  });

  it('is read or refused with a code, whatever the damage', async () => {
    const draws = bits(key(5), 3 * 1500);
    for (let i = 0; i < 1500; i++) {
      const [place = 0, value = 0, kind = 0] = draws.subarray(3 * i, 3 * i + 3);
      const index = place % bytes.length;
      const damaged = kind % 3 === 0 ? bytes.slice(0, index) : kind % 3 === 1 ? changed(index, value & 255) : new Uint8Array([...bytes.subarray(0, index), value & 255, ...bytes.subarray(index)]);
      try {
        const file = await open(damaged);
        for (const [name, { shape }] of file.tensors) {
          const { data } = await file.read(name).catch((error: unknown) => { if (!isFigmentError(error, 'GGUF_INVALID')) throw error; return { data: undefined }; });
          if (data !== undefined) expect(data.length).toBe(shape.reduce((size, length) => size * length, 1));
        }
      } catch (error) {
        if (!isFigmentError(error, 'GGUF_INVALID')) throw error;
      }
    }
  });
});
