import type { Tensor } from '@figment/core';
import { memory } from '@figment/core/ops';

import { ensure } from './check.ts';

/** Frees every tensor in a value of plain objects and arrays. */
export function freeTensors(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (isTensor(value)) {
    if (!value.isDisposed) value.dispose();
  } else for (const child of Object.values(value)) freeTensors(child);
}

function isTensor(value: object): value is Tensor {
  return 'dataId' in value && 'dispose' in value;
}

/** Fails if there are more (or fewer) tensors after `work` than before; `but` as many are somebody else's fault. */
export async function leavesNothing(what: string, work: () => Promise<void>, but = 0): Promise<void> {
  const before = memory().numTensors;
  await work();
  const left = memory().numTensors - before - but;
  ensure(left <= 0, `${what} left ${left} ${left === 1 ? 'tensor' : 'tensors'} behind. ${advice}`);
  ensure(left === 0, `${what} freed ${-left} ${left === -1 ? 'tensor' : 'tensors'} that belonged to somebody else.`);
}

const advice = 'Make tensors inside tidy(); after an `await`, only what waited with `wait(promise)` is freed for you (yield* and for await wait too); and free what is kept outside of modules.';
