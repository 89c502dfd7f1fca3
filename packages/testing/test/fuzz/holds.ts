import type { Tensor } from '@figment/core';
import { readTensor } from '@figment/core/backend';
import { dispose, memory, tensor, tidy, valueAndGrads } from '@figment/core/ops';

import { draw } from '../../src/backend/draw.ts';
import { deviationOf } from '../../src/backend/verdict.ts';
import type { FuzzOp, Instance } from './fuzz-op.ts';
import { type Nd, sizeOf } from './nd.ts';

/** Of the numbers drawn, which are of the order of 1 and further apart. */
const step = 1e-5;

/** Throws where the backend in use and the reference disagree, in value or gradient, or where tensors are left behind. */
export async function holds(op: FuzzOp, instance: Instance, tolerance: number): Promise<void> {
  const inputs = inputsOf(op, instance);
  const before = memory().numTensors;
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, x]) => [name, tensor([...x.data], [...x.shape])]));
  try {
    const expected = op.reference(inputs, instance.options);
    await compare('value', tidy(() => op.run(tensors, instance.options).clone()), expected, tolerance);
    if (op.differentiable !== false) await compareGradients(op, instance, inputs, tensors, expected, tolerance);
  } finally {
    dispose(tensors);
  }
  const left = memory().numTensors - before;
  if (left !== 0) throw new Error(`${left} tensors were left behind`);
}

/** Numbers that are all different within an instance, so that no maximum is shared and no kink is near. */
function inputsOf({ positive = false }: FuzzOp, { shapes, seed }: Instance): Record<string, Nd> {
  const all = draw(Object.values(shapes).reduce((sum, shape) => sum + sizeOf(shape), 0), positive ? 'positive' : 'apart', seed);
  let from = 0;
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape, data: all.slice(from, (from += sizeOf(shape))) }]));
}

async function compareGradients(op: FuzzOp, { options }: Instance, inputs: Record<string, Nd>, tensors: Record<string, Tensor>, { shape }: Nd, tolerance: number): Promise<void> {
  const upstream = draw(sizeOf(shape), 'any', 77);
  const dy = tensor(upstream, [...shape]);
  try {
    const gradients = tidy(() => valueAndGrads(() => op.run(tensors, options), Object.values(tensors), { upstream: dy }).gradients);
    const loss = (changed: Record<string, Nd>): number => op.reference(changed, options).data.reduce((sum, y, i) => sum + y * upstream[i]!, 0);
    for (const [i, [name, x]] of Object.entries(inputs).entries()) {
      const differences = x.data.map((value, at) => {
        const [above, below] = [step, -step].map((delta) => loss({ ...inputs, [name]: { ...x, data: x.data.map((old, j) => (j === at ? value + delta : old)) } })) as [number, number];
        return (above - below) / (2 * step);
      });
      await compare(`gradient of ${name}`, gradients[i]!, { shape: x.shape, data: differences }, tolerance);
    }
  } finally {
    dy.dispose();
  }
}

async function compare(what: string, actual: Tensor, expected: Nd, tolerance: number): Promise<void> {
  const { shape } = actual;
  const data = Array.from(await readTensor(actual));
  actual.dispose();
  if (shape.join() !== expected.shape.join()) throw new Error(`${what} has shape [${shape.join(', ')}], expected [${expected.shape.join(', ')}]`);
  const deviation = deviationOf(data, expected.data);
  if (deviation > tolerance) throw new Error(`${what} is off by ${deviation.toPrecision(2)}: [${data.join(', ')}], expected [${expected.data.join(', ')}]`);
}
