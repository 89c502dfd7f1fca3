import {
  Add,
  add as tfAdd,
  div as tfDiv,
  mul as tfMul,
  Multiply,
  Neg,
  neg as tfNeg,
  RealDiv,
  SquaredDifference,
  squaredDifference as tfSquaredDifference,
  Sub,
  sub as tfSub,
} from '@tensorflow/tfjs-core';

import { binary, unary } from './short-way.ts';

export { addN, divNoNan, floorDiv, mod, pow, reciprocal } from '@tensorflow/tfjs-core';

/** a + b; they broadcast. */
export const add: typeof tfAdd = /* @__PURE__ */ binary(Add, tfAdd);
/** a - b; they broadcast. */
export const sub: typeof tfSub = /* @__PURE__ */ binary(Sub, tfSub);
/** a * b; they broadcast. */
export const mul: typeof tfMul = /* @__PURE__ */ binary(Multiply, tfMul);
/** a / b; they broadcast. Quotients of int32 are rounded down. */
export const div: typeof tfDiv = /* @__PURE__ */ binary(RealDiv, tfDiv);
/** (a - b)^2; they broadcast. */
export const squaredDifference: typeof tfSquaredDifference = /* @__PURE__ */ binary(SquaredDifference, tfSquaredDifference);
/** -x */
export const neg: typeof tfNeg = /* @__PURE__ */ unary(Neg, tfNeg);
