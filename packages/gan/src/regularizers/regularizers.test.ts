import { selectBackend, type Tensor } from '@figment/core';
import { Module, parameter } from '@figment/core/nn';
import { dispose, download, fill, matMul, mul, reshape, scalar, square, sum, tensor, tidy, valueAndGrads, zeros } from '@figment/core/ops';
import { key, normal } from '@figment/core/random';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Discriminator, Judgement } from '../networks/discriminator.ts';
import { Pass } from '../networks/pass.ts';
import { judgeAlongSlope } from '../objectives/judge.ts';
import { expectNoLeaks } from '../testing/leaks.ts';
import { consistencyPenalty } from './consistency.ts';
import { between, oneCenteredPenalty, squaredNorms, zeroCenteredPenalty } from './gradient-penalty.ts';
import { PathLengthRegularizer } from './path-length.ts';

beforeAll(async () => { await selectBackend({ prefer: 'wasm' }); });

const WEIGHT = [0.5, -1, 2, 0.25];
const SQUARED = 0.25 + 1 + 4 + 0.0625; // |w|^2

/** D(x) = w . x: its slope is w everywhere. */
class Straight extends Module implements Discriminator {
  readonly weight = parameter(() => tensor(WEIGHT, [4, 1]));

  judge(pictures: Tensor): Judgement {
    const features = reshape(pictures, [-1, 4]);
    return { logits: reshape(matMul(features, this.weight), [-1]), features };
  }
}

const numbers = async (x: Tensor): Promise<number[]> => [...(await download(x)).data];
const pictures = (count = 3): Tensor => normal(key(1), [count, 2, 2, 1]);
const pass = (): Pass => new Pass({ training: true });

describe('penalties of the slope', () => {
  expectNoLeaks();

  it.each<[string, (gradients: Tensor) => Tensor, number, (w: number) => number]>([
    ['R1 is half of |w|^2, with w as its gradient', zeroCenteredPenalty, SQUARED / 2, (w) => w],
    ['that of WGAN-GP is (|w| - 1)^2, with 2 (|w| - 1) w / |w|', oneCenteredPenalty, (Math.sqrt(SQUARED) - 1) ** 2, (w) => (2 * (Math.sqrt(SQUARED) - 1) * w) / Math.sqrt(SQUARED)],
  ])('of a straight discriminator: %s', async (_, penalty, value, gradient) => {
    const network = new Straight();
    const found = tidy(() => valueAndGrads(() => penalty(judgeAlongSlope(network, pictures(), undefined, pass()).gradients), [network.weight]));
    expect((await numbers(found.value))[0]).toBeCloseTo(value, 5);
    for (const [i, got] of (await numbers(found.gradients[0]!)).entries()) expect(got).toBeCloseTo(gradient(WEIGHT[i]!), 5);
    dispose([found.value, ...found.gradients]);
    network.dispose();
  });

  it('have a finite gradient where the slope is zero', async () => {
    const network = new Straight();
    tidy(() => { network.weight.assign(zeros([4, 1])); });
    const found = tidy(() => valueAndGrads(() => oneCenteredPenalty(judgeAlongSlope(network, pictures(), undefined, pass()).gradients), [network.weight]));
    expect((await numbers(found.value))[0]).toBeCloseTo(1, 5);
    expect((await numbers(found.gradients[0]!)).every(Number.isFinite)).toBe(true);
    dispose([found.value, ...found.gradients]);
    network.dispose();
  });

  it('give the logits and the features that judging without them gives', async () => {
    const network = new Straight();
    const x = tidy(() => pictures());
    const [plain, sloped] = tidy(() => [{ ...network.judge(x) }, { ...judgeAlongSlope(network, x, undefined, pass()) }] as const);
    expect(await numbers(sloped.logits)).toEqual(await numbers(plain.logits));
    expect(await numbers(sloped.features)).toEqual(await numbers(plain.features));
    dispose([x, ...Object.values(plain), ...Object.values(sloped)] as Tensor[]);
    network.dispose();
  });

  it('are taken between: a share of each picture, as given or drawn', async () => {
    const real = zeros([2, 1, 1, 1]), made = fill([2, 1, 1, 1], 8);
    const given = tidy(() => between(real, made, tensor([0.25, 1])));
    expect(await numbers(given)).toEqual([6, 0]);
    const drawn = tidy(() => between(real, made, key(4)));
    expect((await numbers(drawn)).every((value) => value >= 0 && value <= 8)).toBe(true);
    dispose([real, made, given, drawn]);
  });

  it('sum over pixels and channels', async () => {
    const norms = tidy(() => squaredNorms(tensor([1, 2, 3, 4, 0, 0, 0, 2], [2, 2, 1, 2])));
    expect(await numbers(norms)).toEqual([30, 4]);
    norms.dispose();
  });
});

