import { describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, onEachBackend } from '../../test/backends.ts';
import { expectGradients, values } from '../../test/derivatives.ts';
import { expectParameterGradients, expectRefused, setParameters } from '../../test/layers.ts';
import { add, dispose, mul, ones, relu, tensor, tidy, upload, valueAndGrads } from '../ops/index.ts';
import { key } from '../random/index.ts';
import type { Buffer, Tensor } from '../tensor.ts';
import * as nn from './index.ts';

onEachBackend(() => {
  describe('Linear', () => {
    it('is x W + b', async () => {
      await expectNoLeak(async () => {
        const linear = new nn.Linear(key(1), { in: 2, out: 3 });
        setParameters(linear, { weight: { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] }, bias: { shape: [3], data: [10, 20, 30] } });
        const y = tidy(() => linear.forward(tensor([[[1, 0], [1, -1]]])));
        await expectClose(y, [[[11, 22, 33], [7, 17, 27]]]);
        y.dispose();
        linear.dispose();
      });
    });

    it('begins as torch: within 1/sqrt(in)', async () => {
      const linear = new nn.Linear(key(1), { in: 100, out: 50 });
      for (const [, parameter] of linear.namedParameters()) {
        const numbers = Array.from(await parameter.data());
        expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(0.1);
        expect(Math.max(...numbers)).toBeGreaterThan(0.08);
      }
      linear.dispose();
    });

    it('has true gradients, refuses no width and other widths', async () => {
      await expectParameterGradients(() => new nn.Linear(key(1), { in: 3, out: 2 }), (linear) => linear.forward(upload(values([2, 2, 3]))));
      expectRefused(() => new nn.Linear(key(1), { in: 2.5, out: 3 }), 'Linear.in must be a whole number, 1 or more, got 2.5.');
      await expectNoLeak(() => {
        const linear = new nn.Linear(key(1), { in: 3, out: 2, bias: false });
        tidy(() => { expect(() => linear.forward(ones([2, 4]))).toThrow('Linear takes [..., 3], got [2, 4].'); });
        linear.dispose();
      });
    });
  });

  describe('Embedding', () => {
    it('looks rows up, and fits what it is handed to them', async () => {
      await expectNoLeak(async () => {
        const embedding = new nn.Embedding(key(1), { count: 3, width: 2 });
        setParameters(embedding, { weight: { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] } });
        const [rows, logits] = tidy<[Tensor, Tensor]>(() => [embedding.forward(tensor([[2, 0]], [1, 2], 'int32')), embedding.attend(tensor([[1, -1]]))]);
        await expectClose(rows, [[[5, 6], [1, 2]]]);
        await expectClose(logits, [[-1, -1, -1]]);
        dispose([rows, logits]);
        tidy(() => { expect(() => embedding.forward(ones([2]))).toThrow('Embedding takes ids of dtype int32, got float32.'); });
        embedding.dispose();
      });
    });

    it('gives the padding row neither numbers nor a gradient', async () => {
      await expectNoLeak(async () => {
        const embedding = new nn.Embedding(key(1), { count: 4, width: 3, paddingId: 1 });
        const [rows, gradient] = tidy<[Tensor, Tensor]>(() => {
          const forward = (): Tensor => embedding.forward(tensor([1, 2, 1, 0], [4], 'int32'));
          return [forward(), valueAndGrads(forward, [embedding.weight]).gradients[0]!];
        });
        expect(Array.from(await rows.data()).slice(0, 3)).toEqual([0, 0, 0]);
        await expectClose(gradient, [[1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0]]);
        dispose([rows, gradient]);
        embedding.dispose();
      });
      expectRefused(() => new nn.Embedding(key(1), { count: 4, width: 3, paddingId: 4 }), 'Embedding.paddingId must be a whole number from 0 to 3, got 4.');
    });

    it('has true gradients', async () => {
      await expectParameterGradients(() => new nn.Embedding(key(1), { count: 4, width: 3 }), (embedding) => embedding.attend(embedding.forward(tensor([0, 2, 2], [3], 'int32'))), { elements: 12 });
    });
  });

  describe('norms', () => {
    it.each([
      ['LayerNorm', (): nn.Module & { forward(x: Tensor): Tensor } => new nn.LayerNorm(key(1), { width: 4, initialWeight: nn.normalOf(1), initialBias: nn.normalOf(1) })],
      ['LayerNorm without bias', () => new nn.LayerNorm(key(1), { width: 4, bias: false, initialWeight: nn.normalOf(1) })],
      ['RmsNorm', () => new nn.RmsNorm(key(1), { width: 4, initialWeight: nn.normalOf(1) })],
      ['GroupNorm', () => new nn.GroupNorm(key(1), { channels: 4, groups: 2, initialWeight: nn.normalOf(1) })],
      ['InstanceNorm', () => new nn.InstanceNorm(key(1), { channels: 4, affine: true })],
    ])('%s has true gradients', async (_, make) => {
      await expectParameterGradients(make, (norm) => norm.forward(upload(values([2, 2, 3, 4]))));
      const norm = make();
      await expectGradients((x) => norm.forward(x), [values([2, 1, 2, 4])]);
      norm.dispose();
    });

    it('without parameters where they are declined', () => {
      expect([...new nn.LayerNorm(key(1), { width: 4, affine: false }).namedParameters()]).toEqual([]);
      expect([...new nn.InstanceNorm(key(1), { channels: 4 }).namedParameters()]).toEqual([]);
    });

    it('refuse groups that do not divide the channels, and impossible numbers', () => {
      expectRefused(() => new nn.GroupNorm(key(1), { channels: 6, groups: 4 }), 'GroupNorm.channels must be a multiple of groups (4), got 6.');
      expectRefused(() => new nn.LayerNorm(key(1), { width: 4, epsilon: -1 }), 'LayerNorm.epsilon must be a finite number, 0 or more, got -1.');
      expectRefused(() => new nn.RmsNorm(key(1), { width: 0 }), 'RmsNorm.width must be a whole number, 1 or more, got 0.');
      expectRefused(() => new nn.BatchNorm(key(1), { channels: 2, momentum: 0 }), 'BatchNorm.momentum must be in (0, 1], got 0.');
    });
  });

  describe('BatchNorm', () => {
    const x = values([4, 2, 3]);
    const channel = (c: number): number[] => Array.from(x.data).filter((_, i) => i % 3 === c);
    const meanOf = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const squaresOf = (numbers: number[]): number => numbers.reduce((sum, value) => sum + (value - meanOf(numbers)) ** 2, 0);

    it('takes the statistics of the batch in training, and tells what the running ones become', async () => {
      await expectNoLeak(async () => {
        const norm = new nn.BatchNorm(key(1), { channels: 3, momentum: 0.25 });
        const [output, mean, variance] = tidy<[Tensor, Tensor, Tensor]>(() => {
          const { output, updates } = norm.forward(upload(x), { training: true });
          expect(updates.map(([buffer]) => buffer)).toEqual([norm.runningMean, norm.runningVariance]);
          return [output, updates[0]![1], updates[1]![1]];
        });
        await expectClose(output, Array.from(x.data, (value, i) => (value - meanOf(channel(i % 3))) / Math.sqrt(squaresOf(channel(i % 3)) / 8 + 1e-5)));
        await expectClose(mean, [0, 1, 2].map((c) => 0.25 * meanOf(channel(c))));
        await expectClose(variance, [0, 1, 2].map((c) => 0.75 + 0.25 * (squaresOf(channel(c)) / 7)));
        await expectClose(norm.runningMean, [0, 0, 0]);
        dispose([output, mean, variance]);
        norm.dispose();
      });
    });

    it('goes on from where the way before left the running statistics', async () => {
      await expectNoLeak(async () => {
        const norm = new nn.BatchNorm(key(1), { channels: 3, momentum: 0.25 });
        const [mean, variance] = tidy<[Tensor, Tensor]>(() => {
          const next = new Map<Buffer, Tensor>();
          const call = { training: true, current: (buffer: Buffer) => next.get(buffer) ?? buffer };
          for (let way = 0; way < 2; way++) for (const [buffer, value] of norm.forward(upload(x), call).updates) next.set(buffer, value);
          return [next.get(norm.runningMean)!, next.get(norm.runningVariance)!];
        });
        const moved = (from: number, to: number): number => 0.75 * (0.75 * from + 0.25 * to) + 0.25 * to;
        await expectClose(mean, [0, 1, 2].map((c) => moved(0, meanOf(channel(c)))));
        await expectClose(variance, [0, 1, 2].map((c) => moved(1, squaresOf(channel(c)) / 7)));
        dispose([mean, variance]);
        norm.dispose();
      });
    });

    it('takes the running statistics else, and changes nothing', async () => {
      await expectNoLeak(async () => {
        const norm = new nn.BatchNorm(key(1), { channels: 3 });
        setParameters(norm, {
          weight: { shape: [3], data: [1, 2, 3] }, bias: { shape: [3], data: [0, 1, 0] },
          runningMean: { shape: [3], data: [0.5, 0, -0.5] }, runningVariance: { shape: [3], data: [1, 4, 0.25] },
        });
        const output = tidy(() => {
          const { output, updates } = norm.forward(upload(x), { training: false });
          expect(updates).toEqual([]);
          return output;
        });
        await expectClose(output, Array.from(x.data, (value, i) => {
          const c = i % 3;
          return ((value - [0.5, 0, -0.5][c]!) / Math.sqrt([1, 4, 0.25][c]! + 1e-5)) * [1, 2, 3][c]! + [0, 1, 0][c]!;
        }));
        output.dispose();
        norm.dispose();
      });
    });

    it('has true gradients in training', async () => {
      await expectParameterGradients(() => new nn.BatchNorm(key(1), { channels: 3 }), (norm) => norm.forward(upload(x), { training: true }).output);
    });
  });

  describe('FeedForward', () => {
    it.each(['relu', 'silu', 'gelu', 'geluTanh', 'swiglu', 'geglu', 'gegluTanh'] as const)('%s has true gradients', async (kind) => {
      const make = (): nn.FeedForward => new nn.FeedForward(key(4), { width: 3, hidden: 4, kind });
      await expectParameterGradients(make, (module) => module.forward(upload(values([2, 3], 5))), { step: 3e-3 });
    });

    it('has a gate only where its kind has one, and is as wide inside as asked', () => {
      const names = (module: nn.Module): string[] => [...module.namedParameters()].map(([name, { shape }]) => `${name} ${shape.join('x')}`);
      const plain = new nn.FeedForward(key(1), { width: 2, bias: false }), gated = new nn.FeedForward(key(1), { width: 2, hidden: 3, kind: 'swiglu' });
      expect(names(plain)).toEqual(['up.weight 2x8', 'down.weight 8x2']);
      expect(names(gated)).toEqual(['gate.weight 2x3', 'gate.bias 3', 'up.weight 2x3', 'up.bias 3', 'down.weight 3x2', 'down.bias 2']);
      plain.dispose();
      gated.dispose();
      expectRefused(() => new nn.FeedForward(key(1), { width: 2, kind: 'swish' as never }), 'FeedForward.kind must be one of relu, silu, gelu, geluTanh, quickGelu, swiglu, geglu, gegluTanh, got swish.');
    });
  });

  describe('Sequential', () => {
    it('runs layers and functions in turn', async () => {
      await expectNoLeak(async () => {
        const model = new nn.Sequential(new nn.Linear(key(1), { in: 2, out: 2 }), relu, (x: Tensor) => mul(x, 2));
        setParameters(model, { 'layers.0.weight': { shape: [2, 2], data: [1, 0, 0, -1] }, 'layers.0.bias': { shape: [2], data: [0, 0] } });
        const y = tidy(() => add(model.forward(tensor([[3, 4]])), 1));
        await expectClose(y, [[7, 1]]);
        y.dispose();
        model.dispose();
      });
    });
  });
});
