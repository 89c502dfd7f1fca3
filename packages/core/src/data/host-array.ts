import { FigmentError } from '../errors.ts';
import type { HostArray, Shape } from '../tensor.ts';

/** Numbers as programs have them: nested to any depth, typed arrays among them. */
export type NestedNumbers = ArrayLike<number> | readonly NestedNumbers[];

type NumberArray = HostArray['data'];

/** Flattens nested numbers, row-major. One Uint8Array or Int32Array keeps its type; all else becomes float32. */
export function hostArray(values: NestedNumbers | HostArray, name: string): HostArray {
  if (isHostArray(values)) {
    const expected = elementsOf(values.shape);
    if (values.data.length !== expected) {
      throw new FigmentError('SHAPE_MISMATCH', `${name} of shape [${values.shape.join(', ')}] must have ${expected} numbers, got ${values.data.length}.`);
    }
    return values;
  }
  const shape = shapeOf(values);
  const data = emptyLike(firstLeaf(values), elementsOf(shape));
  let at = 0;
  const fill = (value: NestedNumbers, axis: number): void => {
    if (value.length !== shape[axis]) {
      throw new FigmentError('SHAPE_MISMATCH', `${name} must have ${shape[axis] ?? 0} entries along axis ${axis} everywhere, got ${value.length}.`);
    }
    if (isLeaf(value)) {
      data.set(value, at);
      at += value.length;
    } else for (const child of value) fill(child, axis + 1);
  };
  fill(values, 0);
  return { data, shape };
}

/** Rows of an array, in this order: [N, ...] -> [indices.length, ...]. */
export function rows<Data extends NumberArray>(array: HostArray<Data>, indices: ArrayLike<number>): HostArray<Data> {
  const shape = array.shape.slice(1);
  const width = elementsOf(shape);
  const data = emptyLike(array.data, indices.length * width);
  for (let row = 0; row < indices.length; row += 1) {
    const from = (indices[row] as number) * width;
    data.set(array.data.subarray(from, from + width), row * width);
  }
  return { data, shape: [indices.length, ...shape] };
}

export function isHostArray(value: unknown): value is HostArray {
  return typeof value === 'object' && value !== null && 'data' in value && 'shape' in value && Array.isArray(value.shape) && ArrayBuffer.isView(value.data);
}

export function elementsOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** An array of zeros of the same type; numbers of any other kind become float32. */
export function emptyLike<Data extends NumberArray>(like: Data, length: number): Data;
export function emptyLike(like: ArrayLike<number>, length: number): NumberArray;
export function emptyLike(like: ArrayLike<number>, length: number): NumberArray {
  if (like instanceof Uint8Array) return new Uint8Array(length);
  if (like instanceof Int32Array) return new Int32Array(length);
  return new Float32Array(length);
}

function isLeaf(value: NestedNumbers): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) || value.length === 0 || typeof value[0] === 'number';
}

function firstLeaf(values: NestedNumbers): ArrayLike<number> {
  return isLeaf(values) ? values : firstLeaf(values[0] as NestedNumbers);
}

function shapeOf(values: NestedNumbers): readonly number[] {
  return isLeaf(values) ? [values.length] : [values.length, ...shapeOf(values[0] as NestedNumbers)];
}
