import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend_util as backendUtil, type DataType, util } from '@tensorflow/tfjs-core';

import { input, type Kernel, type Kernels } from '../../kernels.ts';
import { reshaped, stockKernel } from './stock.ts';

const fill = stockKernel('Fill');

/** A reduction that is right over nothing: tfjs divides 0 by 0 for the size of the result. */
function reduction(name: string, neutral: number, attribute = 'axis'): Kernel<WebGPUBackend> {
  const stock = stockKernel(name);
  return (call) => {
    const x = input(call, 'x');
    const { backend, attrs } = call;
    if (util.sizeFromShape(x.shape) > 0) return stock(backend, { x }, attrs);
    const axes = util.parseAxisParam(attrs[attribute] as number | number[], x.shape);
    const [kept] = backendUtil.computeOutAndReduceShapes(x.shape, axes);
    const shape = attrs['keepDims'] === true ? backendUtil.expandShapeToKeepDim(kept, axes) : kept;
    const dtype: DataType = name === 'Mean' ? 'float32' : name === 'Sum' && x.dtype === 'bool' ? 'int32' : x.dtype;
    return fill(backend, {}, { shape, value: neutral, dtype });
  };
}

/** The place of an extremum along the only axis is a scalar, which tfjs gives an axis of 1. */
function place(name: string): Kernel<WebGPUBackend> {
  const stock = stockKernel(name);
  return (call) => {
    const x = input(call, 'x');
    const y = stock(call.backend, { x }, call.attrs);
    return x.shape.length === 1 ? reshaped(call.backend, y, [], true) : y;
  };
}

export const reductionKernels: Kernels<WebGPUBackend> = {
  Sum: reduction('Sum', 0),
  Mean: reduction('Mean', NaN),
  Prod: reduction('Prod', 1),
  Max: reduction('Max', -Infinity, 'reductionIndices'),
  Min: reduction('Min', Infinity),
  All: reduction('All', 1),
  Any: reduction('Any', 0),
  ArgMax: place('ArgMax'),
  ArgMin: place('ArgMin'),
};
