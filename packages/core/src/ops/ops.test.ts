import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { isFigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';
import * as ops from './index.ts';

const { ones, tensor, zeros } = ops;

/** Computes in a tidy, checks the values, and that nothing is left. */
const gives = (f: () => Tensor, expected: Parameters<typeof expectClose>[1]): Promise<void> =>
  expectNoLeak(async () => {
    const y = ops.tidy(f);
    await expectClose(y, expected);
    y.dispose();
  });

/** What each op refuses, with the code and a part of the message that names it. */
const refusals: [name: string, code: string, part: string, call: () => unknown][] = [
  ['matMul of inner lengths that differ', 'SHAPE_MISMATCH', '[2, 3] and [2, 3]', () => ops.matMul(ones([2, 3]), ones([2, 3]))],
  ['matMul of leading axes that do not broadcast', 'SHAPE_MISMATCH', '[2, 1, 3]', () => ops.matMul(ones([2, 1, 3]), ones([3, 3, 1]))],
  ['linear with a weight of another width', 'SHAPE_MISMATCH', 'weight must have shape [3, any], got [4, 2]', () => ops.linear(ones([1, 3]), ones([4, 2]))],
  ['conv2d of other channels', 'SHAPE_MISMATCH', 'kernel must have shape [1, 1, 3, 2], got [1, 1, 4, 2]', () => ops.conv2d(ones([1, 2, 2, 3]), ones([1, 1, 4, 2]))],
  ['conv2d of a kernel larger than the picture', 'OPTIONS_INVALID', 'at least as large as the kernel', () => ops.conv2d(ones([1, 2, 2, 1]), ones([3, 3, 1, 1]))],
  ['conv2d of integers', 'DTYPE_MISMATCH', 'x must be float32, got int32', () => ops.conv2d(ops.fill([1, 2, 2, 1], 1, 'int32'), ones([1, 1, 1, 1]))],
  ['convTranspose2d with too much output padding', 'OPTIONS_INVALID', 'outputPadding', () => ops.convTranspose2d(ones([1, 2, 2, 1]), ones([2, 2, 1, 1]), { outputPadding: 1 })],
  ['groupNorm of groups that do not divide', 'OPTIONS_INVALID', 'groups must be a divisor of the number of channels (6), got 4', () => ops.groupNorm(ones([1, 2, 6]), { groups: 4 })],
  ['batchNormTraining of one value', 'OPTIONS_INVALID', 'more than 1', () => ops.batchNormTraining(ones([1, 3]))],
  ['attention of another number of key heads', 'OPTIONS_INVALID', 'a divisor of that of q (2), got 3', () => ops.attention(ones([1, 2, 1, 1]), ones([1, 3, 1, 1]), ones([1, 3, 1, 1]))],
  ['attention with a mask that does not broadcast', 'SHAPE_MISMATCH', 'mask must broadcast to [1, 2, 1, 1], got shape [3]', () => ops.attention(ones([1, 2, 1, 1]), ones([1, 2, 1, 1]), ones([1, 2, 1, 1]), { mask: ones([3]) })],
  ['embedding of ids that are no integers', 'DTYPE_MISMATCH', 'ids must be int32, got float32', () => ops.embedding(ones([2, 2]), ones([1]))],
  ['crossEntropy of targets of another shape', 'SHAPE_MISMATCH', 'targets must have shape [2], got [3]', () => ops.crossEntropy(ones([2, 4]), zeros([3], 'int32'))],
  ['crossEntropy with too much smoothing', 'OPTIONS_INVALID', 'labelSmoothing must be in [0, 1], got 2', () => ops.crossEntropy(ones([2, 4]), zeros([2], 'int32'), { labelSmoothing: 2 })],
  ['a loss of other shapes', 'SHAPE_MISMATCH', 'target must have shape [2], got [3]', () => ops.mseLoss(ones([2]), ones([3]))],
  ['topK of more than there are', 'OPTIONS_INVALID', 'k must be an integer in [1, 3], got 4', () => ops.topK(ones([2, 3]), 4)],
  ['an axis that is not there', 'OPTIONS_INVALID', 'axis must be an integer in [-2, 1], got 2', () => ops.cumsum(ones([2, 3]), { axis: 2 })],
  ['resize to nothing', 'OPTIONS_INVALID', 'size must be two positive integers, got [0,2]', () => ops.resize(ones([1, 2, 2, 1]), { size: [0, 2] })],
  ['resize of nearest with aligned corners', 'OPTIONS_INVALID', 'alignCorners must be false with mode nearest', () => ops.resize(ones([1, 2, 2, 1]), { size: [3, 3], alignCorners: true })],
  ['pixelShuffle of channels that do not divide', 'OPTIONS_INVALID', 'divides the channels (6), got 2', () => ops.pixelShuffle(ones([1, 1, 1, 6]), 2)],
  ['a reflection longer than the picture', 'OPTIONS_INVALID', 'at most 1 rows', () => ops.padEdges(ones([1, 2, 2, 1]), { padding: [2, 0, 0, 0] })],
  ['maxPool2d padded by more than half', 'OPTIONS_INVALID', 'padding must be integers of at most half the size (2), got 2', () => ops.maxPool2d(ones([1, 2, 2, 1]), { size: 2, padding: 2 })],
  ['variance of one value', 'OPTIONS_INVALID', 'more than the correction (1), got 1', () => ops.variance(ones([1]))],
  ['einsum of another number of inputs', 'OPTIONS_INVALID', "a term for each of 1 inputs, got 'ij,jk->ik'", () => ops.einsum('ij,jk->ik', ones([2, 2]))],
  ['einsum of lengths that differ', 'SHAPE_MISMATCH', "axis 'j' must have one length, got 2 and 3", () => ops.einsum('ij,jk->ik', ones([2, 2]), ones([3, 2]))],
  ['einsum of an output from nowhere', 'OPTIONS_INVALID', "'z' of the output", () => ops.einsum('ij->iz', ones([2, 2]))],
  ['clipping to nothing', 'INPUT_INVALID', 'maxNorm must be positive, got 0', () => ops.clipByGlobalNorm([ones([1])], 0)],
  ['an upload of another size', 'SHAPE_MISMATCH', 'shape [2, 2] must hold 4 values, got 3', () => ops.upload({ data: new Float32Array(3), shape: [2, 2] })],
  ['gradients of nothing', 'INPUT_INVALID', 'xs must name at least one tensor', () => ops.valueAndGrads(() => ones([1]), [])],
];

onEachBackend(() => {
  describe('ops', () => {
    for (const [name, code, part, call] of refusals) {
      it(`refuse ${name}, and leave nothing behind`, () =>
        expectNoLeak(() => {
          let caught: unknown;
          ops.tidy(() => {
            try {
              call();
            } catch (error) {
              caught = error;
            }
          });
          expect(isFigmentError(caught), String(caught)).toBe(true);
          expect(caught).toMatchObject({ code, message: expect.stringContaining(part) as string });
        }));
    }

    it('add up the probabilities of a row that is wholly masked to 0, not NaN', () => gives(() => ops.softmax(ones([1, 3]), { mask: zeros([3], 'bool') }), [0, 0, 0]));
    it('exclude what is masked even where it is infinite', () =>
      gives(() => ops.softmax(tensor([[Infinity, 1, 1]]), { mask: tensor([0, 1, 1], [3], 'bool') }), [0, 0.5, 0.5]));
    it('take the log of a sum of large and of no exponentials', () => gives(() => ops.logSumExp(tensor([[1000, 1000], [-Infinity, -Infinity]])), [1000 + Math.LN2, -Infinity]));
    it('keep softplus finite and small', () => gives(() => ops.softplus(tensor([-200, 0, 200])), [0, Math.LN2, 200]));
    it('give no loss, and no NaN, where every target is ignored', () => gives(() => ops.crossEntropy(ones([2, 3]), ops.fill([2], -100, 'int32')), 0));
    it('count 0 for a class of probability 0 that is not the target', () => gives(() => ops.crossEntropy(tensor([[-Infinity, 0, 0]]), tensor([1], [1], 'int32')), Math.LN2));
    it('see no key before the first query, counted from the start', () =>
      gives(() => ops.attention(zeros([1, 1, 2, 1]), zeros([1, 1, 3, 1]), tensor([[[[1], [3], [8]]]]), { causal: true }), [[[[1], [2]]]]));
    it('take a diagonal and a trace by einsum', () => gives(() => ops.einsum('ii->i', tensor([[1, 2], [3, 4]])), [1, 4]));
    it('repeat pixels in blocks', () => gives(() => ops.resize(tensor([[[[1], [2]]]]), { size: [2, 4] }), [[[[1], [1], [2], [2]], [[1], [1], [2], [2]]]]));
    it('undo pixelShuffle by pixelUnshuffle', () => {
      const x = Array.from({ length: 2 * 3 * 12 }, (_, i) => i);
      return gives(() => ops.pixelUnshuffle(ops.pixelShuffle(tensor(x, [1, 2, 3, 12]), 2), 2), x);
    });
    it('reflect, replicate and go round at edges', () =>
      gives(
        () => ops.concat(['reflect', 'replicate', 'circular'].map((mode) => ops.padEdges(tensor([[[[1], [2], [3]]]]), { padding: [0, 0, 2, 1], mode: mode as 'reflect' })), 0),
        [3, 2, 1, 2, 3, 2, 1, 1, 1, 2, 3, 3, 2, 3, 1, 2, 3, 1],
      ));
    it('pass through as a copy when there is nothing to do', () =>
      expectNoLeak(async () => {
        const x = tensor([[1, 2]]);
        const y = ops.tidy(() => ops.einsum('...->...', x));
        x.dispose();
        await expectClose(y, [1, 2]);
        y.dispose();
      }));
  });
});
