import { engine } from '@tensorflow/tfjs-core';

import type { Tensor } from '../../tensor.ts';
import type { StartedBackend } from '../provider.ts';
import { currentBackend } from '../selection.ts';
import { type KernelRun, watchKernels } from './watch.ts';

/** All runs of one kernel. */
export interface KernelProfile {
  /** As tfjs or this library calls it: `BatchMatMul`, `FigmentAttention`. */
  readonly name: string;
  readonly calls: number;
  /** In it, without the kernels that it ran in turn. */
  readonly milliseconds: number;
  /** Of the tensors it made; views of what was there count nothing. */
  readonly bytes: number;
  /** Of the time in all kernels: 0 to 1. */
  readonly share: number;
}

/** What {@link profile} found. */
export interface Profile<Result> {
  readonly result: Result;
  /** The slowest first. */
  readonly kernels: readonly KernelProfile[];
  /** From the start of the function to the end of its work on the device. */
  readonly milliseconds: number;
  /** The most bytes of tensors at the end of a kernel, as `memory().numBytes` counts them: each handle on data counts. */
  readonly peakBytes: number;
}

interface Sums {
  calls: number;
  milliseconds: number;
  bytes: number;
}

/**
 * Runs a function and tells what each kernel took. Meanwhile every kernel is waited for, so that its time is its own: the whole takes
 * longer than usual where a device computes while the program goes on. (A GPU that can neither be waited for nor tells times,
 * which is WebGPU without `timestamp-query`, has the times of handing the work over.) Whatever else runs while an asynchronous
 * function waits is counted too. An error of the function is the caller's.
 */
export async function profile<Result>(f: () => Result | Promise<Result>): Promise<Profile<Result>> {
  const sums = new Map<string, Sums>();
  const late: Promise<void>[] = [];
  const started = currentBackend();
  const clock = clockOf(started);
  // Of the kernels that run now, one inside the other: the time that inner ones took.
  const inner: number[] = [];
  let peakBytes = engine().state.numBytes;
  const stop = watchKernels(({ name, inputs, run }) => {
    const sum = sums.get(name) ?? { calls: 0, milliseconds: 0, bytes: 0 };
    sums.set(name, sum);
    sum.calls++;
    inner.push(0);
    let made: Tensor[] = [];
    let all = 0;
    try {
      const output = clock(run, (milliseconds) => {
        all = milliseconds;
        sum.milliseconds += milliseconds;
      }, late);
      made = Array.isArray(output) ? output : [output];
      return output;
    } finally {
      sum.milliseconds -= inner.pop() ?? 0;
      if (inner.length > 0) inner[inner.length - 1]! += all;
      sum.bytes += bytesOf(made, inputs);
      peakBytes = Math.max(peakBytes, engine().state.numBytes);
    }
  });
  const from = performance.now();
  try {
    const result = await f();
    await started?.finish?.();
    const milliseconds = performance.now() - from;
    await Promise.all(late);
    const total = [...sums.values()].reduce((time, sum) => time + sum.milliseconds, 0);
    const kernels = [...sums].map(([name, sum]) => ({ name, ...sum, share: total === 0 ? 0 : sum.milliseconds / total }));
    return { result, kernels: kernels.sort((a, b) => b.milliseconds - a.milliseconds), milliseconds, peakBytes };
  } finally {
    stop();
  }
}

type Clock = (run: KernelRun['run'], tell: (milliseconds: number) => void, late: Promise<void>[]) => Tensor | Tensor[];

function clockOf(started: StartedBackend | undefined): Clock {
  const { backend } = engine();
  if (started?.finish === undefined || started.finishNow !== undefined || !backend.timerAvailable()) {
    return (run, tell) => {
      const from = performance.now();
      try {
        const output = run();
        started?.finishNow?.();
        return output;
      } finally {
        tell(performance.now() - from);
      }
    };
  }
  return (run, tell, late) => {
    let output: Tensor | Tensor[] = [];
    let failed: (() => never) | undefined;
    // It runs at once, and its time is known later.
    const timed = backend.time(() => {
      try {
        output = run();
      } catch (error) {
        failed = () => { throw error; };
      }
    });
    late.push(timed.then(({ kernelMs }) => { if (typeof kernelMs === 'number') tell(kernelMs); }));
    failed?.();
    return output;
  };
}

function bytesOf(made: readonly Tensor[], inputs: KernelRun['inputs']): number {
  const known = new Set<object>(Object.values(inputs).flatMap((input) => ((input as Tensor | undefined) === undefined ? [] : [input.dataId])));
  return made.reduce((bytes, { dataId, size, dtype }) => bytes + (known.has(dataId) ? 0 : size * (dtype === 'bool' ? 1 : 4)), 0);
}
