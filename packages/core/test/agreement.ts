import { expect } from 'vitest';

import { selectBackend } from '../src/backend/index.ts';
import { dispose, mul, sum, upload, valueAndGrads, withReferenceOps } from '../src/ops/index.ts';
import type { HostArray, Tensor } from '../src/tensor.ts';
import { expectNoLeak } from './backends.ts';
import { values } from './derivatives.ts';

type Values = HostArray<Float32Array>;

/** The magnitude that counts where less is expected: terms of the order of 1 that cancel leave what rounding left of them. */
const cancelled = 1e-2;

interface AgreementOptions {
  /** Largest difference, as a share of the largest magnitude expected (2e-5). */
  readonly tolerance?: number;
}

/**
 * Compares the value of `f` and its gradients on a backend, fused kernels and all, with those of the composed reference on the
 * cpu backend, and checks that nothing leaks. Every element of the value weighs differently in what is differentiated.
 */
export async function expectAgreement(backend: string, f: (...xs: Tensor[]) => Tensor, at: readonly Values[], { tolerance = 2e-5 }: AgreementOptions = {}): Promise<void> {
  await selectBackend({ prefer: 'cpu' });
  const expected = withReferenceOps(() => valueAndGradients(f, at));
  await selectBackend({ prefer: backend });
  await expectNoLeak(() => {
    const actual = valueAndGradients(f, at);
    expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
    for (const [which, { data }] of expected.entries()) {
      const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), cancelled);
      const worst = data.reduce((most, value, i) => Math.max(most, difference(value, actual[which]?.data[i] ?? NaN)), 0);
      expect(worst, which === 0 ? 'the value' : `the gradient by input ${which}`).toBeLessThanOrEqual(tolerance * largest);
    }
  });
}

function valueAndGradients(f: (...xs: Tensor[]) => Tensor, at: readonly Values[]): Values[] {
  const xs = at.map((x) => upload(x));
  let y: Tensor | undefined;
  const { value, gradients } = valueAndGrads(() => {
    const result = f(...xs);
    y = result.clone();
    y.kept = true;
    return sum(mul(result, upload(values(result.shape, 9))));
  }, xs);
  const results = [y as Tensor, ...gradients].map((tensor) => ({ data: Float32Array.from(tensor.dataSync()), shape: tensor.shape }));
  dispose([y, value, ...gradients, ...xs]);
  return results;
}

/** NaN equals NaN here, and nothing else. */
function difference(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
}
