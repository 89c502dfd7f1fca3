import {
  cast,
  concat,
  cumprod,
  Cumprod,
  cumsum,
  Cumsum,
  equal,
  fill,
  max,
  Max,
  Mean,
  min,
  Min,
  ones,
  Prod,
  reverse,
  slice,
  Softmax,
  softmax,
  sum,
  Sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

import { div, mul, sub } from '../../basic/arithmetic.ts';
import { reshape, transpose } from '../../basic/shape.ts';
import { axesOf as namedAxes } from '../../check.ts';
import { attribute, isHigherOrder, one, type Rule } from './rule.ts';

type Axes = number | number[] | undefined;

const axesOf = (axis: Axes, x: Tensor): number[] => namedAxes('gradient', axis, x.rank);
/** The shape of a reduction with its axes kept as 1. */
const kept = (x: Tensor, axes: readonly number[]): number[] => x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
/** A product with ones: backends are slow at tiling. */
const spread = (dy: Tensor, x: Tensor, axes: readonly number[]): Tensor => mul(fill(x.shape, 1), reshape(dy, kept(x, axes)));

/** The largest or smallest: what is shared by n equals goes to each in equal parts. */
function extremum(kernelName: string, reduce: (x: Tensor, axes: number[], keepDims: boolean) => Tensor, attributeName: string): Rule {
  return {
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const input = x as Tensor;
        const axes = axesOf(attribute<Axes>(attrs, attributeName), input);
        const mask = cast(equal(input, reduce(input, axes, true)), 'float32');
        return mul(mask, div(reshape(one(dy), kept(input, axes)), sum(mask, axes, true)));
      },
    }),
  };
}

/** Product of all other elements along the last axis, exact where elements are 0. x: [..., n] -> [..., n] */
function productOfOthers(x: Tensor): Tensor {
  return mul(cumprod(x, x.rank - 1, true, false), cumprod(x, x.rank - 1, true, true));
}

/** dL/dx of y = cumprod(x) along the last axis, exact where elements are 0, of n x n work. x, dy: [m, n] -> [m, n] */
function cumprodGradient(x: Tensor, dy: Tensor, exclusive: boolean): Tensor {
  const [m, n] = x.shape as [number, number];
  // factors[m, i, k] = x[m, k], but 1 at k = i; its running product to j is dy[j]/dx[i], for i within the product.
  const rows = reshape(concat(Array.from({ length: n }, (_, i) => concat([slice(x, [0, 0], [m, i]), ones([m, 1]), slice(x, [0, i + 1], [m, n - i - 1])], 1)), 1), [m, n, n]);
  const inside = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(exclusive ? j > i : j >= i)));
  return sum(mul(mul(cumprod(rows, 2, exclusive, false), inside), reshape(dy, [m, 1, n])), 2);
}

export const reductionRules: readonly Rule[] = [
  {
    kernelName: Sum,
    inputsToSave: ['x'],
    readsShapesOnly: true,
    gradFunc: (dy, [x], attrs) => ({ x: () => spread(one(dy), x!, axesOf(attribute<Axes>(attrs, 'axis'), x!)) }),
  },
  {
    kernelName: Mean,
    inputsToSave: ['x'],
    readsShapesOnly: true,
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const axes = axesOf(attribute<Axes>(attrs, 'axis'), x!);
        const count = axes.reduce((product, axis) => product * x!.shape[axis]!, 1);
        return spread(div(one(dy), count), x!, axes);
      },
    }),
  },
  extremum(Max, max, 'reductionIndices'),
  extremum(Min, min, 'axis'),
  {
    kernelName: Prod,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const input = x as Tensor;
        const axes = axesOf(attribute<Axes>(attrs, 'axis'), input);
        const order = [...input.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
        const last = transpose(input, order); // [kept..., reduced...]
        const count = axes.reduce((product, axis) => product * input.shape[axis]!, 1);
        const others = reshape(productOfOthers(reshape(last, [-1, count])), last.shape);
        return mul(transpose(others, order.map((_, axis) => order.indexOf(axis))), reshape(one(dy), kept(input, axes)));
      },
    }),
  },
  {
    kernelName: Cumsum,
    gradFunc: (dy, _saved, attrs) => ({
      x: () => cumsum(one(dy), attribute(attrs, 'axis'), attribute(attrs, 'exclusive'), !attribute<boolean>(attrs, 'reverse')),
    }),
  },
  {
    kernelName: Cumprod,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({
      x: () => {
        const input = x as Tensor;
        const [axis] = axesOf(attribute<Axes>(attrs, 'axis'), input) as [number];
        const isReverse = attribute<boolean>(attrs, 'reverse');
        const order = [...input.shape.keys()].filter((other) => other !== axis).concat(axis);
        const flat = (t: Tensor): Tensor => {
          const rows = reshape(transpose(t, order), [-1, input.shape[axis]!]);
          return isReverse ? reverse(rows, 1) : rows;
        };
        const gradient = cumprodGradient(flat(input), flat(one(dy)), attribute(attrs, 'exclusive'));
        const shaped = reshape(isReverse ? reverse(gradient, 1) : gradient, order.map((other) => input.shape[other]!));
        return transpose(shaped, order.map((_, other) => order.indexOf(other)));
      },
    }),
  },
  {
    kernelName: Softmax,
    inputsToSave: ['logits'],
    outputsToSave: [true],
    gradFunc: (dy, [logits, y], attrs) => ({
      logits: () => {
        const axis = attribute<number>(attrs, 'dim');
        const p = isHigherOrder() ? softmax(logits!, axis) : y!;
        const weighted = mul(one(dy), p);
        return sub(weighted, mul(sum(weighted, axis, true), p));
      },
    }),
  },
];
