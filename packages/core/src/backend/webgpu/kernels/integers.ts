import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { broadcast_util as broadcastUtil, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type Kernels } from '../../kernels.ts';
import { runFlat, unravel } from './flat-program.ts';
import { stockKernel } from './stock.ts';

/** What of two integers, in WGSL; of truth where it is a comparison. */
const arithmetic = { Add: 'x + y', Sub: 'x - y', Multiply: 'x * y', Maximum: 'max(x, y)', Minimum: 'min(x, y)' } as const;
const comparisons = { Equal: 'x == y', NotEqual: 'x != y', Greater: 'x > y', GreaterEqual: 'x >= y', Less: 'x < y', LessEqual: 'x <= y' } as const;

/** Steps of each axis of the result within x: 0 where x is stretched. */
function strides({ shape }: TensorInfo, outputShape: readonly number[]): number[] {
  return outputShape.map((_, i) => {
    const axis = i - outputShape.length + shape.length;
    return axis < 0 || shape[axis] === 1 ? 0 : util.sizeFromShape(shape.slice(axis + 1));
  });
}

/** tfjs makes floats of integers first: beyond 2^24 they are others then. */
function onIntegers(name: string, formula: string, isComparison: boolean): Kernel<WebGPUBackend> {
  const stock = stockKernel(name);
  return (call) => {
    const [a, b] = [input(call, 'a'), input(call, 'b')];
    if (a.dtype !== 'int32' || b.dtype !== 'int32') return stock(call.backend, { a, b }, call.attrs);
    const outputShape = broadcastUtil.assertAndGetBroadcastShape(a.shape, b.shape);
    const numbered = (prefix: string, list: readonly number[]): Record<string, number> => Object.fromEntries(list.map((value, i) => [`${prefix}${i}`, value]));
    const place = (of: string): string => ['0', ...outputShape.map((_, i) => `place${i} * uniforms.${of}${i}`)].join(' + ');
    const places: Record<string, string> = Object.fromEntries(outputShape.map((_, i) => [`place${i}`, `uniforms.length${i}`] as const).reverse());
    return runFlat(call.backend, {
      name: `Integers${name}`,
      outputShape,
      dtype: isComparison ? 'bool' : 'int32',
      inputs: { a, b },
      uniforms: { ...numbered('length', outputShape), ...numbered('ofA', strides(a, outputShape)), ...numbered('ofB', strides(b, outputShape)) },
      code: `${unravel('index', places, 'rest')} _ = rest; let x = a[${place('ofA')}]; let y = b[${place('ofB')}]; result = ${isComparison ? `i32(${formula})` : formula};`,
    });
  };
}

export const integerKernels: Kernels<WebGPUBackend> = Object.fromEntries([
  ...Object.entries(arithmetic).map(([name, formula]) => [name, onIntegers(name, formula, false)] as const),
  ...Object.entries(comparisons).map(([name, formula]) => [name, onIntegers(name, formula, true)] as const),
]);
