import { Variable } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

import type { Module } from '../src/nn/index.ts';
import { memory, mul, sum, tensor, tidy, upload, valueAndGrads } from '../src/ops/index.ts';
import type { Tensor } from '../src/tensor.ts';
import { values } from './derivatives.ts';

/** A scalar in which every element of y weighs differently. */
const weighted = (y: Tensor): Tensor => sum(mul(y, upload(values(y.shape, 9))));

/**
 * Compares the gradients of a module's parameters with central differences, at up to `elements` places of each. The module is
 * disposed, and nothing may be left.
 */
export async function expectParameterGradients<M extends Module>(
  make: () => M, forward: (module: M) => Tensor, { step = 1e-2, atol = 5e-3, rtol = 2e-2, elements = 5 } = {},
): Promise<void> {
  const before = memory().numTensors;
  const module = make();
  const parameters = [...module.namedParameters()];
  const { gradients } = tidy(() => ({ gradients: valueAndGrads(() => weighted(forward(module)), parameters.map(([, parameter]) => parameter)).gradients }));
  for (const [p, [name, parameter]] of parameters.entries()) {
    const got = await gradients[p]!.data();
    const at = (await parameter.data()).slice() as Float32Array;
    const evaluate = (data: Float32Array): number => tidy(() => {
      parameter.assign(tensor(data, parameter.shape));
      return weighted(forward(module)).dataSync()[0]!;
    });
    for (let n = 0; n < Math.min(elements, at.length); n++) {
      const i = Math.floor((n * at.length) / Math.min(elements, at.length));
      const [plus, minus] = [step, -step].map((delta) => evaluate(at.map((value, j) => (j === i ? value + delta : value)))) as [number, number];
      const expected = (plus - minus) / (2 * step);
      expect(Math.abs(got[i]! - expected) <= atol + rtol * Math.abs(expected), `${name}[${i}]: gradient ${got[i]}, central difference ${expected}`).toBe(true);
    }
    evaluate(at);
  }
  for (const gradient of gradients) gradient.dispose();
  module.dispose();
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}

/** Sets parameters and buffers by their names; every one has to be given, and no other. */
export function setParameters(module: Module, numbers: Readonly<Record<string, { readonly data: ArrayLike<number>; readonly shape: readonly number[] }>>): void {
  const variables = [...module.namedParameters(), ...module.namedBuffers()];
  expect(variables.map(([name]) => name).sort()).toEqual(Object.keys(numbers).sort());
  tidy(() => {
    for (const [name, variable] of variables) variable.assign(tensor(Float32Array.from(numbers[name]!.data), [...numbers[name]!.shape]));
  });
}

/**
 * What every layer promises: names of parameters and buffers are unique and are paths of fields that lead to them; two
 * constructions with one key are equal; constructing, running and disposing leave nothing.
 */
export async function expectWellKept<M extends Module>(make: () => M, forward: (module: M) => unknown): Promise<void> {
  const before = memory().numTensors;
  const module = make(), twin = make();
  const variables = [...module.namedParameters(), ...module.namedBuffers()];
  expect(new Set(variables.map(([name]) => name)).size).toBe(variables.length);
  for (const [path, variable] of variables) expect(atPath(module, path), path).toBe(variable);
  const twins = [...twin.namedParameters(), ...twin.namedBuffers()];
  for (const [i, [name, variable]] of variables.entries()) {
    expect(Array.from(await variable.data()), name).toEqual(Array.from(await twins[i]![1].data()));
    expect(variable.size).toBeGreaterThan(0);
  }
  tidy(() => void forward(module));
  expect(memory().numTensors - before).toBe(2 * variables.length);
  module.dispose();
  module.dispose();
  twin.dispose();
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}

function atPath(root: object, path: string): unknown {
  const found = path.split('.').reduce<unknown>((value, field) => (value as Record<string, unknown>)[field], root);
  return found instanceof Variable ? found : undefined;
}

/** A refusal, before anything is allocated. */
export function expectRefused(make: () => unknown, message: string): void {
  const before = memory().numTensors;
  expect(make).toThrow(message);
  try {
    make();
  } catch (error) {
    expect((error as { code?: string }).code).toBe('CONFIG_INVALID');
  }
  expect(memory().numTensors - before, 'tensors left behind').toBe(0);
}
