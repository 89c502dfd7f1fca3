import { engine, type NamedTensorMap } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';

/** A run of one kernel, as it is about to begin. */
export interface KernelRun {
  readonly name: string;
  readonly inputs: NamedTensorMap;
  /** Runs it. Call it once, and hand its result on. */
  readonly run: () => Tensor | Tensor[];
}

/** Runs the kernel between whatever it does. */
export type KernelWatcher = (kernel: KernelRun) => Tensor | Tensor[];

/** Every kernel of tfjs's operations passes through this method of its engine. */
type RunKernel = (call: { readonly kernelName?: string; readonly inputs: NamedTensorMap }) => Tensor | Tensor[];

const watchers = new Set<KernelWatcher>();

/** Whether kernels have to go the long way, past those who watch them. */
export const areWatched = (): boolean => watchers.size > 0;

/** Calls `watcher` for each kernel that runs, until what it returns is called. */
export function watchKernels(watcher: KernelWatcher): () => void {
  if (watchers.size === 0) intercept();
  watchers.add(watcher);
  return () => {
    if (watchers.delete(watcher) && watchers.size === 0) Reflect.deleteProperty(engine(), 'runKernelFunc');
  };
}

/** Puts a method of ours before the one that the engine's class has. */
function intercept(): void {
  const e = engine() as unknown as { runKernelFunc: RunKernel };
  const plain = e.runKernelFunc.bind(e);
  e.runKernelFunc = (call) => {
    const { kernelName, inputs } = call;
    if (kernelName === undefined) return plain(call);
    const run = [...watchers].reduce<() => Tensor | Tensor[]>((inner, watcher) => () => watcher({ name: kernelName, inputs, run: inner }), () => plain(call));
    return run();
  };
}
