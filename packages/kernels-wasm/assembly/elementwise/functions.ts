import { activationOf, activationSlope, GELU, GELU_TANH, SILU } from './activation';
import { errorFunction } from './error-function';
import { exponential, logistic } from './exponential';
import { hyperbolicTangent } from './hyperbolic-tangent';
import { logarithm } from './logarithm';
import { softplus } from './softplus';

/** Functions of one variable by number, after the activations; the host names them in `kernels.ts`. */
const EXP: i32 = 5;
const LOG: i32 = 6;
const TANH: i32 = 7;
const SIGMOID: i32 = 8;
const ERF: i32 = 9;
const RSQRT: i32 = 10;
const SQRT: i32 = 11;

/** The value of a function at four places. */
export function valueOf(f: i32, x: v128): v128 {
  switch (f) {
    case SILU: return activationOf(SILU, x);
    case GELU: return activationOf(GELU, x);
    case GELU_TANH: return activationOf(GELU_TANH, x);
    case EXP: return exponential(x);
    case LOG: return logarithm(x);
    case TANH: return hyperbolicTangent(x);
    case SIGMOID: return logistic(x);
    case ERF: return errorFunction(x);
    case RSQRT: return f32x4.div(f32x4.splat(1), f32x4.sqrt(x));
    case SQRT: return f32x4.sqrt(x);
    default: return softplus(x);
  }
}

/** The derivative of SILU, GELU or GELU_TANH at four places. */
export function slopeOf(f: i32, x: v128): v128 {
  switch (f) {
    case SILU: return activationSlope(SILU, x);
    case GELU: return activationSlope(GELU, x);
    default: return activationSlope(GELU_TANH, x);
  }
}
