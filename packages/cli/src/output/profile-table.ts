import type { StepsProfile } from '@figment/core/training';

import { bytes } from './format.ts';
import { table } from './table.ts';

/** Kernels that are shown one by one; the others are one row together. */
const rows = 20;

/** What a step took, and each kernel in it: calls, time, share and memory made, on average. */
export function profileTable({ kernels, milliseconds, peakBytes, steps }: StepsProfile): string {
  const inKernels = kernels.reduce((sum, kernel) => sum + kernel.milliseconds, 0);
  const rest = kernels.slice(rows);
  const others = { name: `${rest.length} others`, calls: 0, milliseconds: 0, share: 0, bytes: 0 };
  for (const { calls, milliseconds: time, share, bytes: made } of rest) {
    others.calls += calls;
    others.milliseconds += time;
    others.share += share;
    others.bytes += made;
  }
  const shown = [...kernels.slice(0, rows), ...(rest.length > 0 ? [others] : [])];
  return [
    `profile  ${steps} ${steps === 1 ? 'step' : 'steps'}, each ${time(milliseconds / steps)} ms, of which ${time(inKernels / steps)} ms in kernels; at most ${bytes(peakBytes)} of tensors`,
    table([
      ['kernel', 'calls a step', 'ms a step', 'share', 'memory a step'],
      ...shown.map((kernel) => [kernel.name, calls(kernel.calls / steps), time(kernel.milliseconds / steps), `${(100 * kernel.share).toFixed(1)} %`, bytes(Math.round(kernel.bytes / steps))]),
    ], { numeric: [1, 2, 3, 4] }),
  ].join('\n');
}

function time(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 100 ? 2 : 0);
}

function calls(count: number): string {
  return Number.isInteger(count) ? String(count) : count.toFixed(1);
}
