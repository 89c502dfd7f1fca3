import { tensor } from '@figment/core/ops';
import type { DType, Tensor } from '@figment/core';

/** A tensor off the device. */
interface HostTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** Plain objects and arrays with tensors in them, off the device. */
export type HostTree = { readonly tensor: HostTensor } | { readonly value: unknown } | { readonly list: readonly HostTree[] } | { readonly fields: Readonly<Record<string, HostTree>> };

/** Copies all tensors of a value off the device. */
export async function downloadTree(tree: unknown): Promise<HostTree> {
  if (Array.isArray(tree)) return { list: await Promise.all(tree.map(downloadTree)) };
  if (typeof tree !== 'object' || tree === null) return { value: tree };
  if ('dataId' in tree) {
    const { shape, dtype } = tree as Tensor;
    return { tensor: { shape, dtype: dtype as DType, data: (await (tree as Tensor).data()).slice() } };
  }
  return { fields: Object.fromEntries(await Promise.all(Object.entries(tree).map(async ([name, child]) => [name, await downloadTree(child)] as const))) };
}

/** The same value on the device. */
export function uploadTree(tree: HostTree): unknown {
  if ('tensor' in tree) return tensor(tree.tensor.data, [...tree.tensor.shape], tree.tensor.dtype);
  if ('list' in tree) return tree.list.map(uploadTree);
  if ('fields' in tree) return Object.fromEntries(Object.entries(tree.fields).map(([name, child]) => [name, uploadTree(child)]));
  return tree.value;
}
