import type { KernelCall } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { TorchBackend } from '../../torch-backend.ts';

/** A fused kernel's value, and what its gradient would need unless the call says that there will be none. */
export function withRemembered({ attrs }: KernelCall<TorchBackend>, value: TensorInfo, remembered: () => readonly TensorInfo[]): TensorInfo[] {
  return attrs['valueOnly'] === true ? [value] : [value, ...remembered()];
}
