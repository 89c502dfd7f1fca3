import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../../test/backends.ts';
import { expectGradients, values } from '../../../test/derivatives.ts';
import { expectParameterGradients, expectRefused, setParameters } from '../../../test/layers.ts';
import { dispose, ones, slice, tensor, tidy, upload } from '../../ops/index.ts';
import { key } from '../../random/index.ts';
import type { Tensor } from '../../tensor.ts';
import { Conv1d } from './conv1d.ts';
import { Conv2d } from './conv2d.ts';
import { ConvTranspose2d } from './conv-transpose2d.ts';
import { DepthwiseConv2d } from './depthwise-conv2d.ts';

onEachBackend(() => {
  describe('Conv2d', () => {
    it('correlates, with zeros around and a bias', async () => {
      await expectNoLeak(async () => {
        const conv = new Conv2d(key(1), { in: 1, out: 1, kernel: 3, padding: 1 });
        // the kernel [[0, 0, 0], [0, 1, 2], [0, 0, 0]] adds twice the right neighbour
        setParameters(conv, { weight: { shape: [3, 3, 1, 1], data: [0, 0, 0, 0, 1, 2, 0, 0, 0] }, bias: { shape: [1], data: [10] } });
        const y = tidy(() => conv.forward(tensor([1, 2, 3, 4], [1, 2, 2, 1])));
        await expectClose(y, [[[[15], [12]], [[21], [14]]]]);
        y.dispose();
        conv.dispose();
      });
    });

    it.each([
      [{ kernel: 3 }, [4, 5]],
      [{ kernel: 3, padding: 'same' }, [6, 7]],
      [{ kernel: [4, 2], padding: 'same' }, [6, 7]],
      [{ kernel: 3, stride: 2, padding: 'same' }, [3, 4]],
      [{ kernel: 3, stride: 2, padding: 1 }, [3, 4]],
      [{ kernel: 3, stride: [1, 2], padding: [0, 1] }, [4, 4]],
      [{ kernel: 3, stride: 2, padding: [0, 1, 0, 1] }, [3, 3]],
      [{ kernel: 3, dilation: 2 }, [2, 3]],
      [{ kernel: 3, groups: 2, padding: 1 }, [6, 7]],
    ] as const)('%o gives pictures of %s', async (options, size) => {
      await expectNoLeak(() => {
        const conv = new Conv2d(key(1), { in: 2, out: 4, ...options });
        tidy(() => { expect(conv.forward(ones([1, 6, 7, 2])).shape).toEqual([1, ...size, 4]); });
        conv.dispose();
      });
    });

    it.each([{ stride: 1 }, { stride: 2, padding: [0, 1, 0, 1] }, { groups: 2 }, { dilation: 2, padding: 2 }] as const)('has true gradients with %o', async (options) => {
      const make = (): Conv2d => new Conv2d(key(2), { in: 2, out: 2, kernel: 3, ...options });
      const conv = make();
      await expectGradients((x) => conv.forward(x), [values([1, 4, 4, 2])]);
      conv.dispose();
      await expectParameterGradients(make, (module) => module.forward(upload(values([2, 4, 4, 2]))), { elements: 9 });
    });

    it('begins within 1/sqrt(fan in), which groups make smaller', async () => {
      const conv = new Conv2d(key(1), { in: 8, out: 64, kernel: 3, groups: 2 });
      const largest = Math.max(...Array.from(await conv.weight.data(), Math.abs));
      expect(largest).toBeLessThanOrEqual(1 / 6); // 8 / 2 * 9 = 36
      expect(largest).toBeGreaterThan(0.16);
      conv.dispose();
    });

    it('refuses what it cannot be or take', async () => {
      expectRefused(() => new Conv2d(key(1), { in: 3, out: 4, kernel: 3, groups: 2 }), 'Conv2d.in must be a multiple of groups (2), got 3.');
      expectRefused(() => new Conv2d(key(1), { in: 3, out: 4, kernel: [3, 0] }), 'Conv2d.kernel must be one whole number or two, 1 or more, got [3, 0].');
      expectRefused(() => new Conv2d(key(1), { in: 3, out: 4, kernel: 3, padding: -1 }), "Conv2d.padding must be one, two or four whole numbers, 0 or more, 'same' or 'valid', got -1.");
      await expectNoLeak(() => {
        const conv = new Conv2d(key(1), { in: 3, out: 4, kernel: 3 });
        tidy(() => { expect(() => conv.forward(ones([1, 8, 8, 1]))).toThrow('Conv2d takes [_, _, _, 3], got [1, 8, 8, 1].'); });
        conv.dispose();
      });
    });
  });

  describe('Conv1d', () => {
    it('causal: no output sees what comes after it', async () => {
      await expectNoLeak(async () => {
        const conv = new Conv1d(key(1), { in: 2, out: 3, kernel: 3, dilation: 2, padding: 'causal' });
        const x = values([1, 6, 2]), other = { data: x.data.map((value, i) => (i < 6 ? value : -value)), shape: x.shape };
        const [a, b] = tidy<[Tensor, Tensor]>(() => {
          const before = (of: typeof x): Tensor => slice(conv.forward(upload(of)), [0, 0, 0], [1, 3, 3]);
          return [before(x), before(other)];
        });
        await expectClose(b, a, { atol: 0, rtol: 0 });
        dispose([a, b]);
        conv.dispose();
      });
    });

    it('has true gradients, and torch\'s lengths', async () => {
      await expectParameterGradients(() => new Conv1d(key(1), { in: 2, out: 2, kernel: 3, stride: 2, padding: 1 }), (conv) => {
        const y = conv.forward(upload(values([2, 6, 2])));
        expect(y.shape).toEqual([2, 3, 2]);
        return y;
      });
      expectRefused(() => new Conv1d(key(1), { in: 2, out: 2, kernel: 3, padding: [1, -1] }), "Conv1d.padding must be one or two whole numbers, 0 or more, 'same', 'valid' or 'causal', got [1, -1].");
      expectRefused(() => new Conv1d(key(1), { in: 2, out: 2, kernel: 3, stride: 0 }), 'Conv1d.stride must be a whole number, 1 or more, got 0.');
    });
  });

  describe('ConvTranspose2d', () => {
    it.each([
      [{ kernel: 2, stride: 2 }, [8, 10]],
      [{ kernel: 3, stride: 2, padding: 1, outputPadding: 1 }, [8, 10]],
      [{ kernel: 4, stride: 2, padding: 1 }, [8, 10]],
      [{ kernel: 4 }, [7, 8]],
      [{ kernel: 3, dilation: 2, stride: 2, padding: 1, outputPadding: 1 }, [10, 12]],
    ] as const)('%o enlarges 4 x 5 to %s, with true gradients', async (options, size) => {
      const make = (): ConvTranspose2d => new ConvTranspose2d(key(1), { in: 2, out: 3, ...options });
      await expectParameterGradients(make, (conv) => {
        const y = conv.forward(upload(values([1, 4, 5, 2])));
        expect(y.shape).toEqual([1, ...size, 3]);
        return y;
      });
    });

    it('refuses an output padding that the stride does not leave room for', () => {
      expectRefused(() => new ConvTranspose2d(key(1), { in: 1, out: 1, kernel: 3, stride: 2, outputPadding: 2 }), 'ConvTranspose2d.outputPadding must be below the stride or the dilation (2), got 2.');
    });
  });

  describe('DepthwiseConv2d', () => {
    it('keeps channels apart', async () => {
      await expectNoLeak(async () => {
        const conv = new DepthwiseConv2d(key(1), { channels: 2, multiplier: 2, kernel: 1, bias: false });
        setParameters(conv, { weight: { shape: [1, 1, 2, 2], data: [1, 2, 3, 4] } });
        const y = tidy(() => conv.forward(tensor([5, 7], [1, 1, 1, 2])));
        await expectClose(y, [[[[5, 10, 21, 28]]]]);
        y.dispose();
        conv.dispose();
      });
    });

    it('has true gradients', async () => {
      await expectParameterGradients(() => new DepthwiseConv2d(key(1), { channels: 3, multiplier: 2, kernel: 3, stride: 2, padding: 1 }), (conv) => conv.forward(upload(values([2, 4, 5, 3]))));
    });
  });
});
