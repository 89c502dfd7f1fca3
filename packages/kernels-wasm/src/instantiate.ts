import { binary, relaxedProducts } from './binary.generated.ts';
import type { Kernels, Products } from './kernels.ts';

/** The kernels over a memory: tfjs's, so that they read and write its tensors in place. */
export async function instantiateKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  return (await instantiate(bytesOf(binary), memory)) as unknown as Kernels;
}

/** Products compiled with the fused multiply-add of relaxed SIMD, to take the place of those of the kernels; undefined where the engine lacks it. */
export async function instantiateRelaxedProducts(memory: WebAssembly.Memory): Promise<Products | undefined> {
  const bytes = bytesOf(relaxedProducts);
  return WebAssembly.validate(bytes) ? ((await instantiate(bytes, memory)) as unknown as Products) : undefined;
}

async function instantiate(bytes: BufferSource, memory: WebAssembly.Memory): Promise<WebAssembly.Exports> {
  return (await WebAssembly.instantiate(bytes, { env: { memory } })).instance.exports;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
