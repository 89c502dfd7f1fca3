import { describe, expect, it } from 'vitest';

import { arrays } from './arrays.ts';
import { checkDataset } from './check.ts';
import { example } from './example.ts';
import { indexed } from './indexed.ts';
import { mapDataset, pick, zip } from './map.ts';
import { onlyLabel, split, subset, take, withoutLabel } from './subset.ts';
import { captions, texts } from './text-data/texts.ts';
import { key } from '../random/key.ts';

const pictures = { data: Uint8Array.from({ length: 6 * 4 }, (_, i) => i), shape: [6, 2, 2, 1] };
const labelled = arrays({ image: pictures, label: [0, 1, 2, 0, 1, 2] });

describe('arrays', () => {
  it('keeps bytes as bytes, makes labels int32 and other numbers float32, and tells what they are', async () => {
    const dataset = arrays({ image: pictures, label: new Uint8Array([0, 1, 2, 0, 1, 2]), z: [[0.5, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11]], text: ['a', 'b', 'c', 'd', 'e', 'f'] });
    expect(dataset.fields).toEqual({ image: { kind: 'image', shape: [2, 2, 1] }, label: { kind: 'label', shape: [] }, z: { kind: 'embedding', shape: [2] }, text: { kind: 'text' } });
    expect(await dataset.read([5, 1])).toEqual({
      image: { data: new Uint8Array([20, 21, 22, 23, 4, 5, 6, 7]), shape: [2, 2, 2, 1] },
      label: { data: new Int32Array([2, 1]), shape: [2] },
      z: { data: new Float32Array([10, 11, 2, 3]), shape: [2, 2] },
      text: ['f', 'b'],
    });
  });

  it('takes the kind that it is told', () => {
    expect(arrays({ x: [[0, 1], [1, 0]] }, { kinds: { x: 'points' } }).fields.x.kind).toBe('points');
  });

  it.each([
    ['no examples', () => arrays({ label: [] }), 'DATA_EMPTY', 'none'],
    ['fields of unequal length', () => arrays({ a: [1, 2], b: [1] }), 'SHAPE_MISMATCH', 'b must have 2 examples'],
    ['ragged numbers', () => arrays({ z: [[1, 2], [3]] }), 'SHAPE_MISMATCH', 'along axis 1'],
    ['a shape that does not fit', () => arrays({ z: { data: new Float32Array(5), shape: [2, 3] } }), 'SHAPE_MISMATCH', '6 numbers, got 5'],
    ['NaN', () => arrays({ z: [[1, 2], [3, NaN]] }), 'DATA_INVALID', 'z[1] must be finite, got NaN'],
    ['an infinity', () => arrays({ image: { data: new Float32Array([0, 0, 0, Infinity]), shape: [4, 1, 1, 1] } }), 'DATA_INVALID', 'image[3]'],
    ['pictures in 0 to 255 as floats', () => arrays({ image: { data: new Float32Array([0, 128]), shape: [2, 1, 1, 1] } }), 'DATA_INVALID', 'image[1] must lie in [0, 1]'],
    ['a label that is not whole', () => arrays({ label: [0, 1.5] }), 'DATA_INVALID', 'label[1]'],
  ] as const)('refuses %s', (_, make, code, message) => {
    expect(make).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error);
  });
});

describe('checkDataset', () => {
  it('finds the example in data that is made while it is read', async () => {
    const lazy = indexed<{ readonly z: unknown }>({ title: 'lazy', size: 5, fields: { z: { kind: 'embedding', shape: [] } }, read: (indices) => Promise.resolve({ z: { data: Float32Array.from(indices, (i) => (i === 3 ? NaN : i)), shape: [indices.length] } }) });
    await expect(checkDataset(lazy, { batchSize: 2 })).rejects.toMatchObject({ code: 'DATA_INVALID', message: 'z[3] must be finite, got NaN.' });
    await expect(checkDataset(labelled)).resolves.toBeUndefined();
  });
});

describe('example', () => {
  it('gives one example without the batch axis', async () => {
    const named = captions(labelled, ['a', 'b', 'c', 'd', 'e', 'f']);
    expect(await example(named, 4)).toEqual({ image: { data: Uint8Array.of(16, 17, 18, 19), shape: [2, 2, 1] }, label: { data: Int32Array.of(1), shape: [] }, text: 'e' });
  });
});

describe('parts and combinations', () => {
  it('cuts by number, by label and by rule', async () => {
    expect((await take(labelled, 2).read([1])).label.data).toEqual(new Int32Array([1]));
    expect((await subset(labelled, [5, 0]).read([0])).image.data[0]).toBe(20);
    expect((await withoutLabel(labelled, 2)).size).toBe(4);
    expect(Array.from((await (await onlyLabel(labelled, 2)).read([0, 1])).label.data)).toEqual([2, 2]);
    const every = split(labelled, { every: 3, from: 1 });
    expect([every.train.size, every.heldOut.size]).toEqual([4, 2]);
    expect((await every.heldOut.read([0, 1])).image.data[4]).toBe(16);
    const drawn = split(labelled, { fraction: 0.5, key: key(1) });
    const seen = [...(await drawn.train.read([0, 1, 2])).image.data, ...(await drawn.heldOut.read([0, 1, 2])).image.data];
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from(pictures.data));
  });

  it('refuses what would be empty or does not exist', async () => {
    await expect(withoutLabel(labelled, 0, 1, 2)).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    await expect(withoutLabel(texts(['a']), 0)).rejects.toMatchObject({ code: 'DATA_INVALID' });
    expect(() => subset(labelled, [6])).toThrow(expect.objectContaining({ code: 'DATA_INVALID' }) as Error);
  });

  it('maps, picks and joins fields', async () => {
    const negative = mapDataset<{ readonly label: unknown }, { readonly label: unknown }>(labelled, { label: { kind: 'label', shape: [] } }, ({ label }) => ({ label: { data: (label as { data: Int32Array }).data.map((l) => -l), shape: [1] } }));
    expect(await negative.read([2])).toEqual({ label: { data: new Int32Array([-2]), shape: [1] } });
    expect(Object.keys(await pick(labelled, 'label').read([0]))).toEqual(['label']);
    expect((await captions(labelled, ['a', 'b', 'c', 'd', 'e', 'f']).read([4])).text).toEqual(['e']);
    expect(() => captions(labelled, ['a'])).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }) as Error);
    expect(() => zip(labelled, pick(labelled, 'label'))).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }) as Error);
  });
});
