import { expect } from 'vitest';

import { add, dispose, memory, mul, sum, tidy, upload, valueAndGrads } from '../src/ops/index.ts';
import type { HostArray, Tensor } from '../src/tensor.ts';

interface DerivativeOptions {
  /** Step of the central difference. */
  readonly step?: number;
  readonly atol?: number;
  readonly rtol?: number;
}

type Values = HostArray<Float32Array>;

/** Values in (-1, 1) without a pattern, the same at each run. */
export function values(shape: readonly number[], seed = 1): Values {
  const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233) % 1);
  return { data, shape };
}

/** A scalar in which every element of f's result weighs differently. */
function weighted(f: (...xs: Tensor[]) => Tensor, xs: readonly Tensor[]): Tensor {
  const y = f(...xs);
  return sum(mul(y, upload(values(y.shape, 9))));
}

/** Compares the gradients of f with central differences, and checks that nothing leaks. */
export async function expectGradients(f: (...xs: Tensor[]) => Tensor, at: readonly Values[], options: DerivativeOptions = {}): Promise<void> {
  const before = memory().numTensors;
  await compare((xs) => weighted(f, xs), at, options);
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}

/** As {@link expectGradients}, for a function of the gradients: the second derivative. */
export async function expectSecondGradients(f: (...xs: Tensor[]) => Tensor, at: readonly Values[], options: DerivativeOptions = {}): Promise<void> {
  const before = memory().numTensors;
  const slope = (xs: readonly Tensor[]): Tensor => {
    const { gradients } = valueAndGrads(() => weighted(f, xs), xs);
    return gradients.map((gradient, i) => sum(mul(gradient, upload(values(gradient.shape, 20 + i))))).reduce((a, b) => add(a, b));
  };
  await compare(slope, at, options);
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}

async function compare(loss: (xs: readonly Tensor[]) => Tensor, at: readonly Values[], { step = 1e-2, atol = 5e-3, rtol = 2e-2 }: DerivativeOptions): Promise<void> {
  const analytic = tidy(() => {
    const xs = at.map((x) => upload(x));
    return valueAndGrads(() => loss(xs), xs).gradients;
  });
  const evaluate = (moved: readonly Values[]): number => {
    const y = tidy(() => loss(moved.map((x) => upload(x))));
    const value = y.dataSync()[0] as number;
    y.dispose();
    return value;
  };
  for (const [which, x] of at.entries()) {
    const got = await (analytic[which] as Tensor).data();
    for (let i = 0; i < x.data.length; i++) {
      const [plus, minus] = [step, -step].map((delta) => {
        const data = x.data.slice();
        data[i] = (data[i] as number) + delta;
        return evaluate(at.map((other, j) => (j === which ? { data, shape: x.shape } : other)));
      }) as [number, number];
      const expected = (plus - minus) / (2 * step);
      const difference = Math.abs((got[i] as number) - expected);
      expect(difference <= atol + rtol * Math.abs(expected), `input ${which}, element ${i}: gradient ${got[i]}, central difference ${expected}`).toBe(true);
    }
  }
  dispose(analytic);
}
