import { runKernel } from '@figment/core/backend';
import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { expectClose, expectNoLeak, numbers } from '../../testing/numbers.ts';
import { describeTorch, startForTests } from '../../testing/torch.ts';

type Pads = readonly (readonly [number, number])[];

interface Case {
  readonly x: readonly number[];
  /** [k, ..., I / groups, O], for depthwise ones [k, ..., I, multiplier] */
  readonly filter: readonly number[];
  readonly strides: readonly number[];
  readonly pads: Pads;
  /** As tfjs is told; without it the pads. */
  readonly pad?: 'same' | 'valid';
  readonly dilations?: readonly number[];
}

const flat: Readonly<Record<string, Case>> = {
  'without padding': { x: [2, 6, 5, 3], filter: [3, 2, 3, 4], strides: [1, 1], pads: [[0, 0], [0, 0]], pad: 'valid' },
  'that keeps the size': { x: [2, 6, 5, 3], filter: [3, 3, 3, 4], strides: [1, 1], pads: [[1, 1], [1, 1]], pad: 'same' },
  'that halves an even size': { x: [2, 6, 8, 3], filter: [3, 3, 3, 4], strides: [2, 2], pads: [[0, 1], [0, 1]], pad: 'same' },
  'by an even kernel': { x: [1, 5, 6, 2], filter: [4, 2, 2, 3], strides: [1, 1], pads: [[1, 2], [0, 1]], pad: 'same' },
  'padded unevenly': { x: [2, 6, 5, 3], filter: [3, 3, 3, 4], strides: [2, 1], pads: [[2, 0], [0, 3]] },
  'that leaves rows over': { x: [2, 8, 9, 3], filter: [3, 3, 3, 4], strides: [3, 4], pads: [[1, 1], [1, 1]] },
  'with dilation': { x: [2, 9, 8, 3], filter: [3, 2, 3, 4], strides: [1, 1], pads: [[2, 2], [0, 0]], dilations: [2, 3] },
  'in groups': { x: [2, 5, 5, 4], filter: [3, 3, 2, 6], strides: [1, 1], pads: [[1, 1], [1, 1]] },
  'of one channel and one place': { x: [2, 1, 1, 1], filter: [1, 1, 1, 1], strides: [1, 1], pads: [[0, 0], [0, 0]] },
  'by a kernel smaller than the stride': { x: [1, 7, 7, 2], filter: [1, 2, 2, 3], strides: [3, 3], pads: [[0, 0], [0, 0]] },
  'of no examples': { x: [0, 5, 5, 2], filter: [3, 3, 2, 3], strides: [1, 1], pads: [[0, 0], [0, 0]] },
};
const depthwise: Readonly<Record<string, Case>> = {
  'one kernel a channel': { x: [2, 6, 5, 3], filter: [3, 3, 3, 1], strides: [1, 1], pads: [[1, 1], [1, 1]], pad: 'same' },
  'two kernels a channel': { x: [2, 6, 8, 3], filter: [3, 3, 3, 2], strides: [2, 2], pads: [[0, 1], [0, 1]], pad: 'same' },
  'with dilation': { x: [1, 9, 9, 2], filter: [3, 3, 2, 2], strides: [1, 1], pads: [[0, 0], [0, 0]], dilations: [2, 2] },
};
const volumes: Readonly<Record<string, Case>> = {
  'of volumes': { x: [2, 4, 5, 6, 2], filter: [2, 3, 3, 2, 3], strides: [1, 1, 1], pads: [[0, 1], [1, 1], [1, 1]], pad: 'same' },
  'of volumes, in steps': { x: [1, 5, 6, 7, 2], filter: [3, 3, 2, 2, 3], strides: [2, 2, 1], pads: [[0, 0], [0, 0], [0, 0]], pad: 'valid' },
};

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Every place of a box, in row-major order. */
function* places(shape: readonly number[]): Generator<number[]> {
  for (let i = 0; i < size(shape); i++) {
    const at: number[] = [];
    for (let axis = shape.length - 1, rest = i; axis >= 0; rest = Math.floor(rest / shape[axis]!), axis--) at.unshift(rest % shape[axis]!);
    yield at;
  }
}

const offset = (shape: readonly number[], at: readonly number[]): number => at.reduce((sum, index, axis) => sum * shape[axis]! + index, 0);

/** By the definition, in float64: y[b, p, o] = sum over taps t and channels of x[b, s p + d t - pad, c] w[t, c, o]. */
function convolved(x: ArrayLike<number>, w: ArrayLike<number>, { x: input, filter, strides, pads, dilations }: Case, isDepthwise: boolean): { values: number[]; shape: number[] } {
  const axes = strides.map((_, axis) => axis);
  const dilation = dilations ?? strides.map(() => 1);
  const [inner, outer] = filter.slice(-2) as [number, number];
  const channels = input.at(-1)!;
  const outputs = isDepthwise ? channels * outer : outer;
  const groups = isDepthwise ? channels : channels / inner;
  const extent = axes.map((axis) => Math.floor((input[axis + 1]! + pads[axis]![0] + pads[axis]![1] - dilation[axis]! * (filter[axis]! - 1) - 1) / strides[axis]!) + 1);
  const shape = [input[0]!, ...extent, outputs];
  const values = [...places(shape)].map((at) => {
    const output = at.at(-1)!;
    const group = Math.floor(output / (outputs / groups));
    let sum = 0;
    for (const tap of places([...filter.slice(0, -2), channels / groups])) {
      const from = axes.map((axis) => at[axis + 1]! * strides[axis]! + tap[axis]! * dilation[axis]! - pads[axis]![0]);
      if (from.some((place, axis) => place < 0 || place >= input[axis + 1]!)) continue;
      const channel = group * (channels / groups) + tap.at(-1)!;
      const weight = isDepthwise ? [...tap.slice(0, -1), channel, output % outer] : [...tap, output];
      sum += x[offset(input, [at[0]!, ...from, channel])]! * w[offset(filter, weight)]!;
    }
    return sum;
  });
  return { values, shape };
}

