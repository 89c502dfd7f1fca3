import { selectBackend } from '@figment/core/backend';
import { add, memory } from '@figment/core/ops';
import * as fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { FuzzOp } from '../../test/fuzz/fuzz-op.ts';
import { holds } from '../../test/fuzz/holds.ts';
import { elementwiseOps } from '../../test/fuzz/ops/elementwise.ts';
import { productOps } from '../../test/fuzz/ops/products.ts';
import { reductionOps } from '../../test/fuzz/ops/reductions.ts';
import { shapeOps } from '../../test/fuzz/ops/shape.ts';
import { environmentOf, whyNot } from '../../test/gaps/run.ts';

/**
 * Random shapes with axes of 0 and 1, of rank 0 to 5, against references in double precision. A failure prints its seed and
 * the smallest instance that fails. `FIGMENT_FUZZ_RUNS=5000 FIGMENT_FUZZ_SEED=7` looks further, `FIGMENT_FUZZ_BACKENDS=webgpu` elsewhere.
 */
const numRuns = Number(process.env['FIGMENT_FUZZ_RUNS'] ?? 25);
const seed = Number(process.env['FIGMENT_FUZZ_SEED'] ?? 20_261_121);
const backends = process.env['FIGMENT_FUZZ_BACKENDS']?.split(',') ?? ['cpu', 'wasm', ...(whyNot('torch') === undefined ? ['torch'] : [])];

const ops: readonly FuzzOp[] = [...elementwiseOps, ...shapeOps, ...reductionOps, ...productOps];
const check = (op: FuzzOp, tolerance: number): Promise<void> => fc.assert(fc.asyncProperty(op.instances, (instance) => holds(op, instance, tolerance)), { seed, numRuns, verbose: fc.VerbosityLevel.None });

let before = 0;
beforeEach(() => { before = memory().numTensors; });
afterEach(() => { expect(memory().numTensors).toBe(before); });

describe.each(backends)('random shapes on %s', (backend) => {
  beforeAll(async () => {
    if (backend === 'torch') Object.assign(process.env, environmentOf('torch'));
    await selectBackend({ prefer: backend });
  }, 60_000);

  it.each(ops.map((op) => [op.name, op] as const))('%s is what the formula gives, with its gradient', { timeout: 20_000 + (backend === 'webgpu' ? 10_000 : 400) * numRuns }, async (_, op) => {
    await check(op, backend === 'webgpu' ? 3e-4 : 3e-5);
  });
});

it('finds a wrong op, and the smallest shape that shows it', async () => {
  await selectBackend({ prefer: 'cpu' });
  const right = elementwiseOps.find(({ name }) => name === 'add')!;
  // Wrong for more than three elements only.
  const broken: FuzzOp = { ...right, run: ({ a, b }) => (a!.size > 3 ? add(add(a!, b!), 0.5) : add(a!, b!)) };
  await expect(check(broken, 3e-5)).rejects.toThrow(/seed: 20261121.*Counterexample: \[\{"shapes":\{"a":\[/s);
});
