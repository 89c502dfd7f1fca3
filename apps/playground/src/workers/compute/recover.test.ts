import { FigmentError } from '@figment/core';
import { expect, it, vi } from 'vitest';

import { recovering } from './recover.ts';

const restoreBackend = vi.hoisted(() => vi.fn(() => Promise.resolve()));
vi.mock('@figment/core/backend', () => ({ restoreBackend }));

it('starts a lost device again, and says what happened all the same', async () => {
  const lost = new FigmentError('DEVICE_LOST', 'the GPU was lost.');
  const { work } = recovering({ work: () => Promise.reject<number>(lost) });
  await expect(work()).rejects.toBe(lost);
  expect(restoreBackend).toHaveBeenCalledOnce();
});

it('leaves other errors, and what goes well, alone', async () => {
  restoreBackend.mockClear();
  const { twice, wrong } = recovering({ twice: (value: number) => Promise.resolve(2 * value), wrong: () => Promise.reject<number>(new Error('no')) });
  expect(await twice(3)).toBe(6);
  await expect(wrong()).rejects.toThrow('no');
  expect(restoreBackend).not.toHaveBeenCalled();
});
