import { expect, it } from 'vitest';

import { arrays } from '../data/arrays.ts';
import type { AnyModelDefinition } from '../plugin/spec/v1.ts';
import { checkData } from './check-data.ts';

const definition = { id: 'acme/a', data: { fields: { image: 'image' } }, shapes: ({ size }: { size: number }) => ({ image: [size, size, 3] }) } as unknown as AnyModelDefinition;
const data = arrays({ image: { data: new Uint8Array(2 * 8 * 8 * 3), shape: [2, 8, 8, 3] } }, { title: 'squares' });

it('takes data of the shape that the model takes', () => {
  expect(() => { checkData(definition, { size: 8 }, data); }).not.toThrow();
});

it('names both shapes when they differ', () => {
  expect(() => { checkData(definition, { size: 16 }, data); }).toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: 'image of squares has shape [8, 8, 3], but this acme/a takes [16, 16, 3]: give one of them another size or other channels.' }));
});

it('names the field that the data lacks, and those it has', () => {
  const labels = arrays({ label: { data: new Int32Array(2), shape: [2] } }, { title: 'labels' });
  expect(() => { checkData(definition, { size: 8 }, labels); }).toThrow(expect.objectContaining({ code: 'DATA_INVALID', message: expect.stringContaining('learns from image (image), but labels has label') as string }));
});
