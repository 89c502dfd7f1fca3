import type { Tensor } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import type { Module } from '@figment/core/nn';
import { add, mul, slice, square, sum, tensor, tidy, unstack, valueAndGrads } from '@figment/core/ops';
import { key } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectNoLeaks } from '../testing/leaks.ts';
import { fillWithNumbers, numbers, tensorOf } from '../testing/numbers.ts';
import type { Discriminator } from './discriminator.ts';
import type { Generator } from './generator.ts';
import { ConvolutionalDiscriminator, PatchDiscriminator, Pass, ResidualDiscriminator, ResidualGenerator, SelfAttention, StyleGenerator, UNet, UpsamplingGenerator } from './index.ts';
import torch from '../testing/torch.json' with { type: 'json' };

beforeAll(() => selectBackend({ prefer: 'wasm' }));
expectNoLeaks();

interface Statistics {
  readonly shape: readonly number[];
  readonly sum: number;
  readonly squares: number;
  readonly weighted: number;
  readonly first: readonly number[];
}

const TOLERANCE = 2e-4;

function expectNear(got: number, expected: number, size: number, what: string): void {
  expect(Math.abs(got - expected), `${what}: ${got}, torch has ${expected}`).toBeLessThanOrEqual(TOLERANCE * Math.max(size, Math.abs(expected), 0.1));
}

/** Compares with sums over torch's tensor: plain, of squares, and with a different weight for each element. */
function expectLikeTorch(got: Tensor, expected: Statistics, what: string): void {
  expect(got.shape, what).toEqual(expected.shape);
  const data = Array.from(got.dataSync());
  const weights = numbers(data.length, 300);
  const total = (of: (x: number, i: number) => number): number => data.reduce((before, x, i) => before + of(x, i), 0);
  const size = Math.sqrt(expected.squares * data.length);
  expectNear(total((x) => x), expected.sum, size, `${what}, sum`);
  expectNear(total((x) => x * x), expected.squares, expected.squares, `${what}, squares`);
  expectNear(total((x, i) => x * weights[i]!), expected.weighted, size, `${what}, weighted`);
  expected.first.forEach((x, i) => { expectNear(data[i]!, x, Math.sqrt(expected.squares / data.length), `${what}[${i}]`); });
}

/** The same of the gradient of each parameter. */
function expectGradients(module: Module, loss: () => Tensor, expected: Readonly<Record<string, readonly number[]>>): void {
  const parameters = [...module.namedParameters()];
  const { gradients } = valueAndGrads(loss, parameters.map(([, parameter]) => parameter));
  expect(parameters.map(([name]) => name)).toEqual(Object.keys(expected));
  for (const [i, [name]] of parameters.entries()) {
    const [weighted, squares] = expected[name] as [number, number];
    const data = Array.from(gradients[i]!.dataSync()), weights = numbers(data.length, 200 + i);
    const scale = Math.sqrt(squares * data.length);
    expectNear(data.reduce((before, x) => before + x * x, 0), squares, squares, `gradient of ${name}, squares`);
    expectNear(data.reduce((before, x, j) => before + x * weights[j]!, 0), weighted, scale, `gradient of ${name}, weighted`);
  }
}

const labels = (): Tensor => tensor([0, 2, 1, 0], [4], 'int32');
const widths = { channels: 2, maxChannels: 4 };
const sizes = { size: 8, pictureChannels: 3, latentSize: 3, ...widths };
const training = (): Pass => new Pass({ training: true });

/** A loss in which each element weighs differently. */
const weighted = (y: Tensor): Tensor => sum(mul(y, tensorOf(y.shape, 100)));

