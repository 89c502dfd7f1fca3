import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { isFigmentError } from '../../errors.ts';
import { bits, key } from '../../random/index.ts';
import { type ByteSource, collect } from '../bytes.ts';
import { fromHalf, toHalf } from './half.ts';
import { encodeSafetensors, openSafetensors, writeSafetensors } from './index.ts';

const reference = async (): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await readFile(new URL('reference.safetensors', import.meta.url)));
/** Of the reference library: see reference.py. */
const expected = JSON.parse(await readFile(new URL('reference.json', import.meta.url), 'utf8')) as Record<string, { shape: number[]; values: (number | string)[] }>;

/** A file with this header and so many bytes of data. */
function fileOf(header: unknown, dataBytes: number): Blob {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(json.length), true);
  return new Blob([length.buffer, json, new Uint8Array(dataBytes)]);
}

describe('reading', () => {
  it('gives what the reference library wrote, of every type', async () => {
    const file = await openSafetensors(new Blob([await reference()]));
    expect(file.metadata).toEqual({ format: 'pt', 한글: '값' });
    expect([...file.tensors.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [name, { shape, values }] of Object.entries(expected)) {
      const array = await file.read(name);
      expect(array.shape, name).toEqual(shape);
      expect([...array.data], name).toEqual(values.map((value) => (typeof value === 'number' ? (array.data instanceof Float32Array ? Math.fround(value) : value) : Number(value.replace('inf', 'Infinity')))));
    }
  });

  it('reads one by one as it reads all', async () => {
    const file = await openSafetensors(new Blob([await reference()]));
    for await (const [name, array] of file.readAll()) expect(array, name).toEqual(await file.read(name));
  });

  it('reads the header and what is asked for, never the whole file', async () => {
    const bytes = await encodeSafetensors({ small: { data: Float32Array.of(1, 2), shape: [2] }, large: { data: new Float32Array(100_000), shape: [100_000] } });
    let read = 0;
    const counting = (blob: Blob): ByteSource => ({
      size: blob.size,
      slice: (start, end) => counting(blob.slice(start, end)),
      arrayBuffer: () => {
        read += blob.size;
        return blob.arrayBuffer();
      },
    });
    const file = await openSafetensors(counting(new Blob([bytes])));
    expect([...(await file.read('small')).data]).toEqual([1, 2]);
    expect(read).toBeLessThan(1000);
  });

  const f32 = (begin: number, end: number, shape = [(end - begin) / 4]): object => ({ dtype: 'F32', shape, data_offsets: [begin, end] });
  it.each<[string, Blob, RegExp]>([
    ['an empty file', new Blob([]), /at least 8 bytes, this one 0/],
    ['a picture', new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0)]), /header claims \d+ bytes/],
    ['a header past the end', new Blob([Uint8Array.of(200, 0, 0, 0, 0, 0, 0, 0, 0x7b)]), /header should end at byte 208, but the file ends at 9/],
    ['a header that is no JSON', fileOf('{"a":', 0), /header is no JSON/],
    ['a list for a header', fileOf([], 0), /must be a JSON object/],
    ['metadata that are no strings', fileOf({ __metadata__: { a: 1 } }, 0), /__metadata__ must map names to strings/],
    ['an unknown type', fileOf({ a: { dtype: 'F12', shape: [1], data_offsets: [0, 4] } }, 4), /"a" has the unknown type "F12"/],
    ['a type from the prototype', fileOf({ a: { dtype: 'constructor', shape: [1], data_offsets: [0, 4] } }, 4), /unknown type/],
    ['a negative axis', fileOf({ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 4] } }, 4), /shape of "a" must list whole numbers/],
    ['a fractional offset', fileOf({ a: { dtype: 'F32', shape: [1], data_offsets: [0.5, 4.5] } }, 5), /data_offsets of "a"/],
    ['offsets that don\'t fit the shape', fileOf({ a: f32(0, 8, [3]) }, 8), /needs 12 bytes, its data_offsets \[0, 8\] give it 8/],
    ['offsets the wrong way round', fileOf({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 0] } }, 4), /give it -4/],
    ['tensors that overlap', fileOf({ a: f32(0, 8), b: f32(4, 12) }, 12), /"b" overlaps "a"/],
    ['a hole', fileOf({ a: f32(0, 4), b: f32(8, 12) }, 12), /4 bytes between "a" and "b" belong to no tensor/],
    ['data cut off', fileOf({ a: f32(0, 4), b: f32(4, 12) }, 8), /"b" should end at byte \d+, but the file ends at \d+: it was cut off/],
    ['data left over', fileOf({ a: f32(0, 4) }, 6), /2 bytes after "a" belong to no tensor/],
  ])('refuses %s', async (_, blob, message) => {
    await expect(openSafetensors(blob, 'x.safetensors')).rejects.toThrow(expect.objectContaining({ code: 'SAFETENSORS_INVALID', message: expect.stringMatching(message) as string }));
    await expect(openSafetensors(blob, 'x.safetensors')).rejects.toThrow(/^x\.safetensors: /);
  });

  it('refuses integers that int32 can\'t hold, and types it does not read', async () => {
    const header = { big: { dtype: 'I64', shape: [1], data_offsets: [0, 8] }, odd: { dtype: 'I16', shape: [1], data_offsets: [8, 10] } };
    const blob = fileOf(header, 10);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    bytes[bytes.length - 10 + 5] = 1; // 2^40
    const file = await openSafetensors(new Blob([bytes]), 'x');
    await expect(file.read('big')).rejects.toThrow('x: "big" holds 1099511627776, which int32 can\'t.');
    await expect(file.read('odd')).rejects.toThrow(/type I16; what can be read is F32/);
    await expect(file.read('none')).rejects.toThrow('x holds no tensor "none".');
  });

  it('either reads a damaged file or refuses it with a code, and never reads out of bounds', async () => {
    const original = await reference();
    const draws = bits(key(11), 3000);
    for (let i = 0; i < 1000; i += 1) {
      const [place, value, kind] = [draws[3 * i] as number, draws[3 * i + 1] as number, (draws[3 * i + 2] as number) % 3];
      const at = place % original.length;
      let damaged = original.slice();
      if (kind === 0) damaged[at] = value & 255;
      else if (kind === 1) damaged = damaged.slice(0, at);
      else damaged = new Uint8Array([...damaged.slice(0, at), value & 255, ...damaged.slice(at)]);
      try {
        const file = await openSafetensors(new Blob([damaged]));
        for await (const [name, { data, shape }] of file.readAll()) {
          expect(data.length, `${name} after damage ${i}`).toBe(shape.reduce((size, axis) => size * axis, 1));
        }
      } catch (error) {
        if (!isFigmentError(error, 'SAFETENSORS_INVALID')) throw error;
      }
    }
  });
});

