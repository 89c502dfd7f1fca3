import type { KernelCall } from '@figment/core/backend';
import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { TorchBackend } from '../../torch-backend.ts';

/** An input that the contract leaves open. */
export function given(call: KernelCall<TorchBackend>, name: string): TensorInfo | undefined {
  return call.inputs[name] ?? undefined;
}
