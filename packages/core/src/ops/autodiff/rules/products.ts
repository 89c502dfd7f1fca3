import {
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  type Conv2DAttrs,
  engine,
  matMul,
  type NamedAttrMap,
  type Tensor,
} from '@tensorflow/tfjs-core';

import { everyNth, insertZeros } from '../../convolution/stepping.ts';
import { attribute, one, type Rule, sumTo } from './rule.ts';

type ConvolutionAttributes = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dataFormat'>;

const run = (kernel: string, inputs: Record<string, Tensor>, attrs: object): Tensor => engine().runKernel(kernel, inputs, attrs as NamedAttrMap);
const geometry = (attrs: NamedAttrMap): ConvolutionAttributes => {
  const { strides, pad, dataFormat } = attrs as unknown as ConvolutionAttributes;
  return { strides, pad, dataFormat };
};

/** y = x * w, a convolution with stride and padding but neither groups nor dilation (those are composed of it). */
const convolve = (x: Tensor, filter: Tensor, at: ConvolutionAttributes): Tensor => run(Conv2D, { x, filter }, { ...at, dilations: [1, 1] });
/** dL/dx from dL/dy: the adjoint of the convolution in x. */
const toInput = (dy: Tensor, filter: Tensor, inputShape: number[], at: ConvolutionAttributes): Tensor =>
  run(Conv2DBackpropInput, { dy, filter }, { ...at, inputShape } satisfies Omit<Conv2DBackpropInputAttrs, 'dimRoundingMode' | 'inputShape'> & { inputShape: number[] });
/** dL/dw from x and dL/dy: the adjoint of the convolution in w. */
const toFilter = (x: Tensor, dy: Tensor, filterShape: number[], at: ConvolutionAttributes): Tensor =>
  run(Conv2DBackpropFilter, { x, dy }, { ...at, filterShape } satisfies Omit<Conv2DBackpropFilterAttrs, 'dimRoundingMode' | 'filterShape'> & { filterShape: number[] });

/** No backend has the gradients of a dilated convolution: it is one with a filter that has zeros between its taps. */
const dilated = (attrs: NamedAttrMap): { readonly spread: (filter: Tensor) => Tensor; readonly pick: (filter: Tensor) => Tensor } => {
  const given = (attrs as unknown as Conv2DAttrs).dilations;
  const [rows, columns] = typeof given === 'number' ? [given, given] : given;
  return {
    spread: (filter) => insertZeros(insertZeros(filter, 0, rows), 1, columns),
    pick: (filter) => everyNth(everyNth(filter, 0, rows), 1, columns),
  };
};

/** A convolution is linear in x and in w, so its three kernels are each other's gradients. */
export const productRules: readonly Rule[] = [
  {
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attrs) => {
      const [a, b] = saved as [Tensor, Tensor];
      const g = one(dy);
      const isA = attribute<boolean>(attrs, 'transposeA');
      const isB = attribute<boolean>(attrs, 'transposeB');
      return {
        a: () => sumTo(isA ? matMul(b, g, isB, true) : matMul(g, b, false, !isB), a.shape),
        b: () => sumTo(isB ? matMul(g, a, true, isA) : matMul(a, g, !isA, false), b.shape),
      };
    },
  },
  {
    kernelName: Conv2D,
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, saved, attrs) => {
      const [x, filter] = saved as [Tensor, Tensor];
      const { spread, pick } = dilated(attrs);
      return {
        x: () => toInput(one(dy), spread(filter), x.shape, geometry(attrs)),
        filter: () => pick(toFilter(x, one(dy), spread(filter).shape, geometry(attrs))),
      };
    },
  },
  {
    kernelName: Conv2DBackpropInput,
    inputsToSave: ['dy', 'filter'],
    gradFunc: (ddx, saved, attrs) => {
      const [dy, filter] = saved as [Tensor, Tensor];
      return { dy: () => convolve(one(ddx), filter, geometry(attrs)), filter: () => toFilter(one(ddx), dy, filter.shape, geometry(attrs)) };
    },
  },
  {
    kernelName: Conv2DBackpropFilter,
    inputsToSave: ['x', 'dy'],
    gradFunc: (ddw, saved, attrs) => {
      const [x, dy] = saved as [Tensor, Tensor];
      return { x: () => toInput(dy, one(ddw), x.shape, geometry(attrs)), dy: () => convolve(x, one(ddw), geometry(attrs)) };
    },
  },
];