describe('writing', () => {
  it('is read back bit for bit', async () => {
    const words = bits(key(3), 500);
    const arrays = {
      'blocks.0.weight': { data: new Float32Array(words.buffer.slice(0, 1200)), shape: [20, 15] },
      bytes: { data: new Uint8Array(words.buffer.slice(0, 7)), shape: [7] },
      ints: { data: new Int32Array(words.buffer.slice(0, 40)), shape: [2, 5] },
      empty: { data: new Float32Array(0), shape: [0, 4] },
      scalar: { data: Float32Array.of(0.1), shape: [] },
      __proto__x: { data: Float32Array.of(1), shape: [1] },
    };
    const file = await openSafetensors(new Blob([await encodeSafetensors(arrays, { metadata: { who: 'figment' } })]));
    expect(file.metadata).toEqual({ who: 'figment' });
    for (const [name, { data, shape }] of Object.entries(arrays)) {
      const got = await file.read(name);
      expect(got.shape).toEqual(shape);
      expect(new Uint8Array(got.data.buffer), name).toEqual(new Uint8Array(data.buffer));
    }
  });

  it('aligns every tensor to its type, and the data to 8 bytes', async () => {
    const file = await openSafetensors(new Blob([await encodeSafetensors({ a: { data: new Uint8Array(3), shape: [3] }, b: { data: new Float32Array(1), shape: [1] } })]));
    expect([...file.tensors.keys()]).toEqual(['b', 'a']);
    expect((file.tensors.get('b')?.start ?? 1) % 8).toBe(0);
  });

  it('stores halves as float16, and refuses what they can\'t hold', async () => {
    const write = (value: number): Promise<Uint8Array<ArrayBuffer>> => encodeSafetensors({ gain: { data: Float32Array.of(1 / 3, value), shape: [2] } }, { dtype: 'F16' });
    const file = await openSafetensors(new Blob([await write(2)]));
    expect([...(await file.read('gain')).data]).toEqual([0.333251953125, 2]);
    await expect(write(70000)).rejects.toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message: '"gain" holds 70000, and float16 ends at 65504: save it as float32.' }));
  });

  it('refuses two tensors of one name, and numbers that don\'t fill their shape', async () => {
    const one = { name: 'a', dtype: 'F32', shape: [2], read: () => new Float32Array(1) } as const;
    const all = (inputs: Parameters<typeof writeSafetensors>[0]): Promise<unknown> => collect(writeSafetensors(inputs));
    await expect(all([one, one])).rejects.toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message: 'two tensors are called "a".' }));
    await expect(all([one])).rejects.toThrow('"a" of shape [2] must have 2 numbers, got 1.');
  });
});

describe('float16', () => {
  it('turns each of the 65,536 into float32 and back', () => {
    const halves = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((half) => (half & 0x7c00) !== 0x7c00 || (half & 0x3ff) === 0);
    expect(toHalf(fromHalf(halves))).toEqual(halves);
  });

  it.each([
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0], // a tie, to even
    [1.5 * 2 ** -24, 2], // a tie, to even
    [2 ** -14 - 2 ** -26, 0x400],
    [1 + 2 ** -11, 0x3c00], // a tie, to even
    [1 + 3 * 2 ** -11, 0x3c02], // a tie, to even
    [-Infinity, 0xfc00],
    [NaN, 0x7e00],
  ])('rounds %d as IEEE 754 does', (value, half) => {
    expect(toHalf(Float32Array.of(value))[0]).toBe(half);
  });
});
