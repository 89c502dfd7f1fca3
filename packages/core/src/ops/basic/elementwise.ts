import { Abs, abs as tfAbs, Exp, exp as tfExp, Rsqrt, rsqrt as tfRsqrt, Sigmoid, sigmoid as tfSigmoid, Sqrt, sqrt as tfSqrt, Square, square as tfSquare, Tanh, tanh as tfTanh } from '@tensorflow/tfjs-core';

import { unary } from './short-way.ts';

export { atan, ceil, cos, erf, expm1, floor, log, log1p, round, sign, sin, tan } from '@tensorflow/tfjs-core';

/** |x| */
export const abs: typeof tfAbs = /* @__PURE__ */ unary(Abs, tfAbs);
/** e^x */
export const exp: typeof tfExp = /* @__PURE__ */ unary(Exp, tfExp);
/** 1 / sqrt(x) */
export const rsqrt: typeof tfRsqrt = /* @__PURE__ */ unary(Rsqrt, tfRsqrt);
/** 1 / (1 + e^-x) */
export const sigmoid: typeof tfSigmoid = /* @__PURE__ */ unary(Sigmoid, tfSigmoid);
/** The square root. */
export const sqrt: typeof tfSqrt = /* @__PURE__ */ unary(Sqrt, tfSqrt);
/** x^2 */
export const square: typeof tfSquare = /* @__PURE__ */ unary(Square, tfSquare);
/** The hyperbolic tangent. */
export const tanh: typeof tfTanh = /* @__PURE__ */ unary(Tanh, tfTanh);
