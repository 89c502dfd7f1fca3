import type { Libtorch } from './libtorch.ts';

/** Parameters of glibc's `mallopt` (malloc.h). */
const [trimThreshold, topPad, mmapThreshold] = [-1, -2, -3];
const megabyte = 1024 * 1024;

/**
 * What torch reads at its first tensor: tensors from 2 MB on lie in large pages, where the system has them on demand. Weights
 * that are read once a token, as in decoding, then miss the table of pages less often.
 */
export const memoryEnvironment: Readonly<Record<string, string>> = { THP_MEM_ALLOC_ENABLE: '1' };

/**
 * glibc gives big blocks back to the system whenever they are freed, and each step of a training faults them in again:
 * two to three times the page faults. Here it keeps them for the next step.
 *
 * Other C libraries have no such setting and are left alone.
 */
export function keepFreedMemory(library: Libtorch): void {
  if (process.platform !== 'linux') return;
  const set = library.find('mallopt', ['int', 'int'], 'int');
  set?.(mmapThreshold, 32 * megabyte);
  set?.(trimThreshold, 2 ** 31 - 1);
  set?.(topPad, 64 * megabyte);
}

/** Gives freed memory of the host back to the system. */
export function trimHostMemory(library: Libtorch): void {
  if (process.platform === 'linux') library.find('malloc_trim', ['size_t'], 'int')?.(0);
}
