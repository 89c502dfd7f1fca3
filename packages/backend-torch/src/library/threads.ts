import { availableParallelism } from 'node:os';

import { FigmentError } from '@figment/core';

import type { Libtorch } from './libtorch.ts';

/** `at::set_num_threads(int)`, as compilers name it; it is no part of the stable interface, so it may be missing. */
const setThreadsNames = ['_ZN2at15set_num_threadsEi', '?set_num_threads@at@@YAXH@Z'];

/**
 * How many threads an operation on the CPU uses: as told, else as `OMP_NUM_THREADS` says, else as many as there are cores.
 *
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function threadCount(option: number | undefined): number {
  if (option !== undefined && (!Number.isInteger(option) || option < 1)) throw new FigmentError('OPTIONS_INVALID', `torch.threads must be a whole number from 1 on, got ${option}.`);
  return option ?? (Number.parseInt(process.env['OMP_NUM_THREADS'] ?? '', 10) || availableParallelism());
}

/**
 * What OpenMP reads when it is loaded. Threads that wait for work by spinning slow a machine down that does something
 * else, too: on busy cores to a third.
 */
export function threadEnvironment(threads: number): Record<string, string> {
  return { OMP_NUM_THREADS: threads.toString(), OMP_WAIT_POLICY: 'passive' };
}

/** Sets the number of threads for calls from this thread, also when OpenMP was loaded before with another. */
export function setThreads(library: Libtorch, threads: number): void {
  for (const name of setThreadsNames) library.find(name, ['int'], 'void')?.(threads);
}
