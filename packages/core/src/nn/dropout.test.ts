import { describe, expect, it } from 'vitest';

import { expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { ones } from '../ops/index.ts';
import { key } from '../random/index.ts';
import { dropout } from './dropout.ts';

onEachBackend(() => {
  describe('dropout', () => {
    it('keeps a share and makes up for the rest, the same for the same key', async () => {
      await expectNoLeak(async () => {
        const x = ones([100, 100]);
        const [dropped, again, other] = [dropout(x, 0.25, key(1)), dropout(x, 0.25, key(1)), dropout(x, 0.25, key(2))];
        const numbers = Array.from(await dropped.data());
        expect(new Set(numbers)).toEqual(new Set([0, Math.fround(4 / 3)]));
        // 7,500 kept of 10,000, five standard deviations of 43
        expect(Math.abs(numbers.filter((value) => value > 0).length - 7500)).toBeLessThan(217);
        expect(Array.from(await again.data())).toEqual(numbers);
        expect(Array.from(await other.data())).not.toEqual(numbers);
        for (const tensor of [x, dropped, again, other]) tensor.dispose();
      });
    });

    it('hands back x without a key and at rate 0', async () => {
      await expectNoLeak(() => {
        const x = ones([2]);
        expect(dropout(x, 0.5, undefined)).toBe(x);
        expect(dropout(x, 0, key(1))).toBe(x);
        expect(() => dropout(x, 1, key(1))).toThrow('dropout.rate must be in [0, 1), got 1.');
        x.dispose();
      });
    });
  });
});
