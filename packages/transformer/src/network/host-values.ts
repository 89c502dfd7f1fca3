import { currentSelection } from '@figment/core/backend';
import type { Tensor } from '@figment/core';

/** The values of a tensor where they can be had at once: not where a browser's GPU has them. */
export function hostValues(x: Tensor): ArrayLike<number> | undefined {
  return currentSelection()?.name === 'webgpu' ? undefined : x.dataSync();
}
