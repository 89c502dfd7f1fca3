import type { HostArray, Shape } from '../tensor.ts';

/**
 * How a parameter lies in torch: kernels [out, in, ...space] where ours are [...space, in, out], matrices [out, in] where ours are
 * [in, out]. Tables (codebooks, embeddings) and vectors lie the same.
 */
export type Layout = 'kernel' | 'matrix' | 'same';

/** How a tensor of this name, in torch's words, and of our shape lies. */
export function layoutOf(name: string, shape: Shape): Layout {
  if (shape.length < 2 || !name.endsWith('.weight') || /(embedding(_table)?|time_proj)\.weight$/.test(name)) return 'same';
  return shape.length === 2 ? 'matrix' : 'kernel';
}

/** As torch lays it out. */
export function toTorch(array: HostArray, layout: Layout): HostArray {
  return layout === 'same' ? array : permuted(array, torchAxes(array.shape));
}

/** As we lay it out. */
export function fromTorch(array: HostArray, layout: Layout): HostArray {
  // [out, in, ...space] -> [...space, in, out]
  return layout === 'same' ? array : permuted(array, [...array.shape.keys()].map((_, axis, all) => (axis < all.length - 2 ? axis + 2 : all.length - 1 - axis)));
}

/** The shape that {@link toTorch} gives. */
export function torchShape(shape: Shape, layout: Layout): Shape {
  return layout === 'same' ? shape : torchAxes(shape).map((axis) => shape[axis]!);
}

/** Axes of ours, [...space, in, out], in torch's order. */
function torchAxes({ length }: Shape): number[] {
  return [length - 1, length - 2, ...Array.from({ length: length - 2 }, (_, axis) => axis)];
}

/** Axis i of the result is axis order[i] of the array. */
function permuted({ data, shape }: HostArray, order: readonly number[]): HostArray {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const outShape = order.map((axis) => shape[axis]!);
  const outStrides = order.map((axis) => strides[axis]!);
  const out = new Float32Array(data.length);
  const index = outShape.map(() => 0);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = data[from]!;
    for (let axis = outShape.length - 1; axis >= 0; axis--) { // count up by one, the last axis first
      from += outStrides[axis]!;
      if (++index[axis]! < outShape[axis]!) break;
      from -= outStrides[axis]! * outShape[axis]!;
      index[axis] = 0;
    }
  }
  return { data: out, shape: outShape };
}
