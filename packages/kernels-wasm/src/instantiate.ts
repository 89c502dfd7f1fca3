import { binary } from './binary.generated.ts';
import type { Kernels } from './kernels.ts';

/** The kernels over a memory: tfjs's, so that they read and write its tensors in place. */
export async function instantiateKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return instance.exports as unknown as Kernels;
}
