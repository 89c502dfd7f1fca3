import { beforeAll, describe, expect, it } from 'vitest';

import { functions, instantiateKernels, type Kernels } from './index.ts';

const COUNT = 1 << 18;
const memory = new WebAssembly.Memory({ initial: 64 });
const [xAt, upstreamAt, yAt] = [1 << 20, 2 << 20, 3 << 20];
let kernels: Kernels;

beforeAll(async () => {
  kernels = await instantiateKernels(memory);
});

type Run = (f: number, count: number) => void;
const value: Run = (f, count) => { kernels.unary(f, xAt, yAt, count); };
const slope: Run = (f, count) => {
  floats(upstreamAt, count).fill(1);
  kernels.unaryGradient(f, xAt, upstreamAt, yAt, count);
};

function floats(at: number, count: number): Float32Array {
  return new Float32Array(memory.buffer, at, count);
}

/** The distance of float32 numbers where x lies. */
function unitInLastPlace(x: number): number {
  return Math.max(2 ** -149, 2 ** (Math.floor(Math.log2(Math.abs(x))) - 23));
}

/** Evenly spaced float32 numbers, COUNT of them. */
function evenly(from: number, to: number): (i: number) => number {
  return (i) => from + ((to - from) * (i + 0.5)) / COUNT;
}

/** Numbers from e^from to e^to. */
function byMagnitude(from: number, to: number): (i: number) => number {
  return (i) => Math.exp(evenly(from, to)(i));
}

/** The largest error of `f`, in units of `unit(exact)`. */
function worst(run: Run, f: number, exact: (x: number) => number, at: (i: number) => number, unit: (exact: number) => number): number {
  const x = floats(xAt, COUNT);
  for (let i = 0; i < COUNT; i++) x[i] = at(i);
  run(f, COUNT);
  const y = floats(yAt, COUNT);
  let most = 0;
  for (let i = 0; i < COUNT; i++) {
    const expected = exact(x[i]!);
    const error = Math.abs(y[i]! - expected) / unit(expected);
    if (!(error <= most)) most = error;
  }
  return most;
}

