import { add, attention, conv2d, groupNorm, linear, mean, mul, reshape, sigmoid, square, sub, valueAndGrads } from '@figment/core/ops';
import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Precision } from '../../tensors/torch.ts';
import { expectNoLeak, numbers } from '../../testing/numbers.ts';
import { describeTorch, startForTests } from '../../testing/torch.ts';

/** Half the distance of neighbouring numbers at 1: what one rounding may be off. */
const rounding = { bfloat16: 2 ** -8, float16: 2 ** -11 } as const;

const operations: Readonly<Record<string, { readonly inputs: () => Tensor[]; readonly op: (...inputs: Tensor[]) => Tensor }>> = {
  'a linear map': { inputs: () => [numbers(1, 9, 40), numbers(2, 40, 24), numbers(3, 24)], op: (x, weight, bias) => linear(x, weight, bias) },
  'a convolution': { inputs: () => [numbers(1, 2, 6, 5, 8), numbers(2, 3, 3, 8, 4), numbers(3, 4)], op: (x, kernel, bias) => conv2d(x, kernel, { bias, padding: 1 }) },
  'a convolution padded at one end': { inputs: () => [numbers(1, 2, 6, 5, 8), numbers(2, 3, 3, 8, 4)], op: (x, kernel) => conv2d(x, kernel, { stride: 2, padding: [0, 1, 0, 1] }) },
  'attention': { inputs: () => [numbers(1, 2, 3, 6, 8), numbers(2, 2, 3, 6, 8), numbers(3, 2, 3, 6, 8)], op: (q, k, v) => attention(q, k, v, { causal: true }) },
  'attention to values of another width': { inputs: () => [numbers(1, 2, 3, 6, 8), numbers(2, 2, 3, 6, 8), numbers(3, 2, 3, 6, 5)], op: (q, k, v) => attention(q, k, v) },
};

interface Result { readonly value: Float32Array; readonly gradients: readonly Float32Array[] }

function run({ inputs, op }: (typeof operations)[string]): Result {
  const xs = inputs();
  const upstream = numbers(9, ...tidy(() => op(...xs).shape));
  const { value, gradients } = valueAndGrads(() => op(...xs), xs, { upstream });
  expect([value, ...gradients].map(({ dtype }) => dtype)).toEqual([value, ...gradients].map(() => 'float32'));
  const result = { value: value.dataSync() as Float32Array, gradients: gradients.map((gradient) => gradient.dataSync() as Float32Array) };
  dispose([value, ...gradients, ...xs, upstream]);
  return result;
}

const length = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x));
const apart = (x: Float32Array, y: Float32Array): number => length(x.map((value, i) => value - y[i]!)) / length(y);

/** A convolution, a norm and a map learn to tell what lies in the middle of a picture; -> the losses. */
function losses(): number[] {
  const [x, wanted] = [numbers(1, 16, 6, 6, 3), numbers(2, 16, 1)];
  let parameters = [[3, 3, 3, 8], [8], [8], [288, 1]].map((shape, i) => tidy(() => mul(numbers(3 + i, ...shape), 0.2)));
  const loss = (): Tensor => tidy(() => {
    const [kernel, gain, bias, weight] = parameters as [Tensor, Tensor, Tensor, Tensor];
    const hidden = sigmoid(groupNorm(conv2d(x, kernel, { padding: 1 }), { groups: 2, weight: add(gain, 1), bias }));
    return mean(square(sub(linear(reshape(hidden, [16, 288]), weight), wanted)));
  });
  const seen: number[] = [];
  for (let step = 0; step < 40; step++) {
    const { value, gradients } = valueAndGrads(loss, parameters);
    seen.push(value.dataSync()[0]!);
    const next = parameters.map((parameter, i) => tidy(() => sub(parameter, mul(gradients[i]!, 0.004))));
    dispose([value, ...gradients, ...parameters]);
    parameters = next;
  }
  dispose([x, wanted, ...parameters]);
  return seen;
}

describeTorch('computing with fewer bits', () => {
  let full: { readonly results: Readonly<Record<string, Result>>; readonly losses: readonly number[] };
  beforeAll(async () => {
    await startForTests();
    full = { results: Object.fromEntries(Object.entries(operations).map(([name, each]) => [name, run(each)])), losses: losses() };
  });

  describe.each<Exclude<Precision, 'float32'>>(['bfloat16', 'float16'])('%s', (precision) => {
    beforeAll(async () => { await startForTests({ precision }); });

    it.each(Object.entries(operations))('%s is rounded, and float32 again, as are its gradients', (name, each) => {
      expectNoLeak(() => {
        const { value, gradients } = run(each);
        const { value: exact, gradients: exactGradients } = full.results[name]!;
        const off = [apart(value, exact), ...gradients.map((gradient, i) => apart(gradient, exactGradients[i]!))];
        // Some roundings on the way, of which each is by chance up or down.
        for (const distance of off) expect(distance).toBeLessThan(4 * rounding[precision]);
        // The gradient of a bias is a sum, and made as one.
        expect(Math.max(...off)).toBeGreaterThan(rounding[precision] / 100);
      });
    });

    it('trains as in float32', () => {
      expectNoLeak(() => {
        const seen = losses();
        expect(seen.at(-1)).toBeLessThan(seen[0]! / 2);
        // Late losses are small differences of what is rounded: off is measured by the first.
        for (const [step, value] of seen.entries()) expect(Math.abs(value - full.losses[step]!) / full.losses[0]!).toBeLessThan(4 * rounding[precision]);
      });
    });
  });
});
