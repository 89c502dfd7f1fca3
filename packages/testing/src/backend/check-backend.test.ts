import { installKernels, type Kernel, type Kernels, runKernel, selectBackend } from '@figment/core/backend';
import { memory, tensor } from '@figment/core/ops';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkBackend, type CaseOutcome, describeVerdict, faultsOf } from './index.ts';

let before = 0;
beforeEach(async () => {
  await selectBackend({ prefer: 'cpu' });
  before = memory().numTensors;
});
afterEach(() => { expect(memory().numTensors).toBe(before); });

const named = (outcomes: readonly CaseOutcome[], name: string): CaseOutcome => outcomes.find((outcome) => outcome.name === name)!;

/** What the kernels below use of tfjs's cpu backend. */
interface Cpu {
  readonly data: { get(id: object): { readonly values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: string, values: Float32Array): never;
}

/** Runs with kernels that are wrong on purpose, and with the right ones again afterwards. */
async function withBroken<Result>(kernels: Kernels<Cpu>, work: () => Promise<Result>): Promise<Result> {
  const putBack = installKernels('cpu', kernels);
  try {
    return await work();
  } finally {
    putBack();
  }
}

describe('the check of a backend', () => {
  it('finds nothing on cpu', async () => {
    const { outcomes, wrong, device } = await checkBackend('cpu', { filter: 'activations' });
    expect(outcomes.flatMap(faultsOf)).toEqual([]);
    expect(wrong).toBe(0);
    expect(outcomes.length).toBeGreaterThan(20);
    expect(device).toBe('CPU, JavaScript');
  });

  it('tells of each case, and how far it is', async () => {
    const seen: string[] = [];
    const { outcomes } = await checkBackend('cpu', { filter: 'pixelShuffle', onCase: ({ name }, { done, of }) => { seen.push(`${name} ${done}/${of}`); } });
    expect(seen).toEqual(outcomes.map(({ name }, i) => `${name} ${i + 1}/${outcomes.length}`));
  });

  it('refuses a backend that is not there', async () => {
    await expect(checkBackend('abacus')).rejects.toMatchObject({ code: 'BACKEND_UNKNOWN' });
  });

  it('says what to use instead where a gradient is missing', async () => {
    const { outcomes, wrong } = await checkBackend('cpu', { filter: 'tfjs kernels: GatherNd' });
    expect(wrong).toBe(0);
    expect(outcomes[0]!.forward.kind).toBe('golden');
    expect(outcomes[0]!.gradient).toMatchObject({ kind: 'throws', code: 'GRADIENT_MISSING', message: expect.stringContaining('takeAlongAxis or gather of @figment/core/ops') as string });
  });
});

describe('what the check catches', () => {
  it.each([
    ['a wrong value', (x: number) => Math.exp(x) * 1.001, 'forward: off by'],
    ['NaN', (x: number) => (x > 0 ? NaN : Math.exp(x)), 'forward: off by Infinity'],
  ])('%s', async (_, f, fault) => {
    const report = await withBroken({ Exp: elementwise(f) }, () => checkBackend('cpu', { filter: 'elementwise: exp' }));
    expect(report.wrong).toBeGreaterThan(0);
    expect(faultsOf(named(report.outcomes, 'exp'))[0]).toContain(fault);
  });

  it('a wrong gradient alone', async () => {
    const zeros = (shape: number[]): Float32Array => new Float32Array(shape.reduce((a, b) => a * b, 1));
    const report = await withBroken({ Conv2DBackpropFilter: ({ attrs, backend }) => backend.makeTensorInfo(attrs['filterShape'] as number[], 'float32', zeros(attrs['filterShape'] as number[])) }, () =>
      checkBackend('cpu', { filter: 'convolutions: conv2d, 3x3, stride 2' }));
    expect(report.outcomes.map(({ forward, gradient }) => [forward.kind, gradient.kind])).toEqual([['golden', 'wrong']]);
  });

  it('a wrong shape', async () => {
    const report = await withBroken({ Exp: ({ inputs, backend }) => backend.makeTensorInfo([1], 'float32', Float32Array.of(Object.keys(inputs).length)) }, () => checkBackend('cpu', { filter: 'elementwise: exp, 5 axes' }));
    expect(faultsOf(report.outcomes[0]!)[0]).toBe('forward: has shape [1], expected [2, 1, 2, 1, 3]');
  });

  it('an exception without a code', async () => {
    const report = await withBroken({ Exp: () => { throw new Error('out of luck'); } }, () => checkBackend('cpu', { filter: 'elementwise: exp, scalar' }));
    expect(describeVerdict(report.outcomes[0]!.forward)).toBe('WRONG: throws without a code: out of luck');
  });

  it('runs the kernels it names', () => {
    const x = tensor([1]);
    expect(() => runKernel('Abacus', { x })).toThrow(expect.objectContaining({ code: 'KERNEL_MISSING' }) as Error);
    x.dispose();
  });
});

function elementwise(f: (x: number) => number): Kernel<Cpu> {
  return ({ inputs, backend }) => backend.makeTensorInfo(inputs['x']!.shape, 'float32', backend.data.get(inputs['x']!.dataId).values.map(f));
}
