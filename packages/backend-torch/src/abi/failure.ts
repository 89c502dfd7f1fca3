import { FigmentError } from '@figment/core';

/** How torch says that memory ran out: its allocators on the CPU, on CUDA, on MPS. */
const outOfMemory = /can't allocate memory|not enough memory|out of memory|OutOfMemoryError/i;

/** Errors after which nothing works any more on a CUDA device, until the process ends. */
const deviceGone = /CUDA error: (?:device-side assert|an illegal memory access|an illegal instruction|misaligned address|unspecified launch failure|uncorrectable|hardware stack|the launch timed out|all CUDA-capable devices|unknown error)/i;

/**
 * torch's error as ours.
 *
 * @param operation what was called
 * @param what torch's own text; before 2.13 torch prints it to the standard error and keeps it to itself
 * @param likely what it must be where torch does not say
 */
export function failure(operation: string, what: string | undefined, likely?: 'OUT_OF_MEMORY'): FigmentError {
  const text = what === undefined || what === '' ? 'the reason is what torch has printed; it gives it to programs since 2.13' : firstLines(what);
  if (what === undefined ? likely === 'OUT_OF_MEMORY' : outOfMemory.test(what)) {
    return new FigmentError('OUT_OF_MEMORY', `${operation} found no memory: ${text}. Take a smaller batch or model, dispose of tensors that are not needed, or give the device's memory to this program alone.`);
  }
  if (what !== undefined && deviceGone.test(what)) {
    return new FigmentError('DEVICE_LOST', `the device failed in ${operation}: ${text}. CUDA stays unusable in this process: start the program again and resume from the last checkpoint.`);
  }
  return new FigmentError('TORCH_FAILED', `torch could not compute ${operation}: ${text}.`);
}

/** The message without the place in torch's sources and the traces that follow it. */
function firstLines(what: string): string {
  const [message = ''] = what.split(/\n(?:Exception raised from|frame #|C\+\+ CapturedTraceback)/);
  return message.trim().replace(/\.+$/, '');
}
