import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';

import { getKernelsForBackend, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

import { type BackendName, selectBackend } from '../../src/backend/index.ts';
import { gapCases } from './cases/index.ts';
import { type Deviation, measure, tolerance } from './measure.ts';
import { createOracle } from './oracle.ts';

/** What stands in a cell of the table. */
export type Cell = 'tfjs' | 'ours; tfjs has none' | 'ours; tfjs is wrong' | 'ours; tfjs agrees' | 'none' | `WRONG: ${string}`;

export interface Row {
  readonly name: string;
  readonly forward: Cell;
  readonly gradient: Cell;
}

/** Checks every case on a backend, with our kernels and, where we replaced some, with tfjs's alone. */
export async function survey(backend: BackendName): Promise<Row[]> {
  const oracle = await createOracle();
  // Starting a backend once, without ours, would need a second process: what tfjs registers is known before it starts.
  if (backend === 'webgpu') await registerWebgpu();
  const stock = new Map(getKernelsForBackend(backend).map((config) => [config.kernelName, config]));
  await selectBackend({ prefer: backend });
  const ours = new Map(getKernelsForBackend(backend).map((config) => [config.kernelName, config]));
  const replaced = [...ours.keys()].filter((name) => stock.get(name)?.kernelFunc !== ours.get(name)?.kernelFunc);

  const rows: Row[] = [];
  for (const gapCase of gapCases) {
    const expected = oracle(gapCase);
    const own = await measure(gapCase, expected);
    const isOurs = (kernels: readonly string[]): boolean => kernels.some((name) => replaced.includes(name));
    const gradientKernels = gapCase.gradientKernels ?? [];
    let plain: Deviation = own;
    if (isOurs([...gapCase.forwardKernels, ...gradientKernels])) plain = await withKernels(backend, replaced, stock, ours, () => measure(gapCase, expected));
    rows.push({
      name: gapCase.name,
      forward: cell(own.forward, plain.forward, isOurs(gapCase.forwardKernels)),
      gradient: own.gradient === undefined ? 'none' : cell(own.gradient, plain.gradient ?? 'missing', isOurs(gradientKernels)),
    });
  }
  return rows;
}

function cell(own: number | string, plain: number | string, isOurs: boolean): Cell {
  if (typeof own === 'string') return `WRONG: ${own}`;
  if (own > tolerance) return `WRONG: off by ${own.toPrecision(2)}`;
  if (!isOurs) return 'tfjs';
  if (typeof plain === 'string') return 'ours; tfjs has none';
  return plain > tolerance ? 'ours; tfjs is wrong' : 'ours; tfjs agrees';
}

/** Puts tfjs's kernels back for a while. */
async function withKernels<Value>(backend: string, names: readonly string[], stock: ReadonlyMap<string, KernelConfig>, ours: ReadonlyMap<string, KernelConfig>, work: () => Promise<Value>): Promise<Value> {
  const replace = (kernels: ReadonlyMap<string, KernelConfig>, present: ReadonlyMap<string, KernelConfig>): void => {
    for (const name of names) {
      if (present.has(name)) unregisterKernel(name, backend);
      const config = kernels.get(name);
      if (config !== undefined) registerKernel(config);
    }
  };
  replace(stock, ours);
  try {
    return await work();
  } finally {
    replace(ours, stock);
  }
}

async function registerWebgpu(): Promise<void> {
  const { findGpu } = await import('../../src/backend/webgpu/gpu.ts');
  await findGpu();
  await import('@tensorflow/tfjs-backend-webgpu');
}
