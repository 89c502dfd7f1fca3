import {
  Add,
  AddN,
  cast,
  equal,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  onesLike,
  Pow,
  pow,
  RealDiv,
  Select,
  SquaredDifference,
  Sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

import { add, div, mul, neg, sub } from '../../basic/arithmetic.ts';
import { square } from '../../basic/elementwise.ts';
import { handle, one, type Rule, sumTo } from './rule.ts';

/** A kernel of two inputs that broadcast, with its two partial derivatives before they are summed back. */
function binary(kernelName: string, partials: (dy: Tensor, a: Tensor, b: Tensor) => { a: () => Tensor; b: () => Tensor }): Rule {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [Tensor, Tensor];
      const partial = partials(one(dy), a, b);
      return { a: () => sumTo(partial.a(), a.shape), b: () => sumTo(partial.b(), b.shape) };
    },
  };
}

/** 1 where a wins, 1/2 where both are equal, 0 elsewhere. */
const share = (wins: Tensor, winsOrTies: Tensor): Tensor => mul(add(cast(wins, 'float32'), cast(winsOrTies, 'float32')), 0.5);

export const arithmeticRules: readonly Rule[] = [
  { ...binary(Add, (dy) => ({ a: () => dy, b: () => dy })), readsShapesOnly: true },
  { ...binary(Sub, (dy) => ({ a: () => dy, b: () => neg(dy) })), readsShapesOnly: true },
  binary(Multiply, (dy, a, b) => ({ a: () => mul(dy, b), b: () => mul(dy, a) })),
  binary(RealDiv, (dy, a, b) => ({ a: () => div(dy, b), b: () => neg(div(mul(dy, a), square(b))) })),
  binary(SquaredDifference, (dy, a, b) => ({ a: () => mul(dy, mul(sub(a, b), 2)), b: () => mul(dy, mul(sub(b, a), 2)) })),
  binary(Mod, (dy, a, b) => ({ a: () => dy, b: () => neg(mul(dy, floor(div(a, b)))) })),
  binary(Maximum, (dy, a, b) => ({ a: () => mul(dy, share(greater(a, b), greaterEqual(a, b))), b: () => mul(dy, share(less(a, b), lessEqual(a, b))) })),
  binary(Minimum, (dy, a, b) => ({ a: () => mul(dy, share(less(a, b), lessEqual(a, b))), b: () => mul(dy, share(greater(a, b), greaterEqual(a, b))) })),
  binary(Pow, (dy, a, b) => ({
    // At exponent 0 the derivative is 0 also where the base is 0, which 0 * 0^-1 is not.
    a: () => mul(dy, mul(b, pow(a, where(equal(b, 0), onesLike(b), sub(b, 1))))),
    // ln a where it exists; a base of 0 to a positive power stays 0.
    b: () => mul(dy, mul(pow(a, b), log(where(greater(a, 0), a, onesLike(a))))),
  })),
  {
    kernelName: AddN,
    saveAllInputs: true,
    readsShapesOnly: true,
    gradFunc: (dy, saved) => Object.fromEntries(saved.map((_, i) => [i, () => handle(one(dy))])),
  },
  {
    kernelName: Select,
    inputsToSave: ['condition'],
    gradFunc: (dy, saved) => {
      const condition = saved[0] as Tensor;
      const upstream = one(dy);
      return {
        condition: () => zerosLike(upstream),
        t: () => where(condition, upstream, zerosLike(upstream)),
        e: () => where(condition, zerosLike(upstream), upstream),
      };
    },
  },
];
