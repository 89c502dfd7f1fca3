import '@tensorflow/tfjs-backend-webgpu';

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { getKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';

/** tfjs's own kernel of one output, as it was before ours took its name. */
export function stockKernel(name: string): (backend: WebGPUBackend, inputs: Readonly<Record<string, TensorInfo>>, attrs?: object) => TensorInfo {
  const { kernelFunc } = getKernel(name, 'webgpu');
  return (backend, inputs, attrs = {}) => kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
}

const reshape = stockKernel('Reshape');

/** The same data in another shape; `free` gives the handle that it came from back. */
export function reshaped(backend: WebGPUBackend, x: TensorInfo, shape: readonly number[], free = false): TensorInfo {
  const y = reshape(backend, { x }, { shape: [...shape] });
  if (free) backend.disposeData(x.dataId);
  return y;
}