describe('consistency', () => {
  expectNoLeaks();

  it('costs nothing where moving and mirroring change no logit, and something else', async () => {
    const network = new Straight();
    const cost = async (weights: readonly number[]): Promise<number> => {
      const penalty = tidy(() => {
        network.weight.assign(tensor([...weights], [4, 1]));
        const seen = pictures(8);
        return consistencyPenalty(network, [{ seen, labels: undefined, logits: network.judge(seen).logits }], { key: key(2), pass: pass() });
      });
      const [value] = await numbers(penalty);
      penalty.dispose();
      return value!;
    };
    expect(await cost([1, 1, 2, 2])).toBeCloseTo(0, 6); // pictures of 2 x 2 are mirrored only
    expect(await cost([1, -1, 2, -2])).toBeGreaterThan(0.1);
    network.dispose();
  });
});

describe('path lengths', () => {
  expectNoLeaks();

  it('are asked to be what they usually are', async () => {
    const regularizer = new PathLengthRegularizer();
    const styles = normal(key(1), [4, 2, 3]), weight = normal(key(2), [3, 5]);
    // Pictures [B, 1, 5, 1] that are the sum of both styles times a matrix: J^T y is the same for each style, W y.
    const synthesize = (each: Tensor): Tensor => reshape(matMul(sum(each, 1), weight), [4, 1, 5, 1]);
    const { penalty, length, next } = tidy(() => {
      const { penalty, length, updates } = regularizer.measure(styles, synthesize, key(3));
      return { penalty, length, next: updates[0]![1] };
    });
    const expected = tidy(() => {
      const noise = mul(reshape(normal(key(3), [4, 1, 5, 1]), [4, 5]), 1 / Math.sqrt(5));
      return sum(square(matMul(noise, weight, false, true)), 1); // [4]
    });
    const lengths = (await numbers(expected)).map(Math.sqrt);
    const usual = 0.01 * (lengths.reduce((a, b) => a + b) / 4);
    expect((await numbers(length))[0]).toBeCloseTo(lengths.reduce((a, b) => a + b) / 4, 4);
    expect((await numbers(next))[0]).toBeCloseTo(usual, 6);
    expect((await numbers(penalty))[0]).toBeCloseTo(lengths.reduce((total, each) => total + (each - usual) ** 2, 0) / 4, 4);
    dispose([styles, weight, penalty, length, next, expected]);
    regularizer.dispose();
  });

  it('have a gradient by the weights of the generator', async () => {
    const regularizer = new PathLengthRegularizer();
    const styles = normal(key(1), [1, 1, 3]), weight = normal(key(2), [3, 4]), scale = scalar(0.7);
    // Pictures, and so lengths, grow with the square of the scale s: of l ~ s^2 and (l - a)^2 the gradient is 2 (l - a) 2 l / s, with a = 0.01 l.
    const synthesize = (each: Tensor): Tensor => reshape(square(mul(matMul(reshape(each, [1, 3]), weight), scale)), [1, 2, 2, 1]);
    const found = tidy(() => valueAndGrads(() => regularizer.measure(styles, synthesize, key(3)).penalty, [scale]));
    const length = tidy(() => regularizer.measure(styles, synthesize, key(3)).length);
    const [long] = await numbers(length);
    expect((await numbers(found.gradients[0]!))[0]).toBeCloseTo(2 * 0.99 * long! * ((2 * long!) / 0.7), 4);
    dispose([styles, weight, scale, length, found.value, ...found.gradients]);
    regularizer.dispose();
  });
});
