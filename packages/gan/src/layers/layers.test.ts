import type { Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { parameter } from '@figment/core/nn';
import { convTranspose2d, depthwiseConv2d, div, matMul, mean, mul, ones, reshape, square, sub, sum, tensor, tidy, transpose, valueAndGrads } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { Pass } from '../networks/pass.ts';
import { expectNoLeaks } from '../testing/leaks.ts';
import { tensorOf } from '../testing/numbers.ts';
import { AdaptiveBatchNorm } from './adaptive-batch-norm.ts';
import { EqualizedLinear } from './equalized-linear.ts';
import { MappingNetwork } from './mapping-network.ts';
import { MeanStyle } from './mean-style.ts';
import { minibatchStddev } from './minibatch-stddev.ts';
import { modulatedConv2d } from './modulated-conv2d.ts';
import { NoiseInput } from './noise-input.ts';
import { SpectralNorm } from './spectral-norm.ts';

beforeAll(() => selectBackend({ prefer: 'wasm' }));
expectNoLeaks();

const numbersOf = (make: () => Tensor): number[] => tidy(() => Array.from(make().dataSync()));

function expectClose(got: readonly number[], expected: readonly number[], tolerance = 1e-5): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((x, i) => { expect(Math.abs(x - expected[i]!), `element ${i}: ${x}, expected ${expected[i]!}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[i]!))); });
}

/** Compares the gradient of f, which may be made of gradients, with central differences. */
function expectTrueGradient(f: (x: Tensor) => Tensor, shape: readonly number[]): void {
  tidy(() => {
    const x = tensorOf(shape, 7);
    const gradient = valueAndGrads(() => f(x), [x]).gradients[0]!.dataSync();
    const at = (i: number, delta: number): number => numbersOf(() => f(tensor(x.dataSync().map((value, j) => (j === i ? value + delta : value)), [...shape])))[0]!;
    for (let i = 0; i < x.size; i += Math.ceil(x.size / 6)) {
      const expected = (at(i, 0.01) - at(i, -0.01)) / 0.02;
      expect(Math.abs(gradient[i]! - expected), `element ${i}: ${gradient[i]!}, central difference ${expected}`).toBeLessThanOrEqual(0.01 + 0.02 * Math.abs(expected));
    }
  });
}

describe('spectral norm', () => {
  it('divides by the largest singular value, once it has found it', () => {
    // singular values 3 and 1, whatever they are turned by
    const weight = parameter(() => tidy(() => matMul(tensor([[0.6, -0.8], [0.8, 0.6]]), matMul(tensor([[3, 0], [0, 1]]), tensor([[0, 1], [-1, 0]])))));
    const norm = new SpectralNorm(key(1), weight);
    expectClose(numbersOf(() => norm.sigma(weight, new Pass({ training: false }))), [3]);
    expectClose(numbersOf(() => norm.normalize(weight, new Pass({ training: false }))), Array.from(weight.dataSync(), (x) => x / 3));
    weight.dispose();
    norm.dispose();
  });

  it('goes on from way to way through one step, and stands still where nothing is learnt', () => {
    const weight = parameter(() => normal(key(2), [3, 3, 4, 6]));
    const norm = new SpectralNorm(key(1), weight);
    tidy(() => {
      norm.u.assign(tensor([1, 0, 0, 0, 0, 0]));
      const sigma = (pass: Pass): number => numbersOf(() => norm.sigma(weight, pass))[0]!;
      const still = new Pass({ training: false });
      const before = sigma(still);
      expect(sigma(still)).toBe(before);
      expect(still.updates).toEqual([]);
      const first = new Pass({ training: true });
      norm.normalize(weight, first);
      const once = first.current(norm.u).dataSync().slice();
      norm.normalize(weight, first.then(undefined));
      const [twice, moved] = [first.current(norm.u).dataSync(), first.updates.map(([buffer]) => buffer)];
      expect(moved).toEqual([norm.u, norm.v]);
      expect(Array.from(twice)).not.toEqual(Array.from(once));
      norm.u.assign(tensor(once));
      const resumed = new Pass({ training: true });
      norm.normalize(weight, resumed);
      expect(Array.from(resumed.current(norm.u).dataSync())).toEqual(Array.from(twice));
    });
    weight.dispose();
    norm.dispose();
  });
});

describe('minibatch standard deviation', () => {
  const of = (values: readonly number[], options = {}): number[] => numbersOf(() => minibatchStddev(tensor([...values], [values.length, 1, 1, 1]), { epsilon: 0, ...options })).filter((_, i) => i % 2 === 1);

  it('is that of every n-th picture of the batch', () => {
    // groups {0, 2, 4, 6} and {1, 1, 1, 1}, interleaved
    expectClose(of([0, 1, 2, 1, 4, 1, 6, 1]), [Math.sqrt(5), 0, Math.sqrt(5), 0, Math.sqrt(5), 0, Math.sqrt(5), 0]);
  });

  it('takes the nearest group that divides the batch: fewer, else more, and one picture alone', () => {
    expectClose(of([0, 5, 2, 5, 4, 5]), [Math.sqrt(8 / 3), 0, Math.sqrt(8 / 3), 0, Math.sqrt(8 / 3), 0]); // 3 of 6
    expectClose(of([0, 1, 2, 3, 4]), Array.from({ length: 5 }, () => Math.SQRT2)); // all 5
    expectClose(of([3]), [0]);
  });

  it('adds a channel for each range of channels, and refuses what does not divide them', () => {
    const twoFeatures = numbersOf(() => minibatchStddev(tensor([0, 0, 1, 3, 4, 0, 1, 5], [2, 1, 1, 4]), { features: 2, epsilon: 0 }));
    expectClose(twoFeatures, [0, 0, 1, 3, 1, 0.5, 4, 0, 1, 5, 1, 0.5]);
    tidy(() => { expect(() => minibatchStddev(ones([2, 1, 1, 4]), { features: 3 })).toThrow('features must be a divisor of the channels (4), got 3'); });
  });

  it('has a true gradient, and a true gradient of that', () => {
    expectTrueGradient((x) => sum(mul(minibatchStddev(x), tensorOf([4, 2, 2, 3], 3))), [4, 2, 2, 2]);
    expectTrueGradient((x) => sum(square(valueAndGrads(() => sum(mul(minibatchStddev(x), tensorOf([4, 2, 2, 3], 3))), [x]).gradients[0]!)), [4, 2, 2, 2]);
  });
});

describe('modulated convolution', () => {
  it('smooths what it enlarges as a low-pass of [1, 3, 3, 1] after it would', () => {
    const [smooth, afterwards] = tidy<[Tensor, Tensor]>(() => {
      const x = tensorOf([2, 5, 4, 3], 1), kernel = tensorOf([3, 3, 3, 2], 2);
      const rough = convTranspose2d(x, transpose(kernel, [0, 1, 3, 2]), { stride: 2 });
      const taps = div(matMul(tensor([[1], [3], [3], [1]]), tensor([[1, 3, 3, 1]])), 16);
      const lowPass = mul(reshape(taps, [4, 4, 1, 1]), ones([1, 1, 2, 1]));
      return [modulatedConv2d(x, kernel, ones([2, 3]), { demodulate: false, up: 2, smooth: true }), depthwiseConv2d(rough, lowPass, { padding: 1 })];
    });
    expect(smooth.shape).toEqual([2, 10, 8, 2]);
    expectClose(Array.from(smooth.dataSync()), Array.from(afterwards.dataSync()));
    smooth.dispose();
    afterwards.dispose();
  });

  it('keeps a flat picture flat and as bright when it enlarges it smoothly', () => {
    const y = numbersOf(() => modulatedConv2d(ones([1, 8, 8, 1]), tensor([0, 0, 0, 0, 1, 0, 0, 0, 0], [3, 3, 1, 1]), ones([1, 1]), { demodulate: false, up: 2, smooth: true }));
    expect(y[8 * 16 + 8]).toBeCloseTo(1, 5);
  });

  it('has a true gradient of its gradient, by pictures and by styles', () => {
    const kernel = parameter(() => tensorOf([3, 3, 2, 2], 4));
    for (const up of [1, 2] as const) {
      const side = 3 * up;
      const slope = (style: Tensor): Tensor => {
        const x = tensorOf([1, 3, 3, 2], 5);
        return valueAndGrads(() => sum(mul(modulatedConv2d(x, kernel, style, { up, smooth: true }), tensorOf([1, side, side, 2], 6))), [style]).gradients[0]!;
      };
      expectTrueGradient((style) => sum(square(slope(style))), [1, 2]);
    }
    kernel.dispose();
  });

  it('refuses styles for other channels or pictures', () => {
    tidy(() => { expect(() => modulatedConv2d(ones([2, 4, 4, 3]), ones([3, 3, 3, 2]), ones([1, 3]))).toThrow('style must have shape [2, 3], got [1, 3]'); });
  });
});

describe('mean style', () => {
  it('is the mean of the styles of each class, as old batches fade and without the zeros it began with', () => {
    const means = new MeanStyle({ classes: 3, styleSize: 2 });
    const labels = tensor([0, 0, 1], [3], 'int32');
    const batch = tensor([[1, 2], [3, 4], [5, 6]]);
    tidy(() => {
      const pass = new Pass({ training: true });
      means.track(batch, labels, pass);
      for (const [buffer, value] of pass.updates) buffer.assign(value);
    });
    expectClose(numbersOf(() => means.of(tensor([0, 1, 2], [3], 'int32'))), [2, 3, 5, 6, 0, 0], 1e-3);
    tidy(() => {
      const pass = new Pass({ training: true });
      means.track(tensor([[11, 11], [11, 11], [11, 11]]), tensor([1, 1, 1], [3], 'int32'), pass);
      for (const [buffer, value] of pass.updates) buffer.assign(value);
    });
    // class 1: once with its share of the batch, then with three times its share
    const [old, fresh] = [0.998 ** 3 * (1 - 0.998), 1 - 0.998 ** 3];
    expectClose(numbersOf(() => means.of(tensor([1, 0], [2], 'int32'))), [(5 * old + 11 * fresh) / (old + fresh), (6 * old + 11 * fresh) / (old + fresh), 2, 3], 1e-3);
    labels.dispose();
    batch.dispose();
    means.dispose();
  });
});

describe('the smaller layers', () => {
  it('begin equalized layers with signals as large as their inputs, at any rate', () => {
    for (const rate of [1, 0.01]) {
      const layer = new EqualizedLinear(key(3), { in: 256, out: 256, rate, initialBias: 2 });
      const y = numbersOf(() => sub(layer.forward(normal(key(4), [32, 256])), 2));
      expect(y.reduce((a, x) => a + x * x, 0) / y.length).toBeCloseTo(1, 0);
      layer.dispose();
    }
  });

  it('map latents to styles whatever their length', () => {
    const mapping = new MappingNetwork(key(1), { latentSize: 8, styleSize: 4, layers: 3 });
    tidy(() => {
      const z = normal(key(2), [2, 8]);
      expectClose(Array.from(mapping.forward(mul(z, 5), undefined).dataSync()), Array.from(mapping.forward(z, undefined).dataSync()));
    });
    mapping.dispose();
  });

  it('add noise as strongly as is learnt, and none without a key', () => {
    const noise = new NoiseInput(key(1));
    tidy(() => {
      const x = ones([2, 4, 4, 3]);
      expect(noise.forward(x, undefined)).toBe(x);
      expectClose(Array.from(noise.forward(x, key(2)).dataSync()), Array.from(x.dataSync()));
      noise.strength.assign(tensor(0.5));
      const added = Array.from(noise.forward(x, key(2)).dataSync());
      expect(new Set(added).size).toBe(32); // one for each pixel, the same for its channels
    });
    noise.dispose();
  });

  it('normalise by what they are told', () => {
    const norm = new AdaptiveBatchNorm(key(1), { channels: 3, condition: 2 });
    expect([...norm.namedParameters()].map(([name]) => name)).toEqual(['scale.weight', 'shift.weight']);
    tidy(() => {
      norm.scale!.weight.assign(tensor([[1, 0, 0], [0, 0, 0]]));
      norm.shift!.weight.assign(tensor([[0, 0, 0], [0, 5, 0]]));
      const y = norm.forward(normal(key(2), [64, 2, 2, 3]), ones([64, 2]), new Pass({ training: true }));
      expectClose(Array.from(mean(y, [0, 1, 2]).dataSync()), [0, 5, 0], 1e-4);
      expectClose(Array.from(mean(square(sub(y, mean(y, [0, 1, 2]))), [0, 1, 2]).dataSync()), [4, 1, 1], 1e-3);
    });
    norm.dispose();
  });
});
