import { describe, expect, it } from 'vitest';

import { type GoldenArray, goldenArray, goldenCase } from '../../test/golden.ts';
import * as random from './index.ts';
import { type Key, key, keyFromWords } from './index.ts';
import { erf, inverseErf, logarithm } from './transcendental.ts';

function expectWithin(actual: ArrayLike<number>, expected: GoldenArray, tolerance: number): void {
  expect(actual.length).toBe(expected.data.length);
  expected.data.forEach((value, i) => {
    expect(Math.abs(actual[i]! - Math.fround(value)), `element ${i}`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
  });
}

describe.each([
  ['jax-threefry', 'threefry2x32'],
  ['jax-threefry-legacy', 'threefry2x32-legacy'],
] as const)('%s', (name, generator) => {
  const { inputs, expected } = goldenCase(`random/${name}`);
  const words = goldenArray(inputs, 'keys').data;
  const keys = Array.from({ length: words.length / 2 }, (_, i) => keyFromWords(words.slice(2 * i, 2 * i + 2), { generator }));
  const drawn = (draw: (key: Key) => ArrayLike<number>): number[] => keys.flatMap((key) => Array.from(draw(key)));
  const given = (name: string): boolean => expected[name] !== undefined;

  it('splits, folds and draws bits as JAX', () => {
    expect(drawn((key) => random.split(key, 5).flatMap(({ data }) => [...data]))).toEqual(goldenArray(expected, 'split').data);
    expect(drawn((key) => goldenArray(inputs, 'fold_data').data.flatMap((data) => [...random.foldIn(key, data).data]))).toEqual(goldenArray(expected, 'fold_in').data);
    expect(drawn((key) => random.bits(key, 9))).toEqual(goldenArray(expected, 'bits').data);
  });

  it('draws uniforms as JAX, bit for bit', () => {
    expectWithin(drawn((key) => random.uniformArray(key, 9)), goldenArray(expected, 'uniform'), 0);
  });

  it.runIf(given('normal'))('draws normals, cut or not, and Gumbel noise as JAX', () => {
    expectWithin(drawn((key) => random.normalArray(key, 9)), goldenArray(expected, 'normal'), 2e-6);
    expectWithin(drawn((key) => random.truncatedNormalArray(key, 5)), goldenArray(expected, 'truncated_normal'), 1e-5);
    expectWithin(drawn((key) => random.gumbelArray(key, 9)), goldenArray(expected, 'gumbel'), 1e-5);
  });

  it.runIf(given('permutation'))('permutes, draws integers and classes as JAX', () => {
    expect(drawn((key) => random.permutation(key, 10))).toEqual(goldenArray(expected, 'permutation').data);
    expect(drawn((key) => random.randintArray(key, 6, { max: 17 }))).toEqual(goldenArray(expected, 'randint').data);
    const { data, shape } = goldenArray(inputs, 'logits');
    const logits = { data: Float32Array.from(data), shape };
    expect(drawn((key) => random.categoricalArray(key, logits))).toEqual(goldenArray(expected, 'categorical').data);
  });
});

describe('uniformFromBits', () => {
  it('follows each rule exactly', () => {
    const { inputs, expected } = goldenCase('random/uniform-from-bits');
    const words = Uint32Array.from(goldenArray(inputs, 'bits').data);
    expectWithin(random.uniformFromBits(words, 'closedOpen24'), goldenArray(expected, 'u24'), 0);
    expectWithin(random.uniformFromBits(words, 'openClosed24'), goldenArray(expected, 'openclosed24'), 0);
    expectWithin(random.uniformFromBits(words, 'closedOpen23'), goldenArray(expected, 'jax23'), 0);
    expect([...random.uniformFromBits(words, 'double53')]).toEqual(goldenArray(expected, 'f64_53').data);
    expect(() => random.uniformFromBits(words.slice(1), 'double53')).toThrow('words.length must be a multiple of 2');
  });
});

it('boxMuller turns uniforms into normals', () => {
  const { inputs, expected } = goldenCase('random/box-muller');
  const [z0, z1] = random.boxMuller(Float32Array.from(goldenArray(inputs, 'u1').data), Float32Array.from(goldenArray(inputs, 'u2').data));
  expectWithin(z0, goldenArray(expected, 'z0'), 2e-6);
  expectWithin(z1, goldenArray(expected, 'z1'), 2e-6);
});

describe('inverseCdf', () => {
  it('picks the class whose share a uniform falls in', () => {
    const { inputs, expected } = goldenCase('random/categorical-inverse-cdf');
    const probabilities = goldenArray(expected, 'probs'), uniforms = goldenArray(inputs, 'u');
    const [rows, classes] = probabilities.shape as [number, number];
    const draws = uniforms.data.length / rows;
    const picked = uniforms.data.map((u, i) => {
      const row = Math.floor(i / draws);
      return random.inverseCdf(probabilities.data.slice(row * classes, (row + 1) * classes), Math.fround(u));
    });
    expect(picked).toEqual(goldenArray(expected, 'index').data);
  });

  it('never picks a class of weight 0, at either end', () => {
    expect(random.inverseCdf([0, 0, 1, 0], 0)).toBe(2);
    expect(random.inverseCdf([0, 1, 1, 0, 0], 1 - 2 ** -53)).toBe(2);
    expect(random.inverseCdf([0.1, 0.2, 0.3], 1 - 2 ** -53)).toBe(2);
  });

  it('refuses weights that are no dice', () => {
    expect(() => random.inverseCdf([1, -1], 0.5)).toThrow('weights[1] must be 0 or more, got -1.');
    expect(() => random.inverseCdf([1, NaN], 0.5)).toThrow('weights[1] must be 0 or more, got NaN.');
    expect(() => random.inverseCdf([0, 0], 0.5)).toThrow('weights must have a positive, finite sum, got 0.');
    expect(() => random.inverseCdf([1], 1)).toThrow('uniform must be in [0, 1), got 1.');
  });
});

describe('distributions', () => {
  const count = 200_000;
  const average = (of: ArrayLike<number>, map = (x: number): number => x): number => Array.from(of, map).reduce((sum, x) => sum + x, 0) / of.length;

  // five standard errors of each estimate
  it('have the moments their formulas say', () => {
    const five = 5 / Math.sqrt(count);
    expect(Math.abs(average(random.uniformArray(key(1), count, { min: -1, max: 3 })) - 1)).toBeLessThan(five * (4 / Math.sqrt(12)));
    const normals = random.normalArray(key(2), count, { mean: 2, standardDeviation: 3 });
    expect(Math.abs(average(normals) - 2)).toBeLessThan(five * 3);
    expect(Math.abs(average(normals, (x) => (x - 2) ** 2) - 9)).toBeLessThan(five * 9 * Math.SQRT2);
    expect(Math.abs(average(random.gumbelArray(key(3), count)) - 0.5772156649)).toBeLessThan(five * (Math.PI / Math.sqrt(6)));
    expect(Math.abs(average(random.exponentialArray(key(4), count)) - 1)).toBeLessThan(five);
    expect(Math.abs(average(random.bernoulliArray(key(5), count, 0.3)) - 0.3)).toBeLessThan(five * Math.sqrt(0.21));
    expect(Math.abs(average(random.randintArray(key(6), count, { min: -5, max: 6 })))).toBeLessThan(five * Math.sqrt(10));
    // variance of the standard normal cut at 2: 1 - 2 a phi(a) / (2 Phi(a) - 1), a = 2
    const cut = random.truncatedNormalArray(key(7), count);
    expect(Math.abs(average(cut, (x) => x * x) - 0.7737413)).toBeLessThan(five * 1.1);
    expect(cut.every((x) => x > -2 && x < 2)).toBe(true);
  });

  it('stay finite where the uniform is 0', () => {
    const { isFinite } = Number;
    expect(random.gumbelArray(key(8), 100_000).every(isFinite)).toBe(true);
    expect(random.normalArray(key(8), 100_000).every(isFinite)).toBe(true);
    expect(random.exponentialArray(key(8), 100_000).every(isFinite)).toBe(true);
  });

  it('refuse ranges that make no sense', () => {
    expect(() => random.uniformArray(key(1), 2, { min: 1, max: 1 })).toThrow('max must be above min (1), got 1.');
    expect(() => random.normalArray(key(1), 2, { standardDeviation: -1 })).toThrow('standardDeviation must be 0 or more, got -1.');
    expect(() => random.normalArray(key(1), 2, { mean: NaN })).toThrow('mean must be a finite number, got NaN.');
    expect(() => random.randintArray(key(1), 2, { min: 3, max: 3 })).toThrow('max must be above min (3), got 3.');
    expect(() => random.randintArray(key(1), 2, { max: 2 ** 31 })).toThrow('max must be an integer from -2^31 to 2^31 - 1, got 2147483648.');
    expect(() => random.bernoulliArray(key(1), 2, 1.5)).toThrow('probability must be from 0 to 1, got 1.5.');
    expect(() => random.truncatedNormalArray(key(1), 2, { lower: 5, upper: 6 })).toThrow('lower and upper must enclose a probability of 2^-15 or more');
    expect(() => random.bits(key(1), 1.5)).toThrow('count must be a whole number, 0 or more, got 1.5.');
  });

  it('permute: every number once, and nearly every order different', () => {
    for (const count of [0, 1, 2, 7, 1000, 70_000]) expect([...random.permutation(key(count), count)].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(new Set(Array.from({ length: 200 }, (_, i) => random.permutation(key(i), 4).join())).size).toBe(24);
  });
});

describe('transcendental functions without the engine', () => {
  it('agree with the engine', () => {
    for (const x of [1e-300, 2 ** -126, 1e-10, 0.3, Math.SQRT1_2, 0.70710678, 0.9999, 1, 1.0001, 1.41421356, Math.SQRT2, 2, 10, 1e200]) {
      expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThanOrEqual(1e-11 * Math.abs(Math.log(x)));
    }
    expect(inverseErf(1)).toBe(Infinity);
    expect(inverseErf(-1)).toBe(-Infinity);
  });

  it('erf has the values of Abramowitz and Stegun, table 7.1, and inverseErf undoes it', () => {
    for (const [x, y] of [[0, 0], [0.5, 0.5204998778], [1, 0.8427007929], [1.5, 0.9661051465], [2, 0.995322265]] as const) {
      expect(Math.abs(erf(x) - y)).toBeLessThan(1e-10);
      expect(Math.abs(erf(-x) + y)).toBeLessThan(1e-10);
      expect(Math.abs(inverseErf(y) - x)).toBeLessThan(3e-7 * (1 + x));
    }
    expect(erf(7)).toBe(1);
  });
});
