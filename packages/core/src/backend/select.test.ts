import { add, tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { currentSelection } from './selection.ts';

onEachBackend((backend) => {
  it('runs on the backend that was asked for', async () => {
    expect(currentSelection()?.name).toBe(backend);
    await expectNoLeak(async () => {
      const a = tensor([1, 2]);
      const b = add(a, 1);
      await expectClose(b, [2, 3]);
      a.dispose();
      b.dispose();
    });
  });
});