/** erf by its series (Abramowitz and Stegun 7.1.6), erfc beyond 2.5 by its continued fraction (7.1.14); double precision. */
function complementaryErrorFunction(x: number): number {
  if (x < 0) return 2 - complementaryErrorFunction(-x);
  if (x < 2.5) {
    let [term, sum] = [x, x];
    for (let n = 1; n < 150; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = 0;
  for (let n = 150; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const distribution = (x: number): number => complementaryErrorFunction(-x / Math.SQRT2) / 2;
const inner = (x: number): number => Math.sqrt(8 / Math.PI) * (x + 0.044715 * x ** 3);
const erf = (x: number): number => {
  if (Math.abs(x) > 0.5) return 1 - complementaryErrorFunction(x);
  let [power, sum] = [x, x];
  for (let n = 1; n < 20; n++) {
    power *= -(x * x) / n;
    sum += power / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
};

describe('functions of one variable, against double precision', () => {
  it.each<[name: keyof typeof functions, exact: (x: number) => number, range: string, at: (i: number) => number]>([
    ['exp', Math.exp, '[-87, 88.7]', evenly(-87, 88.7)],
    ['exp', Math.exp, '[-103, -87], among denormal numbers', evenly(-103, -87)],
    ['log', Math.log, '[1e-44, 1e38]', byMagnitude(-100, 88)],
    ['log', Math.log, '[0.5, 2]', evenly(0.5, 2)],
    ['tanh', Math.tanh, '[-20, 20]', evenly(-20, 20)],
    ['tanh', Math.tanh, '[-1, 1]', evenly(-1, 1)],
    ['tanh', Math.tanh, '[1e-30, 1]', byMagnitude(-69, 0)],
    ['sigmoid', sigmoid, '[-87, 30]', evenly(-87, 30)],
    ['sigmoid', sigmoid, '[-2, 2]', evenly(-2, 2)],
    ['erf', erf, '[-5, 5]', evenly(-5, 5)],
    ['erf', erf, '[-1, 1]', evenly(-1, 1)],
    ['silu', (x) => x * sigmoid(x), '[-87, 100]', evenly(-87, 100)],
    ['silu', (x) => x * sigmoid(x), '[-2, 2]', evenly(-2, 2)],
    ['gelu', (x) => x * distribution(x), '[-0.5, 15]', evenly(-0.5, 15)],
    ['gelu', (x) => x * distribution(x), '[-0.5, 0.5]', evenly(-0.5, 0.5)],
    ['geluTanh', (x) => x * sigmoid(inner(x)), '[-0.5, 15]', evenly(-0.5, 15)],
    ['geluTanh', (x) => x * sigmoid(inner(x)), '[-0.5, 0.5]', evenly(-0.5, 0.5)],
    ['rsqrt', (x) => 1 / Math.sqrt(x), '[1e-37, 1e38]', byMagnitude(-85, 87)],
    ['sqrt', Math.sqrt, '[1e-37, 1e38]', byMagnitude(-85, 87)],
    ['softplus', softplus, '[-87, 50]', evenly(-87, 50)],
    ['softplus', softplus, '[-3, 3]', evenly(-3, 3)],
  ])('%s is within 2 units in the last place', (name, exact, _range, at) => {
    expect(worst(value, functions[name], exact, at, unitInLastPlace)).toBeLessThanOrEqual(2);
  });

  // Where a factor goes to 0, the last place of the result is far below what float32 arguments can tell.
  it.each([
    ['gelu', (x: number) => x * distribution(x)],
    ['geluTanh', (x: number) => x * sigmoid(inner(x))],
  ] as const)('%s is within 1.2e-7 where it is negative', (name, exact) => {
    expect(worst(value, functions[name], exact, evenly(-20, 0), () => 1)).toBeLessThanOrEqual(1.2e-7);
  });

  it.each([
    ['silu', (x: number) => sigmoid(x) * (1 + x * sigmoid(-x)), 1.2e-6],
    ['gelu', (x: number) => distribution(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI), 3e-7],
    ['geluTanh', (x: number) => sigmoid(inner(x)) + x * sigmoid(inner(x)) * sigmoid(-inner(x)) * Math.sqrt(8 / Math.PI) * (1 + 3 * 0.044715 * x * x), 2.5e-6],
  ] as const)('the slope of %s is close to that of double precision', (name, exact, bound) => {
    expect(worst(slope, functions[name], exact, evenly(-20, 20), () => 1)).toBeLessThanOrEqual(bound);
  });

  it.each<[name: keyof typeof functions, expected: readonly number[]]>([
    ['exp', [NaN, Infinity, 0, Infinity, 0, 1, 1]],
    ['log', [NaN, Infinity, NaN, Math.log(3e38), NaN, -Infinity, -Infinity]],
    ['tanh', [NaN, 1, -1, 1, -1, 0, -0]],
    ['sigmoid', [NaN, 1, 0, 1, 0, 0.5, 0.5]],
    ['erf', [NaN, 1, -1, 1, -1, 0, -0]],
    ['silu', [NaN, Infinity, NaN, 3e38, -0, 0, -0]],
    ['gelu', [NaN, Infinity, NaN, 3e38, -0, 0, -0]],
    ['geluTanh', [NaN, Infinity, NaN, 3e38, -0, 0, -0]],
    ['rsqrt', [NaN, 0, NaN, 1 / Math.sqrt(3e38), NaN, Infinity, -Infinity]],
  ])('%s takes NaN, infinities, the largest numbers and zeros as IEEE 754 says', (name, expected) => {
    floats(xAt, 7).set([NaN, Infinity, -Infinity, 3e38, -3e38, 0, -0]);
    kernels.unary(functions[name], xAt, yAt, 7);
    expect([...floats(yAt, 7)]).toEqual([...Float32Array.from(expected)].map((number, i) => (name === 'log' && i === 3 ? expect.closeTo(number, 4) as number : number)));
  });

  it('does the same to numbers of every count, beyond vectors of four', () => {
    for (const count of [0, 1, 3, 5, 7, 17]) {
      floats(yAt, 20).fill(9);
      for (let i = 0; i < count; i++) floats(xAt, count)[i] = i / 4;
      kernels.unary(functions.exp, xAt, yAt, count);
      [...floats(yAt, 20)].forEach((y, i) => { expect(y).toBeCloseTo(i < count ? Math.exp(i / 4) : 9, 4); });
    }
  });
});
