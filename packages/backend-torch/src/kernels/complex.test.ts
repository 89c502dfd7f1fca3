import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

import { describeKernels, valuesOf } from '../testing/kernels.ts';
import { expectClose, numbers } from '../testing/numbers.ts';

describeKernels('complex numbers', () => {
  it('are made of their parts, and give them back', () => {
    const z = () => tf.complex([3, 2], [4, -1]);
    expect(valuesOf(() => tf.real(z()))).toEqual([3, 2]);
    expect(valuesOf(() => tf.imag(z()))).toEqual([4, -1]);
    expect(valuesOf(() => tf.abs(z()))).toEqual([5, Math.fround(Math.sqrt(5))]);
    expect(valuesOf(() => tf.mul(z(), z()))).toEqual([-7, 24, 3, -4]);
    expect(valuesOf(() => tf.cast(z(), 'float32'))).toEqual([3, 2]);
  });

  it('transform as Fourier defined it, and back', () => {
    tf.tidy(() => {
      const [re, im] = [numbers(1, 2, 5), numbers(2, 2, 5)];
      const z = tf.complex(re, im);
      const spectrum = tf.fft(z);
      const [a, b] = [re.dataSync(), im.dataSync()];
      const wanted = Array.from({ length: 10 }, (_, i) => {
        const [row, k] = [Math.floor(i / 5), i % 5];
        // sum over n of (a + ib) e^(-2 pi i k n / N)
        let sum = 0;
        for (let n = 0; n < 5; n++) sum += a[row * 5 + n]! * Math.cos((2 * Math.PI * k * n) / 5) + b[row * 5 + n]! * Math.sin((2 * Math.PI * k * n) / 5);
        return sum;
      });
      expectClose(tf.real(spectrum), wanted);
      expectClose(tf.real(tf.ifft(spectrum)), re);
      expectClose(tf.imag(tf.ifft(spectrum)), im);
    });
  });
});