/** torch.json is what PyTorch 2.13.0 makes of the papers' formulas, with the numbers of testing/numbers.ts as weights, in float64. */
describe('as torch', () => {
  it.each([
    ['upsampling', () => new UpsamplingGenerator(key(0), { ...sizes, size: 12, classes: 3 })],
    ['residual', () => new ResidualGenerator(key(0), { ...sizes, classes: 3 })],
  ] as const)('%s generators', (name, make) => {
    const generator: Generator = make();
    fillWithNumbers(generator);
    tidy(() => {
      const made = (): Tensor => generator.synthesize(generator.styles(tensorOf([4, 3], 50), labels(), training()), labels(), training());
      expectLikeTorch(made(), torch[name].pictures, 'pictures');
      expectGradients(generator, () => weighted(made()), torch[name].gradients);
    });
    generator.dispose();
  });

  it.each([
    ['skip', () => new StyleGenerator(key(0), { ...sizes, classes: 3, styleSize: 4, mappingLayers: 2 })],
    ['residualStyle', () => new StyleGenerator(key(0), { ...sizes, styleSize: 4, mappingLayers: 2, outputs: 'residual' })],
  ] as const)('generators of styles (%s), and the length of their paths', (name, make) => {
    const generator: Generator = make();
    fillWithNumbers(generator);
    tidy(() => {
      const pass = new Pass({ training: false });
      const styles = (): Tensor => mul(generator.styles(tensorOf([4, 3], 50), labels(), pass), tensor([1, 0.8, 1.2, 0.9], [1, 4, 1]));
      expectLikeTorch(unstack(styles(), 1)[0]!, torch[name].styles, 'styles');
      expectLikeTorch(generator.synthesize(styles(), labels(), pass), torch[name].pictures, 'pictures');
      expectGradients(generator, () => {
        const given = styles();
        const pictures = generator.synthesize(given, labels(), pass);
        const { gradients: [slope] } = valueAndGrads(() => weighted(generator.synthesize(given, labels(), pass)), [given]);
        return add(sum(square(pictures)), sum(square(slope!)));
      }, torch[name].gradients);
    });
    generator.dispose();
  });

  it.each([
    ['convolutional', 16, 3, () => new ConvolutionalDiscriminator(key(0), { ...sizes, size: 16, classes: 3, minibatchStddev: 2, norm: 'instance' })],
    ['judge', 8, 3, () => new ResidualDiscriminator(key(0), { ...sizes, classes: 3, minibatchStddev: 2 })],
    ['patch', 16, 4, () => new PatchDiscriminator(key(0), { in: 4, channels: 8 })],
  ] as const)('discriminators (%s), and the gradient of their gradient', (name, size, channels, make) => {
    const discriminator: Discriminator = make();
    fillWithNumbers(discriminator);
    tidy(() => {
      const pictures = tensorOf([4, size, size, channels], 51);
      const judged = () => discriminator.judge(pictures, labels(), training());
      const slope = (): Tensor => valueAndGrads(() => sum(judged().logits), [pictures]).gradients[0]!;
      expectLikeTorch(judged().logits, torch[name].logits, 'logits');
      expectLikeTorch(judged().features, torch[name].features, 'features');
      expectLikeTorch(slope(), torch[name].inputGradient, 'gradient by the pictures');
      expectGradients(discriminator, () => add(sum(square(judged().logits)), sum(square(slope()))), torch[name].gradients);
    });
    discriminator.dispose();
  });

  it('self-attention, and the gradient of its gradient', () => {
    const layer = new SelfAttention(key(0), { channels: 16, spectralNorm: false });
    fillWithNumbers(layer);
    tidy(() => {
      const x = tensorOf([2, 4, 4, 16], 53);
      const seen = (): Tensor => layer.forward(x, training());
      const slope = (): Tensor => valueAndGrads(() => weighted(seen()), [x]).gradients[0]!;
      expectLikeTorch(seen(), torch.attention.features, 'features');
      expectLikeTorch(slope(), torch.attention.inputGradient, 'gradient by the features');
      expectGradients(layer, () => add(sum(square(seen())), sum(square(slope()))), torch.attention.gradients);
    });
    layer.dispose();
  });

  it('U-Nets', () => {
    const network = new UNet(key(0), { in: 1, out: 3, channels: 8, levels: 2, residual: true });
    fillWithNumbers(network);
    tidy(() => {
      const made = (): Tensor => network.forward(tensorOf([2, 8, 8, 1], 52), training());
      expectLikeTorch(made(), torch.uNet.pictures, 'pictures');
      expectGradients(network, () => weighted(made()), torch.uNet.gradients);
    });
    network.dispose();
  });
});

describe('U-Nets', () => {
  it('refuse pictures that they could not halve so often, and to add to what has other channels', () => {
    const network = new UNet(key(0), { in: 3, out: 3, channels: 4, levels: 3 });
    tidy(() => { expect(() => network.forward(tensorOf([1, 16, 12, 3], 1), training())).toThrow('sides that are multiples of 8, for it halves them 3 times, got [1, 16, 12, 3]'); });
    network.dispose();
    expect(() => new UNet(key(0), { in: 2, out: 3, channels: 4, residual: true })).toThrow('UNet.in must be 1 or as many as out (3) where it adds to what it is given, got 2.');
  });

  it('drop features at the bottom where they are given a key, as the key says', () => {
    const network = new UNet(key(0), { in: 3, out: 3, channels: 4, levels: 2, dropout: 0.5 });
    tidy(() => {
      const x = tensorOf([1, 8, 8, 3], 1);
      const made = (seed?: number): number[] => Array.from(network.forward(x, new Pass({ training: true, key: seed === undefined ? undefined : key(seed) })).dataSync());
      expect(made()).toEqual(made());
      expect(made(1)).toEqual(made(1));
      expect(made(1)).not.toEqual(made());
      expect(made(2)).not.toEqual(made(1));
    });
    network.dispose();
  });
});

it('patches are judged of pictures of any size and shape, each for itself', () => {
  const discriminator = new PatchDiscriminator(key(0), { in: 3, channels: 4, norm: 'none' });
  tidy(() => {
    const judged = (x: Tensor): Tensor => discriminator.judge(x, undefined, training()).logits;
    const wide = tensorOf([1, 32, 96, 3], 2);
    const [whole, left] = [judged(wide), judged(slice(wide, [0, 0, 0, 0], [1, 32, 64, 3]))];
    expect([whole.shape, left.shape]).toEqual([[1, 8, 24, 1], [1, 8, 16, 1]]);
    // A patch knows nothing of what lies far from it.
    Array.from(slice(whole, [0, 0, 0, 0], [1, 8, 8, 1]).dataSync()).forEach((logit, i) => { expect(slice(left, [0, 0, 0, 0], [1, 8, 8, 1]).dataSync()[i]).toBeCloseTo(logit, 4); });
  });
  discriminator.dispose();
});
