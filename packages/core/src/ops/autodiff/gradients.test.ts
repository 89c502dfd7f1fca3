import { cumprod, cumsum, relu, softmax, softplus, elu, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { expectGradients, expectSecondGradients, values } from '../../../test/derivatives.ts';
import * as ops from '../index.ts';

const positive = (x: Tensor): Tensor => ops.add(ops.abs(x), 0.3);

/** Each with the shapes of its inputs. */
const smooth: Record<string, [f: (...xs: Tensor[]) => Tensor, ...shapes: number[][]]> = {
  'add, broadcast': [(a, b) => ops.square(ops.add(a, b)), [2, 3], [3]],
  'sub, broadcast': [(a, b) => ops.square(ops.sub(a, b)), [3], [2, 3]],
  'mul, broadcast': [(a, b) => ops.mul(a, b), [2, 1, 3], [2, 1]],
  div: [(a, b) => ops.div(a, positive(b)), [2, 3], [3]],
  pow: [(a, b) => ops.pow(positive(a), b), [2, 3], [1, 3]],
  'pow, constant exponent': [(a) => ops.pow(a, 3), [4]],
  'maximum, broadcast': [(a, b) => ops.square(ops.maximum(a, b)), [2, 3], [3]],
  minimum: [(a, b) => ops.square(ops.minimum(a, b)), [2, 3], [2, 3]],
  squaredDifference: [(a, b) => ops.squaredDifference(a, b), [2, 3], [3]],
  where: [(a, b) => ops.where(ops.greater(a, 0), ops.square(a), ops.mul(b, ops.square(b))), [2, 3], [2, 3]],
  addN: [(a, b) => ops.square(ops.addN([a, b, a])), [3], [3]],
  exp: [ops.exp, [4]],
  expm1: [ops.expm1, [4]],
  log: [(x) => ops.log(positive(x)), [4]],
  log1p: [(x) => ops.log1p(positive(x)), [4]],
  sqrt: [(x) => ops.sqrt(positive(x)), [4]],
  rsqrt: [(x) => ops.rsqrt(positive(x)), [4]],
  reciprocal: [(x) => ops.reciprocal(positive(x)), [4]],
  'sin, cos, tan': [(x) => ops.add(ops.sin(x), ops.mul(ops.cos(x), ops.tan(x))), [4]],
  'tanh, sigmoid': [(x) => ops.mul(ops.tanh(x), ops.sigmoid(x)), [4]],
  'erf, atan': [(x) => ops.mul(ops.erf(x), ops.atan(x)), [4]],
  'relu, softplus, elu': [(x) => ops.addN([ops.square(relu(x)), softplus(x), elu(x)]), [5]],
  clip: [(x) => ops.square(ops.clip(x, -0.4, 0.6)), [6]],
  'sum over axes': [(x) => ops.square(ops.sum(x, [0, 2])), [2, 3, 2]],
  mean: [(x) => ops.square(ops.mean(x, -1, true)), [2, 3]],
  max: [(x) => ops.square(ops.max(x, 1)), [2, 3, 2]],
  'min over all': [(x) => ops.square(ops.min(x)), [2, 3]],
  prod: [(x) => ops.prod(x, [0]), [3, 2]],
  cumsum: [(x) => ops.square(cumsum(x, 0, true, true)), [3, 2]],
  cumprod: [(x) => cumprod(x, 0), [3, 2]],
  'cumprod, exclusive, reverse': [(x) => cumprod(x, 1, true, true), [2, 3]],
  softmax: [(x) => softmax(x), [2, 3]],
  'reshape, transpose': [(x) => ops.square(ops.transpose(ops.reshape(x, [3, 2, 2]), [2, 0, 1])), [2, 6]],
  'expandDims, squeeze, cast': [(x) => ops.square(ops.cast(ops.squeeze(ops.expandDims(x, 1)), 'float32')), [3]],
  concat: [(a, b) => ops.square(ops.concat([a, b, a], 1)), [2, 2], [2, 1]],
  'stack, unstack': [(a, b) => ops.mul(...(ops.unstack(ops.stack([a, ops.square(b)], 1), 1) as [Tensor, Tensor])), [3], [3]],
  split: [(x) => ops.mul(...(ops.split(x, 2, 1) as [Tensor, Tensor])), [2, 4]],
  slice: [(x) => ops.square(ops.slice(x, [1, 0], [1, 2])), [3, 3]],
  pad: [(x) => ops.square(ops.pad(x, [[1, 0], [0, 2]])), [2, 2]],
  'tile, broadcastTo': [(x) => ops.square(ops.broadcastTo(ops.tile(x, [2, 1, 2]), [2, 3, 4])), [1, 1, 2]],
  reverse: [(x) => ops.mul(ops.reverse(x, 0), ops.square(x)), [3]],
  'matMul, broadcast': [(a, b) => ops.square(ops.matMul(a, b)), [2, 2, 3], [3, 2]],
  'matMul, both transposed': [(a, b) => ops.square(ops.matMul(a, b, true, true)), [3, 2], [2, 3]],
};

onEachBackend(() => {
  describe('gradients', () => {
    for (const [name, [f, ...shapes]] of Object.entries(smooth)) {
      const at = shapes.map((shape, i) => values(shape, i + 1));
      it(`of ${name} agree with finite differences`, () => expectGradients(f, at));
      it(`of ${name} can be differentiated again`, () => expectSecondGradients(f, at, { step: 2e-3, atol: 2e-2 }));
    }

    it('of a cumulative product are exact where an element is 0', async () => {
      await expectGradients((x) => cumprod(x, 0), [{ data: Float32Array.of(0.5, 0, 2, 3), shape: [4] }]);
    });

    it('share a maximum in equal parts among its equals', () =>
      expectNoLeak(async () => {
        const gradient = ops.tidy(() => ops.grad((x) => ops.max(x))(ops.tensor([2, 1, 2])));
        await expectClose(gradient, [0.5, 0, 0.5]);
        gradient.dispose();
      }));

    it('are zeros for what the value does not depend on', () =>
      expectNoLeak(async () => {
        const x = ops.tensor([1, 2]);
        const y = ops.tensor([3, 4]);
        const { value, gradients } = ops.valueAndGrads(() => ops.sum(ops.square(x)), [x, y]);
        await expectClose(gradients[1] as Tensor, [0, 0]);
        ops.dispose([x, y, value, ...gradients]);
      }));

    it('start from the upstream gradient', () =>
      expectNoLeak(async () => {
        const x = ops.tensor([1, 2]);
        const upstream = ops.tensor([10, -1]);
        const { value, gradients } = ops.valueAndGrads(() => ops.square(x), [x], { upstream });
        await expectClose(gradients[0] as Tensor, [20, -4]);
        ops.dispose([x, upstream, value, ...gradients]);
      }));

    it('keep what the function returns beside its value', () =>
      expectNoLeak(async () => {
        const x = ops.tensor([3, 4]);
        const { value, gradients, aux } = ops.tidy(() => {
          return ops.valueAndGradsWithAux(() => ({ value: ops.sum(x), aux: { doubled: ops.mul(x, 2) } }), [x]);
        });
        await expectClose(aux.doubled, [6, 8]);
        ops.dispose([x, value, ...gradients, aux.doubled]);
      }));

    it('leave nothing behind when the function throws half-way', () =>
      expectNoLeak(() => {
        const x = ops.tensor([1, 2]);
        const failing = (): Tensor => {
          ops.square(ops.exp(x));
          throw new Error('stop');
        };
        expect(() => ops.valueAndGrads(failing, [x])).toThrow('stop');
        x.dispose();
      }));

    it('do not flow through stopGradient', () =>
      expectNoLeak(async () => {
        const gradient = ops.tidy(() => ops.grad((x) => ops.mul(ops.stopGradient(x), x))(ops.tensor([3])));
        await expectClose(gradient, [3]);
        gradient.dispose();
      }));

    it('do not flow through what is made without them, and leave what is carried out', () =>
      expectNoLeak(async () => {
        const { value, gradients, aux } = ops.tidy(() => {
          const x = ops.tensor([3]);
          return ops.valueAndGradsWithAux(() => {
            const { squared, twice } = ops.withoutGradient(() => ({ squared: ops.square(x), twice: ops.mul(x, 2) }));
            return { value: ops.mul(squared, x), aux: { twice } };
          }, [x]);
        });
        await expectClose(gradients[0] as Tensor, [9]);
        await expectClose(aux.twice, [6]);
        ops.dispose([value, ...gradients, aux.twice]);
      }));
  });
});
