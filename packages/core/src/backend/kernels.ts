import { engine, getBackend, getKernel, type KernelConfig, type NamedAttrMap, type NamedTensorMap, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';

import { FigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';
import { alternativeTo, replaceable } from './alternatives.ts';

/** A kernel as it is written here: inputs by name, attributes as tfjs passes them. */
export interface KernelCall<Backend> {
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attrs: NamedAttrMap;
  readonly backend: Backend;
}
/** Computes one kernel, at once or as the device gets to it; its results belong to the caller. */
export type Kernel<Backend> = (call: KernelCall<Backend>) => TensorInfo | TensorInfo[];

/** Kernels by tfjs's name of them, or `Figment…` where tfjs has none. */
export type Kernels<Backend> = Readonly<Record<string, Kernel<Backend>>>;

/** What was registered before ours, by backend and kernel: undefined where there was nothing. */
const stockKernels = new Map<string, Map<string, KernelConfig | undefined>>();

/**
 * Registers kernels of ours under a backend's name, in place of tfjs's where it has some: so they also serve programs
 * that use tfjs itself.
 *
 * @returns what puts back the kernels that were there before
 */
export function installKernels<Backend>(backendName: string, kernels: Kernels<Backend>): () => void {
  const replaced = new Map<string, KernelConfig | undefined>();
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const stock = getKernel(kernelName, backendName) as KernelConfig | undefined;
    rememberStock(backendName, kernelName, stock);
    replaced.set(kernelName, stock);
    if (stock !== undefined) unregisterKernel(kernelName, backendName);
    registerKernel({
      ...stock,
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => kernel({ inputs, attrs: attrs ?? {}, backend: backend as Backend }),
    });
  }
  return () => { putKernels(backendName, replaced); };
}

/** Registers each kernel, or removes it where there is none. */
function putKernels(backendName: string, kernels: ReadonlyMap<string, KernelConfig | undefined>): void {
  for (const [name, config] of kernels) {
    if (hasKernel(name, backendName)) unregisterKernel(name, backendName);
    if (config !== undefined) registerKernel(config);
  }
}

/** An input that the kernel's contract says is there. */
export function input<Backend>(call: KernelCall<Backend>, name: string): TensorInfo {
  const tensor = call.inputs[name];
  if (tensor === undefined) throw new Error(`the kernel misses its input '${name}'`);
  return tensor;
}

/** Whether a fused kernel's gradient is asked for that of an input: where none are named, for all that were given. */
export function isWanted<Backend>({ inputs, attrs }: KernelCall<Backend>, name: string): boolean {
  const { wanted } = attrs as { wanted?: readonly string[] };
  return inputs[name] !== undefined && (wanted?.includes(name) ?? true);
}

/** Those gradients of a fused kernel that are wanted, in its order. */
export function wantedGradients<Backend>(call: KernelCall<Backend>, gradients: Readonly<Record<string, () => TensorInfo>>): TensorInfo[] {
  return Object.entries(gradients).flatMap(([name, gradient]) => (isWanted(call, name) ? [gradient()] : []));
}

function rememberStock(backendName: string, kernelName: string, stock: KernelConfig | undefined): void {
  const remembered = stockKernels.get(backendName) ?? new Map<string, KernelConfig | undefined>();
  stockKernels.set(backendName, remembered);
  // Ours of an earlier start is no stock.
  if (!remembered.has(kernelName)) remembered.set(kernelName, stock);
}

/**
 * Runs `work` with the kernels that a backend came with in place of ours, and without those it did not have: for comparing.
 * Nothing else may compute meanwhile.
 */
export async function withStockKernels<Result>(backendName: string, work: () => Promise<Result>): Promise<Result> {
  const stock = stockKernels.get(backendName) ?? new Map<string, KernelConfig | undefined>();
  const ours = new Map([...stock.keys()].map((name) => [name, getKernel(name, backendName) as KernelConfig | undefined]));
  putKernels(backendName, stock);
  try {
    return await work();
  } finally {
    putKernels(backendName, ours);
  }
}

/** Whether a backend (the one in use) has a kernel of this name. */
export function hasKernel(name: string, backendName: string = getBackend()): boolean {
  return (getKernel(name, backendName) as KernelConfig | undefined) !== undefined;
}

/**
 * Runs a kernel of the backend in use by its name, recorded by the tape where one is open. For checks and for kernels that
 * no op stands for. Inputs by name, those that are undefined left out; or a list, for kernels that take one.
 *
 * @throws FigmentError `KERNEL_MISSING`
 */
export function runKernel(name: string, inputs: Readonly<Record<string, Tensor | undefined>> | readonly Tensor[], attrs: NamedAttrMap = {}): Tensor[] {
  if (!hasKernel(name)) throw kernelMissing(name, getBackend());
  const given = (Array.isArray(inputs) ? inputs : Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined))) as NamedTensorMap;
  const outputs = engine().runKernel<Tensor | Tensor[]>(name, given, attrs);
  return Array.isArray(outputs) ? outputs : [outputs];
}

/** Of tfjs, or of a program's own, that this backend can't run. */
function kernelMissing(name: string, backendName: string): FigmentError {
  const alternative = alternativeTo(name);
  return new FigmentError('KERNEL_MISSING', `backend '${backendName}' has no kernel ${name}. ${alternative === undefined ? 'Select' : `${alternative}, or select`} another backend.`);
}

/** Lets what a backend lacks, and `ops/` has a way around, say so when a program of tfjs calls it. */
export function refuseMissingKernels(backendName: string): void {
  for (const kernelName of replaceable) {
    if (hasKernel(kernelName, backendName)) continue;
    registerKernel({ kernelName, backendName, kernelFunc: () => { throw kernelMissing(kernelName, backendName); } });
  }
}
