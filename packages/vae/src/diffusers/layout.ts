import type { HostArray, Shape } from '@figment/core';

/**
 * How a parameter lies in torch: kernels [out, in, h, w] where ours are [h, w, in, out], matrices [out, in] where ours are [in, out].
 * A codebook is a table in both.
 */
export type Layout = 'kernel' | 'matrix' | 'same';

/** How a tensor of this name and shape lies. */
export function layoutOf(name: string, shape: Shape): Layout {
  if (shape.length === 4) return 'kernel';
  return shape.length === 2 && !name.endsWith('embedding.weight') ? 'matrix' : 'same';
}

/** Axes of ours, in torch's order. */
const TO_TORCH = { kernel: [3, 2, 0, 1], matrix: [1, 0], same: undefined } as const;
/** Axes of torch's, in our order. */
const FROM_TORCH = { kernel: [2, 3, 1, 0], matrix: [1, 0], same: undefined } as const;

/** As torch lays it out. */
export function toTorch(array: HostArray, layout: Layout): HostArray {
  return permuted(array, TO_TORCH[layout]);
}

/** As we lay it out. */
export function fromTorch(array: HostArray, layout: Layout): HostArray {
  return permuted(array, FROM_TORCH[layout]);
}

/** The shape that {@link toTorch} gives. */
export function torchShape(shape: Shape, layout: Layout): Shape {
  return TO_TORCH[layout]?.map((axis) => shape[axis]!) ?? shape;
}

/** Axis i of the result is axis order[i] of the array. */
function permuted({ data, shape }: HostArray, order: readonly number[] | undefined): HostArray {
  if (order === undefined) return { data, shape };
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
