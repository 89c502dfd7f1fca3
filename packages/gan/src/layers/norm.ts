import type { Tensor } from '@figment/core';
import { BatchNorm, GroupNorm, InstanceNorm } from '@figment/core/nn';
import type { Key } from '@figment/core/random';

import type { Pass } from '../networks/pass.ts';

/** What lies between convolutions. */
export type NormName = 'none' | 'batch' | 'instance' | 'group';

/** A norm by its name. */
export type Norm = BatchNorm | GroupNorm | undefined;

/** As many groups of channels, of 8 at most, as divide them. */
function groupsOf(channels: number): number {
  return [8, 4, 2, 1].find((groups) => channels % groups === 0)!;
}

export function normOf(key: Key, name: NormName, channels: number): Norm {
  if (name === 'none') return undefined;
  if (name === 'batch') return new BatchNorm(key, { channels });
  return name === 'instance' ? new InstanceNorm(key, { channels }) : new GroupNorm(key, { channels, groups: groupsOf(channels) });
}

/** Whether a bias before the norm would be taken away by it. */
export function swallowsBias(name: NormName): boolean {
  return name === 'batch' || name === 'instance';
}

export function normalized(norm: Norm, x: Tensor, pass: Pass): Tensor {
  if (norm === undefined) return x;
  if (!(norm instanceof BatchNorm)) return norm.forward(x);
  const { output, updates } = norm.forward(x, pass);
  for (const [buffer, value] of updates) pass.write(buffer, value);
  return output;
}
