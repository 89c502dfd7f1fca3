import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { expectSecondGradients, values } from '../../../test/derivatives.ts';
import { Linear } from '../../nn/index.ts';
import { key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { add, dispose, gelu, memory, mul, recompute, softmax, square, sum, tidy, upload, valueAndGrads } from '../index.ts';

/** Several ops that save what they made, on an input and a layer's parameters. */
const block = (layer: Linear, x: Tensor): Tensor => add(x, gelu(softmax(gelu(layer.forward(x)))));
const twice = (x: Tensor, f: (x: Tensor) => Tensor): Tensor => f(f(x));

onEachBackend(() => {
  describe('recompute', () => {
    it('has the same value and the same gradients, of inputs and parameters', () =>
      expectNoLeak(async () => {
        const layer = new Linear(key(1), { in: 6, out: 6 });
        const parameters = [...layer.namedParameters()].map(([, parameter]) => parameter);
        const { kept, again } = tidy(() => {
          const x = upload(values([4, 6]));
          const of = (f: () => Tensor): ReturnType<typeof valueAndGrads> => valueAndGrads(() => sum(square(f())), [x, ...parameters]);
          return { kept: of(() => block(layer, block(layer, x))), again: of(() => twice(x, (y) => recompute({ y }, parameters, (given) => [block(layer, given.y)] as const)[0])) };
        });
        await expectClose(again.value, kept.value, { atol: 0, rtol: 0 });
        for (const [i, gradient] of kept.gradients.entries()) await expectClose(again.gradients[i] as Tensor, gradient, { atol: 0, rtol: 0 });
        for (const { value, gradients } of [kept, again]) dispose([value, ...gradients]);
        layer.dispose();
      }));

    it('keeps no more than what it was given', () =>
      expectNoLeak(() => {
        const layer = new Linear(key(1), { in: 6, out: 6 });
        const parameters = [...layer.namedParameters()].map(([, parameter]) => parameter);
        const held = (run: (x: Tensor) => Tensor): number => tidy(() => {
          const x = upload(values([4, 6]));
          const before = memory().numDataBuffers;
          let buffers = 0;
          valueAndGrads(() => {
            let y = x;
            for (let i = 0; i < 4; i++) y = tidy(() => run(y));
            buffers = memory().numDataBuffers - before;
            return sum(y);
          }, parameters);
          return buffers as unknown as Tensor;
        }) as unknown as number;
        const kept = held((x) => block(layer, x));
        const again = held((x) => recompute({ x }, parameters, (given) => [block(layer, given.x)] as const)[0]);
        expect(again).toBe(4);
        expect(kept).toBeGreaterThan(2 * again);
        layer.dispose();
      }));

    it('goes back through several results, and those that lead nowhere', () =>
      expectNoLeak(async () => {
        const [kept, again] = tidy(() => {
          const [x, w] = [upload(values([3, 4])), upload(values([4], 2))];
          const f = ({ x }: { x: Tensor }): [Tensor, Tensor, undefined, Tensor] => [mul(x, w), sum(square(x)), undefined, square(w)];
          const loss = ([a, b]: readonly (Tensor | undefined)[]): Tensor => add(sum(square(a as Tensor)), b as Tensor);
          return [valueAndGrads(() => loss(f({ x })), [x, w]).gradients, valueAndGrads(() => loss(recompute({ x }, [w], f)), [x, w]).gradients] as [Tensor[], Tensor[]];
        });
        for (const [i, gradient] of kept.entries()) await expectClose(again[i] as Tensor, gradient);
        dispose([...kept, ...again]);
      }));

    it('can be differentiated twice', () => expectSecondGradients((x) => recompute({ x }, [], (given) => [mul(given.x, square(given.x))] as const)[0], [values([5])]));

    it('is f where nothing is differentiated, and frees what it held when f fails', () =>
      expectNoLeak(() => {
        tidy(() => {
          const x = upload(values([2]));
          expect(recompute({ x, missing: undefined }, [], (given) => [given.x, given.missing])).toEqual([x, undefined]);
          expect(() => valueAndGrads(() => recompute({ x }, [], () => { throw new Error('not today'); }), [x])).toThrow('not today');
        });
      }));
  });
});