const inner = (a: Tensor, b: Tensor): number => Array.from(a.dataSync()).reduce((total, value, i) => total + value * b.dataSync()[i]!, 0);

/** The convolution by its definition; its gradients as adjoints: it is linear in x and in the kernel. */
function check(each: Case, kernels: readonly [forward: string, toInput: string, toFilter: string], isDepthwise = false): void {
  expectNoLeak(() => {
    const [x, filter] = [numbers(1, ...each.x), numbers(2, ...each.filter)];
    const explicit = [[0, 0], ...each.pads.map((pair) => [...pair]), [0, 0]];
    const attrs = { strides: [...each.strides], pad: each.pad ?? explicit, dataFormat: each.strides.length === 3 ? 'NDHWC' : 'NHWC', dilations: [...(each.dilations ?? each.strides.map(() => 1))] };
    const expected = convolved(x.dataSync(), filter.dataSync(), each, isDepthwise);
    const [y] = runKernel(kernels[0], { x, filter }, attrs) as [Tensor];
    expect(y.shape).toEqual(expected.shape);
    expectClose(y, expected.values, { atol: 2e-5 });

    const dy = numbers(3, ...y.shape);
    const [dx] = runKernel(kernels[1], { dy, filter }, { ...attrs, inputShape: [...each.x] }) as [Tensor];
    const [dw] = runKernel(kernels[2], { x, dy }, { ...attrs, filterShape: [...each.filter] }) as [Tensor];
    expect([dx.shape, dw.shape]).toEqual([each.x, each.filter]);
    // <dL/dx, v> is the change of L along v, for any v; and likewise for the kernel.
    const [alongX, alongFilter] = [numbers(4, ...each.x), numbers(5, ...each.filter)];
    const change = (a: Tensor, b: Tensor): number => convolved(a.dataSync(), b.dataSync(), each, isDepthwise).values.reduce((total, value, i) => total + value * dy.dataSync()[i]!, 0);
    expect(inner(dx, alongX)).toBeCloseTo(change(alongX, filter), 2);
    expect(inner(dw, alongFilter)).toBeCloseTo(change(x, alongFilter), 2);
    dispose([x, filter, y, dy, dx, dw, alongX, alongFilter]);
  });
}

describeTorch('a convolution', () => {
  beforeAll(async () => { await startForTests(); });

  it.each(Object.entries(flat))('%s', (_name, each) => { check(each, ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter']); });
  it.each(Object.entries(volumes))('%s', (_name, each) => { check(each, ['Conv3D', 'Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2']); });

  describe('of each channel', () => {
    it.each(Object.entries(depthwise))('%s', (_name, each) => { check(each, ['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'], true); });
  });

  it.each([['FusedConv2D', false], ['FusedDepthwiseConv2D', true]] as const)('%s ends with a bias and an activation', (kernel, isDepthwise) => {
    expectNoLeak(() => {
      const each: Case = { x: [2, 5, 5, 3], filter: isDepthwise ? [3, 3, 3, 1] : [3, 3, 3, 3], strides: [1, 1], pads: [[1, 1], [1, 1]], pad: 'same' };
      const [x, filter, bias, alpha] = [numbers(1, ...each.x), numbers(2, ...each.filter), numbers(3, 3), tensor([0.5, 0.1, 0.2])];
      const sums = convolved(x.dataSync(), filter.dataSync(), each, isDepthwise).values.map((value, i) => value + bias.dataSync()[i % 3]!);
      const run = (activation: string): Tensor => {
        const inputs = { x, filter, bias, preluActivationWeights: activation === 'prelu' ? alpha : undefined };
        return runKernel(kernel, inputs, { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation })[0]!;
      };
      const [plain, relu, prelu] = [run('linear'), run('relu'), run('prelu')];
      expectClose(plain, sums, { atol: 2e-5 });
      expectClose(relu, sums.map((value) => Math.max(value, 0)), { atol: 2e-5 });
      expectClose(prelu, sums.map((value, i) => (value > 0 ? value : value * alpha.dataSync()[i % 3]!)), { atol: 2e-5 });
      dispose([x, filter, bias, alpha, plain, relu, prelu]);
    });
  });

  it('refuses channels first', () => {
    const [x, filter] = [numbers(1, 1, 3, 4, 4), numbers(2, 2, 2, 3, 1)];
    expect(() => runKernel('Conv2D', { x, filter }, { strides: [1, 1], pad: 'same', dataFormat: 'NCHW', dilations: [1, 1] })).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', message: expect.stringContaining('channels last (NHWC), got NCHW') as string }));
    dispose([x, filter]);
  });
});
