import { BatchMatMul, Conv2D, type Conv2DAttrs, Conv2DBackpropFilter, Conv2DBackpropInput, matMul, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';

import { convolve, type PlainConvolution, toFilter, toInput } from '../../convolution/plain.ts';
import { everyNth, insertZeros } from '../../convolution/stepping.ts';
import { attribute, one, type Rule, sumTo } from './rule.ts';

const geometry = (attrs: NamedAttrMap): PlainConvolution => {
  const { strides, pad, dataFormat } = attrs as unknown as PlainConvolution;
  return { strides, pad, dataFormat };
};

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
