import { multinomial, type Rank } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import type { Tensor } from '../../tensor.ts';
import * as ops from '../index.ts';

const bytes = (): number => ops.memory().numBytes;

/** x itself, and what `memory()` counts when the backward pass comes by. */
function watched(x: Tensor, seen: number[]): Tensor {
  return ops.customGrad({
    inputs: [x],
    forward: ([value]) => value.clone(),
    gradient: ({ upstream }) => {
      seen.push(bytes());
      return [upstream];
    },
  });
}

onEachBackend(() => {
  describe('the backward pass', () => {
    it('frees what each op saved when it has passed it', () =>
      expectNoLeak(() => {
        const [count, length] = [12, 1000];
        const one = 4 * length;
        const x = ops.ones([length]);
        const before = bytes();
        const seen: number[] = [];
        ops.tidy(() =>
          ops.grad((start) => {
            let y = start;
            for (let i = 0; i < count; i++) y = ops.tidy(() => watched(ops.square(y), seen));
            return ops.sum(y);
          })(x),
        ).dispose();
        // An op saves its input, and the watched one a handle on its own. Between two ops there is one gradient, and the next.
        expect(seen).toHaveLength(count);
        for (const [passed, now] of seen.entries()) expect(now - before).toBeLessThanOrEqual((2 * (count - passed) + 3) * one + 8);
        // Two handles an op die on the way.
        expect((seen[0] as number) - (seen.at(-1) as number)).toBeGreaterThanOrEqual(2 * (count - 1) * one);
        x.dispose();
      }));

    it('keeps nothing of operations that the value does not depend on', () =>
      expectNoLeak(() => {
        const [one, x] = [4000, ops.ones([1000])];
        const before = bytes();
        const seen: number[] = [];
        ops.tidy(() =>
          ops.grad((start) => {
            for (let i = 0; i < 10; i++) ops.square(ops.square(start));
            return ops.sum(watched(start, seen));
          })(x),
        ).dispose();
        expect((seen[0] as number) - before).toBeLessThanOrEqual(3 * one + 8);
        x.dispose();
      }));

    it('keeps no inputs for what only asks for their shapes', () =>
      expectNoLeak(() => {
        const [one, x] = [4000, ops.ones([1000])];
        const before = bytes();
        ops.tidy(() => {
          const { value } = ops.valueAndGrads(() => {
            let y: Tensor = x;
            for (let i = 0; i < 20; i++) y = ops.tidy(() => ops.reshape(ops.sub(ops.add(y, x), ops.neg(x)), [1000]));
            // What the ops gave, until the forward pass is over, and nothing besides.
            expect(bytes() - before).toBe(20 * one);
            return ops.sum(y);
          }, [x]);
          return value;
        }).dispose();
        x.dispose();
      }));

    it('leaves the gradients of inner tensors to those who asked for them', () =>
      expectNoLeak(async () => {
        const x = ops.tensor([1, 2, 3]);
        const gradients = ops.tidy(() => ops.grad((start) => {
          const y = ops.square(start);
          // Both the tensor in the middle and what it comes from.
          const inner = ops.valueAndGrads(() => ops.sum(ops.mul(y, y)), [y, start]).gradients as [Tensor, Tensor];
          return ops.add(ops.sum(inner[0]), ops.sum(inner[1]));
        })(x));
        // sum 2 x^2 + sum 4 x^3, differentiated.
        await expectClose(gradients, [1, 2, 3].map((value) => 4 * value + 12 * value * value), { atol: 1e-4 });
        ops.dispose([x, gradients]);
      }));

    it('hands back what is the caller’s alone where the value is the input', () =>
      expectNoLeak(async () => {
        const [x, upstream] = [ops.tensor([1, 2]), ops.tensor([3, 4])];
        const { gradients } = ops.valueAndGrads(() => x, [x], { upstream });
        ops.dispose(gradients);
        await expectClose(upstream, [3, 4]);
        ops.dispose([x, upstream]);
      }));

    it('names the operation that has no gradient', () =>
      expectNoLeak(() => {
        const x = ops.tensor([3, 1, 2]);
        const sampled = (): unknown => ops.valueAndGrads(() => ops.sum(multinomial(ops.reshape<Rank.R2>(x, [1, 3]), 2, 1)), [x]);
        expect(sampled).toThrow(expect.objectContaining({ code: 'GRADIENT_MISSING', message: expect.stringMatching(/^Multinomial has no gradient/) as string }));
        x.dispose();
      }));
  });
});
