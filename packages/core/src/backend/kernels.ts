import { getKernel, type KernelConfig, type NamedAttrMap, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';

/** A kernel as it is written here: inputs by name, attributes as tfjs passes them. */
export interface KernelCall<Backend> {
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attrs: NamedAttrMap;
  readonly backend: Backend;
}
export type Kernel<Backend> = (call: KernelCall<Backend>) => TensorInfo | TensorInfo[];

/** Kernels by tfjs's name of them, or `Figment…` where tfjs has none. */
export type Kernels<Backend> = Readonly<Record<string, Kernel<Backend>>>;

/**
 * Registers kernels of ours under a backend's name, in place of tfjs's where it has some: so they also serve programs
 * that use tfjs itself.
 */
export function installKernels<Backend>(backendName: string, kernels: Kernels<Backend>): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const stock = getKernel(kernelName, backendName) as KernelConfig | undefined;
    if (stock !== undefined) unregisterKernel(kernelName, backendName);
    registerKernel({
      ...stock,
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => kernel({ inputs, attrs: attrs ?? {}, backend: backend as Backend }),
    });
  }
}

/** An input that the kernel's contract says is there. */
export function input<Backend>(call: KernelCall<Backend>, name: string): TensorInfo {
  const tensor = call.inputs[name];
  if (tensor === undefined) throw new Error(`the kernel misses its input '${name}'`);
  return tensor;
}
