import { describe, expect, it } from 'vitest';

import { expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { tensor } from '../ops/index.ts';
import * as random from './index.ts';
import { key } from './index.ts';

const logits = { data: Float32Array.of(0, 1, 2, 3, -Infinity, 1e-3, 5, 5, 5, -1e9, 2, -1e9), shape: [3, 4] };

onEachBackend(() => {
  describe('random tensors', () => {
    it.each([
      ['uniform', () => random.uniform(key(1), [3, 5], { min: -1, max: 2 }), () => random.uniformArray(key(1), 15, { min: -1, max: 2 })],
      ['normal', () => random.normal(key(1), [3, 5], { mean: 1 }), () => random.normalArray(key(1), 15, { mean: 1 })],
      ['uniform on [0, 1)', () => random.uniform(key(2), [37, 29]), () => random.uniformArray(key(2), 37 * 29)],
      ['standard normal', () => random.normal(key(3), [3, 401]), () => random.normalArray(key(3), 1203)],
      ['truncatedNormal', () => random.truncatedNormal(key(1), [15]), () => random.truncatedNormalArray(key(1), 15)],
      ['gumbel', () => random.gumbel(key(1), [15, 1]), () => random.gumbelArray(key(1), 15)],
      ['exponential', () => random.exponential(key(1), [5, 3]), () => random.exponentialArray(key(1), 15)],
      ['bernoulli', () => random.bernoulli(key(1), [5, 3], 0.3), () => random.bernoulliArray(key(1), 15, 0.3)],
      ['randint', () => random.randint(key(1), [5, 3], { max: 9 }), () => random.randintArray(key(1), 15, { max: 9 })],
      ['categorical', () => random.categorical(key(1), tensor(logits.data, [3, 4])), () => random.categoricalArray(key(1), logits)],
    ])('%s: the numbers of the host, bit for bit', async (name, make, onHost) => {
      const host = onHost();
      const made = make();
      expect(made.size).toBe(host.length);
      expect(made.dtype).toBe(host instanceof Int32Array ? 'int32' : 'float32');
      expect(Array.from(await made.data())).toEqual(Array.from(host));
      made.dispose();
      if (name !== 'categorical') await expectNoLeak(() => { make().dispose(); });
    });

    it('never draw a class whose logit is -Infinity or far below the others', async () => {
      const rows = tensor(logits.data, [3, 4]);
      await expectNoLeak(async () => {
        for (let seed = 0; seed < 50; seed++) {
          const drawn = random.categorical(key(seed), rows);
          const [, second, third] = await drawn.data();
          expect(second).not.toBe(0);
          expect([0, 2]).toContain(third);
          drawn.dispose();
        }
      });
      rows.dispose();
    });

    it('refuse a shape before anything is allocated', async () => {
      await expectNoLeak(() => {
        expect(() => random.normal(key(1), [2, -1])).toThrow('shape must be whole numbers, 0 or more, got [2, -1].');
      });
    });
  });
});
