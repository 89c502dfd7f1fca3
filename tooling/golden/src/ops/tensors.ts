import { cumprod, cumsum, einsum, fill, gather, norm, scatterAddAlongAxis, scatterAlongAxis, sort, standardDeviation, takeAlongAxis, topK, variance } from '@figment/core/ops';

import type { Options } from '../case/options.ts';
import type { OpChecks } from './check.ts';

const axisOf = (options: Options, fallback?: number): number => options.number(['axis', 'dim'], fallback);
const axesOf = (options: Options): readonly number[] | undefined => (options.has('axis') || options.has('dim') ? options.numbers(['axis', 'dim']) : undefined);
const keepsDims = (options: Options): boolean => options.boolean(['keepdim', 'keepdims', 'keep_dims'], false);

/** torch counts from 1 with `unbiased`, and from 0 without. */
const correctionOf = (options: Options): number => (options.has('correction') ? options.number('correction') : Number(options.boolean('unbiased', true)));

export const tensors: OpChecks = {
  einsum: (inputs, options) => einsum(options.string('equation'), ...inputs.numbered('a')),
  cumsum: (inputs, options) => cumsum(inputs.get('x'), { axis: axisOf(options) }),
  cumprod: (inputs, options) => cumprod(inputs.get('x'), { axis: axisOf(options) }),
  gather: (inputs, options) => takeAlongAxis(inputs.get('x'), inputs.get('index'), axisOf(options)),
  index_select: (inputs, options) => {
    const x = inputs.get('x');
    return gather(x, inputs.get('index'), (axisOf(options) + x.rank) % x.rank);
  },
  scatter_add: (inputs, options) => scatterAddAlongAxis(inputs.get('x'), inputs.get('index'), inputs.get('src'), axisOf(options)),
  scatter: (inputs, options) => {
    const values = inputs.find('src') ?? fill(inputs.get('index').shape, options.number('value'));
    return scatterAlongAxis(inputs.get('x'), inputs.get('index'), values, axisOf(options));
  },
  topk: (inputs, options) => {
    if (!options.boolean('sorted', true)) throw new Error('topk without order cannot be compared');
    const { values, indices } = topK(inputs.get('x'), options.number('k'), { axis: axisOf(options, -1), largest: options.boolean('largest', true) });
    return { y: values, others: { indices } };
  },
  sort: (inputs, options) => {
    // Ours always is.
    options.boolean('stable', true);
    const { values, indices } = sort(inputs.get('x'), { axis: axisOf(options, -1), descending: options.boolean('descending', false) });
    return { y: values, others: { indices } };
  },
  norm: (inputs, options) => {
    const order = options.raw('p', 'ord', 'order') ?? 2;
    return norm(inputs.get('x'), { axis: axesOf(options), order: order === 'fro' ? 2 : Number(order), keepDims: keepsDims(options) });
  },
  var_std: (inputs, options) => {
    const settings = { axis: axesOf(options), correction: correctionOf(options), keepDims: keepsDims(options) };
    return { y: variance(inputs.get('x'), settings), others: { std: standardDeviation(inputs.get('x'), settings) } };
  },
  var: (inputs, options) => variance(inputs.get('x'), { axis: axesOf(options), correction: correctionOf(options), keepDims: keepsDims(options) }),
  std: (inputs, options) => standardDeviation(inputs.get('x'), { axis: axesOf(options), correction: correctionOf(options), keepDims: keepsDims(options) }),
};
