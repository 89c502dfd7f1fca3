import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';

import { describeKernels, finiteDifferences } from '../../testing/kernels.ts';
import { expectClose, numbers } from '../../testing/numbers.ts';

describeKernels('normalizations of tfjs', () => {
  it('batch norm scales by what it is given, for channels or for each element', () => {
    tf.tidy(() => {
      const x = numbers(1, 2, 3, 2, 4) as tf.Tensor4D;
      const [mean, scale, offset] = [numbers(2, 4), numbers(3, 4), numbers(4, 4)] as tf.Tensor1D[];
      const variance = tf.add<tf.Tensor1D>(tf.square(numbers(5, 4)), 0.1);
      const wanted = tf.add(tf.mul(tf.div(tf.sub(x, mean!), tf.sqrt(tf.add(variance, 0.01))), scale!), offset!);
      expectClose(tf.batchNorm(x, mean!, variance, offset, scale, 0.01), wanted);
      expectClose(tf.batchNorm(x, mean!, variance, undefined, undefined, 0.01), tf.div(tf.sub(x, mean!), tf.sqrt(tf.add(variance, 0.01))));
      const whole = (each: tf.Tensor) => tf.broadcastTo<tf.Rank.R4>(each, x.shape);
      expectClose(tf.batchNorm(x, whole(mean!), whole(variance), whole(offset!), whole(scale!), 0.01), wanted);
    });
  });

  it('local response norm follows its formula, and its gradient finite differences', () => {
    tf.tidy(() => {
      const attrs = { depthRadius: 1, bias: 1.5, alpha: 0.4, beta: 0.7 };
      const [x, dy] = [numbers(1, 1, 2, 1, 4), numbers(2, 1, 2, 1, 4)];
      const normalize = (values: tf.Tensor) => tf.engine().runKernel<tf.Tensor>('LRN', { x: values }, attrs);
      const values = Array.from(x.dataSync());
      const wanted = values.map((value, i) => {
        const near = values.filter((_, j) => Math.floor(i / 4) === Math.floor(j / 4) && Math.abs(i - j) <= 1);
        return value * (1.5 + 0.4 * near.reduce((sum, each) => sum + each * each, 0)) ** -0.7;
      });
      const y = normalize(x);
      expectClose(y, wanted);
      const gradient = tf.engine().runKernel<tf.Tensor>('LRNGrad', { x, y, dy }, attrs);
      expectClose(gradient, finiteDifferences((at) => tf.tidy(() => tf.sum(tf.mul(normalize(tf.tensor(at, x.shape)), dy)).dataSync()[0]!), values), { atol: 1e-3, rtol: 1e-3 });
    });
  });
});
